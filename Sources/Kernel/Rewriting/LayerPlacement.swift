// Where several layers can stand in the place of one: as lines, as items, or one called on the other.

import Diagnostics
import Language

/// A text that takes the place of a range of a cell, and where the layers' calls lie in it.
struct LayerPlacement {
  /// UTF-8 offsets of the cell's text.
  let range: Range<Int>
  private(set) var text = ""
  /// UTF-8 offsets of the new text, in the order of the layers.
  private(set) var parts: [Range<Int>] = []

  private init(_ range: Range<Int>) { self.range = range }

  private mutating func write(_ string: String) { text += string }

  private mutating func write(part: String) {
    let start = text.utf8.count
    text += part
    parts.append(start..<text.utf8.count)
  }

  /// The placements to try, the best first. Which of them is right for what is around the call, only running tells.
  static func candidates(_ layers: [String], for site: CallSite, in parsed: ParseResult) -> [LayerPlacement] {
    let place = Around(site, in: parsed)
    if layers.count == 1 { return [items(layers, place)] }
    return place.application.map { application in
      [lines(layers, place, application), nested(layers, place, application)].compactMap(\.self)
    } ?? [items(layers, place), repeated(layers, place)]
  }

  /// What stands around a call.
  private struct Around {
    let range: Range<Int>
    /// Of its first line, what stands before it.
    let head: String
    /// Of its last line, what stands after it.
    let tail: String
    /// Where the layer is called at once: the brackets with what it is called on, and what follows on the line.
    let application: (text: String, range: Range<Int>, tail: String)?

    init(_ site: CallSite, in parsed: ParseResult) {
      let source = parsed.tree.source
      func offsets(_ range: SourceRange) -> Range<Int> {
        range.lowerBound - source.base..<range.upperBound - source.base
      }
      func rest(_ position: Int) -> String {
        source[SourceRange(position, source.rangeOfLine(source.lineIndex(of: position)).upperBound)]
      }
      range = offsets(site.range)
      let line = source.rangeOfLine(source.lineIndex(of: site.range.lowerBound))
      head = source[SourceRange(line.lowerBound, site.range.lowerBound)]
      tail = rest(site.range.upperBound)
      application = parsed.tree.calls(at: site.range.upperBound)
        .first { $0.syntax.callee.range == site.range }
        .map { outer in
          let brackets = SourceRange(site.range.upperBound, outer.range.upperBound)
          return (source[brackets], offsets(outer.range), rest(outer.range.upperBound))
        }
    }
  }

  private typealias Application = (text: String, range: Range<Int>, tail: String)

  /// `x = first(…)(y)`, then `x = second(…)(x)` on a line of its own.
  private static func lines(
    _ layers: [String], _ place: Around, _ application: Application
  ) -> LayerPlacement? {
    let words = place.head.split(separator: " ")
    let rest = application.tail.drop { $0 == " " }
    guard words.count == 2, words[1] == "=", rest.isEmpty || rest.hasPrefix("#") else { return nil }
    var placement = LayerPlacement(application.range)
    for (index, layer) in layers.enumerated() {
      if index > 0 { placement.write("\n" + place.head) }
      placement.write(part: layer)
      placement.write(index == 0 ? application.text : "(\(words[0]))")
    }
    return placement
  }

  /// `second(…)(first(…)(y))`.
  private static func nested(_ layers: [String], _ place: Around, _ application: Application) -> LayerPlacement {
    var placement = LayerPlacement(application.range)
    for (index, layer) in layers.reversed().enumerated() {
      if index > 0 { placement.write("(") }
      placement.write(part: layer)
    }
    placement.write(application.text + String(repeating: ")", count: layers.count - 1))
    placement.parts.reverse()
    return placement
  }

  /// Items of a list or arguments of a call, on lines of their own where the layer is.
  private static func items(_ layers: [String], _ place: Around) -> LayerPlacement {
    var placement = LayerPlacement(place.range)
    let isAlone = place.head.allSatisfy(\.isWhitespace)
    for (index, layer) in layers.enumerated() {
      if index > 0 { placement.write(isAlone ? ",\n" + place.head : ", ") }
      placement.write(part: layer)
    }
    return placement
  }

  /// The whole line once for each layer, as in `model.add(…)`.
  private static func repeated(_ layers: [String], _ place: Around) -> LayerPlacement {
    var placement = LayerPlacement(place.range)
    for (index, layer) in layers.enumerated() {
      if index > 0 { placement.write(place.tail + "\n" + place.head) }
      placement.write(part: layer)
    }
    return placement
  }
}
