// What is said of a layer's window: what slides how, where it stands, and which channels it sees.

import Kernel
import Screen

struct WindowWords {
  let window: SlidingWindow
  let place: SlidingWindow.Place
  /// The keys that step the window; nil while they do not.
  let keymap: Keymap?

  /// In lines of a width. Where there is room, each thing stands with the keys that change it.
  func lines(width: Int) -> [String] {
    let places = packed(geometry, width: width)
    let withKeys = packed(geometry.dropLast() + geometry.suffix(1).map { $0 + steps }, width: width)
    return (withKeys.count == places.count ? withKeys : places) + packed(channels, width: width)
      + group.map { blocks($0, width: width) } + feeding
  }

  /// The same for a narrow column: each thing in a line of its own.
  func phrases(width: Int) -> [String] {
    (geometry + channels + group.map(\.text) + feeding).flatMap { TextWrap.lines($0, width: width) }
  }

  /// As many things in a line as it holds.
  private func packed(_ things: [String], width: Int) -> [String] {
    things.reduce(into: []) { lines, thing in
      if let last = lines.last, TextWidth.of(last) + 3 + TextWidth.of(thing) <= width {
        lines[lines.count - 1] = "\(last) · \(thing)"
      } else {
        lines += TextWrap.lines(thing, width: width)
      }
    }
  }

  private var steps: String { keys([.up, .down, .left, .right]) }

  /// What slides, and at which row and column of the output it stands: numbers count from 1, as people do.
  private var geometry: [String] {
    let (rows, columns) = (window.rows, window.columns)
    var texts = ["\(window.noun) \(rows.size)×\(columns.size)"]
    if rows.stride > 1 || columns.stride > 1 { texts.append("stride \(rows.stride)×\(columns.stride)") }
    if rows.dilation > 1 || columns.dilation > 1 { texts.append("dilation \(rows.dilation)×\(columns.dilation)") }
    texts.append("at \(place.row + 1)/\(rows.output), \(place.column + 1)/\(columns.output)")
    return texts
  }

  /// The output channel, and of those that it sees the one whose numbers show.
  private var channels: [String] {
    let seen = window.seenChannels(by: place.filter)
    let outputKeys = window.filters > 1 ? keys([.previousFilter, .nextFilter]) : ""
    let outputs = window.outputNames(place.filter)
    let channel = "channel \(place.channel + 1)/\(seen.count)" + keys([.previousChannel, .nextChannel])
    return [outputs[0] + outputKeys] + outputs.dropFirst() + (seen.count > 1 ? [channel] : [])
  }

  private func keys(_ steps: [WindowStep]) -> String {
    keymap?.hint(of: steps.map { .window($0) }).map { " " + $0 } ?? ""
  }

  private struct Group {
    let index: Int
    let count: Int
    var text: String { "group \(index + 1)/\(count)" }
  }

  /// The group of the filter among the others.
  private var group: [Group] {
    guard case .convolution(let groups) = window.kind, groups > 1 else { return [] }
    return [Group(index: place.filter / (window.filters / groups), count: groups)]
  }

  /// The groups as blocks, channels in and filters out, where there is room.
  private func blocks(_ group: Group, width: Int) -> String {
    guard group.count * 2 + TextWidth.of(group.text) + 5 <= width else { return group.text }
    let blocks = (0..<group.count).map { $0 == group.index ? "█" : "░" }.joined()
    return "\(group.text)  \(blocks) → \(blocks)"
  }

  /// Of a transposed layer the drawing shows the input's pixels by the output's.
  private var feeding: [String] {
    guard window.kind == .transposed else { return [] }
    let count = window.rows.taps(at: place.row).count * window.columns.taps(at: place.column).count
    return [Messages.fed(by: count, of: window.rows.size * window.columns.size)]
  }
}

extension SlidingWindow {
  /// As Keras' argument is called.
  fileprivate var noun: String {
    switch kind {
    case .largest, .mean: "pool size"
    case .convolution, .transposed, .depthwise, .separable: "window"
    }
  }

  /// What the layer's output channels are called: a filter each, or what a channel of the input becomes.
  var outputNoun: String {
    switch kind {
    case .convolution, .transposed, .separable: "filter"
    case .depthwise, .largest, .mean: "channel"
    }
  }

  /// Which of the outputs it is; where a channel has several, which of these too.
  fileprivate func outputNames(_ filter: Int) -> [String] {
    guard case .depthwise(let multiplier) = kind, multiplier > 1 else {
      return ["\(outputNoun) \(filter + 1)/\(filters)"]
    }
    return [
      "\(outputNoun) \(filter / multiplier + 1)/\(channels)",
      "depth multiplier \(filter % multiplier + 1)/\(multiplier)",
    ]
  }
}
