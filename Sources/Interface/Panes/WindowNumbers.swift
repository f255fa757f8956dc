// The numbers under a layer's window: values, weights on them, and what their sum becomes.

import Kernel
import Screen

struct WindowNumbers {
  private let window: SlidingWindow
  private let taps: [[WindowArithmetic.Tap]]
  private let sums: [String]

  init(window: SlidingWindow, place: SlidingWindow.Place, values: WindowValues?, isPending: Bool) {
    self.window = window
    guard let arithmetic = values?.arithmetic(at: place) else {
      (taps, sums) = ([], [isPending ? "forward pass on its way …" : "no forward pass, no numbers"])
      return
    }
    taps = arithmetic.taps
    sums = Self.sums(arithmetic, of: window, seen: window.seenChannels(by: place.filter).count)
  }

  /// Of the numbers under the whole window, wherever it stands: what is beside them stays in its place.
  var width: Int { max(Form.long.width(of: window), window.sumsWidth) }

  /// The lines at the most, before there are any too.
  var height: Int { window.rows.mostTaps * (window.hasWeights ? 2 : 1) + sums.count }

  /// As many lines as there is room for: the sums, of which the last is the output, rather than all that they are of.
  func lines(in room: Size) -> [String] {
    let taps = lines(of: taps, Form.long.width(of: window) <= room.width ? .long : .short)
    let height = room.height
    if taps.count + sums.count <= height { return taps + sums }
    let room = height - sums.count
    return room > 0 ? taps.prefix(room - 1) + ["  …"] + sums : sums.suffix(max(0, height))
  }

  /// How the numbers of a row are written.
  private enum Form {
    case long, short

    /// The columns of one number.
    var numberWidth: Int { self == .long ? 8 : 6 }

    func width(of window: SlidingWindow) -> Int { 2 + window.columns.mostTaps * numberWidth }

    func text(_ value: Double) -> String {
      let size = abs(value)
      if self == .long || size >= 1000 { return Numbers.statistic(value) }
      return Numbers.decimal(value, places: size < 9.995 ? 2 : size < 99.95 ? 1 : 0)
    }
  }

  /// The values under the window, and the weights on them.
  private func lines(of taps: [[WindowArithmetic.Tap]], _ form: Form) -> [String] {
    func number(_ value: Float?, _ none: String) -> String {
      TextWidth.pad(value.map { form.text(Double($0)) } ?? none, to: form.numberWidth, alignment: .right)
    }
    return taps.flatMap { row in
      ["  " + row.map { number($0.value, "pad") }.joined()]
        + (row.contains { $0.weight != nil } ? ["× " + row.map { number($0.weight, "") }.joined()] : [])
    }
  }

  private static func sums(_ arithmetic: WindowArithmetic, of window: SlidingWindow, seen: Int) -> [String] {
    func text(_ value: Double) -> String { Numbers.statistic(value) }
    let output = text(Double(arithmetic.output))
    switch window.kind {
    case .largest: return ["largest = \(output)"]
    case .mean: return ["mean of what is inside = \(output)"]
    case .convolution, .transposed, .depthwise, .separable: break
    }
    var lines = ["sum = \(text(arithmetic.channelSum))"]
    if let weight = arithmetic.pointwiseWeight {
      lines.append("× pointwise \(text(Double(weight))) = \(text(arithmetic.channelSum * Double(weight)))")
    }
    if seen > 1 { lines.append("all \(seen) channels = \(text(arithmetic.total))") }
    if let bias = arithmetic.bias, bias != 0 {
      lines.append("+ bias \(text(Double(bias))) = \(text(arithmetic.sum))")
    }
    lines.append((window.activation.map { "\($0) → " } ?? "→ ") + "output \(output)")
    return lines
  }
}

extension SlidingWindow {
  fileprivate var hasWeights: Bool {
    switch kind {
    case .largest, .mean: false
    case .convolution, .transposed, .depthwise, .separable: true
    }
  }

  /// The columns of its sums with numbers of the usual length.
  fileprivate var sumsWidth: Int {
    switch kind {
    case .largest: 16
    case .mean: 30
    case .convolution, .transposed, .depthwise, .separable: 26
    }
  }
}
