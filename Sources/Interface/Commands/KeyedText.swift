// Text that names commands: what it calls them are the keys that the user has, or the way by the palette.

package struct KeyedText: Hashable, Sendable {
  fileprivate enum Part: Hashable, Sendable {
    case text(String)
    case command(Command)
  }

  fileprivate var parts: [Part]

  package init(_ text: String) { parts = [.text(text)] }

  fileprivate init(_ parts: [Part]) {
    // Texts are the same however they were put together.
    self.parts = parts.reduce(into: []) { parts, part in
      if case .text(let end)? = parts.last, case .text(let text) = part {
        parts[parts.count - 1] = .text(end + text)
      } else if part != .text("") {
        parts.append(part)
      }
    }
  }

  package func text(by keymap: Keymap) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .command(let command): keymap.name(of: command)
      }
    }.joined()
  }

  static func + (a: KeyedText, b: KeyedText) -> KeyedText { KeyedText(a.parts + b.parts) }
}

extension KeyedText: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self.init(text) }

  package init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.parts) }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ text: String) { parts.append(.text(text)) }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      parts.append(.text(value.description))
    }

    package mutating func appendInterpolation(_ text: KeyedText) { parts += text.parts }

    /// Names a command as the user can call it.
    package mutating func appendInterpolation(key command: Command) { parts.append(.command(command)) }
  }
}

extension Keymap {
  /// A command's key, such as `^S` or `F2`; of one without a key, its name in the palette: F2 `save as`.
  func name(of command: Command) -> String {
    if let key = hint(of: [command]) { return key }
    let name = CommandTable.entries.first { $0.command == command }?.name ?? ""
    return [hint(of: [.palette]), "`\(name)`"].compactMap { $0 }.joined(separator: " ")
  }
}
