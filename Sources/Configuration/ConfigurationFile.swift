// The user's configuration as its file says it: values by section and key, each with its line.

import TOMLKit

/// What is wrong with a configuration, in one line.
package struct ConfigurationMistake: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  /// From 1.
  package let line: Int
  package let message: String

  package init(path: String, line: Int, message: String) {
    self.path = path
    self.line = line
    self.message = message
  }

  package var description: String { "\(path):\(line): \(message)" }

  /// The file's name and the line.
  package var place: String { "\(path.split(separator: "/").last ?? ""):\(line)" }
}

package struct ConfigurationFile: Sendable {
  package enum Value: Hashable, Sendable {
    case text(String)
    case list([String])
    case integer(Int)
    case flag(Bool)
    /// A kind that no setting has.
    case other
  }

  package struct Entry: Hashable, Sendable {
    /// Empty for what stands before the first section.
    package let section: String
    package let key: String
    package let value: Value
    package let line: Int
  }

  package let path: String
  /// In the order of their lines.
  package let entries: [Entry]

  /// Reads TOML; a mistake in its syntax is thrown with its line.
  package init(_ text: String, path: String) throws(ConfigurationMistake) {
    self.path = path
    let root: TOMLTable
    do { root = try TOMLTable(string: text) } catch let error as TOMLParseError {
      // The library explains over several lines; the first says what is wrong.
      let words = error.description.split(separator: "\n").first.map(String.init) ?? ""
      throw ConfigurationMistake(path: path, line: error.source.begin.line, message: words)
    } catch {
      throw ConfigurationMistake(path: path, line: 1, message: "\(error)")
    }
    let lines = ConfigurationLines(text)
    var entries: [Entry] = []
    for (key, value) in root {
      if let section = value.table {
        for (inner, value) in section {
          entries.append(
            Entry(section: key, key: inner, value: Value(value), line: lines.line(of: inner, in: key)))
        }
      } else {
        entries.append(Entry(section: "", key: key, value: Value(value), line: lines.line(of: key, in: "")))
      }
    }
    self.entries = entries.sorted { ($0.line, $0.key) < ($1.line, $1.key) }
  }
}

extension ConfigurationFile.Value {
  fileprivate init(_ value: any TOMLValueConvertible) {
    if let text = value.string {
      self = .text(text)
    } else if let flag = value.bool {
      self = .flag(flag)
    } else if let integer = value.int {
      self = .integer(integer)
    } else if let array = value.array {
      let texts = array.compactMap(\.string)
      self = texts.count == array.count ? .list(texts) : .other
    } else {
      self = .other
    }
  }
}

/// Where keys stand in a file that is known to be TOML: the library's values do not tell.
private struct ConfigurationLines {
  private var places: [String: Int] = [:]

  init(_ text: String) {
    var section = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = line.drop(while: \.isWhitespace)
      if content.hasPrefix("[") {
        section = ConfigurationLines.name(content.dropFirst().prefix { $0 != "]" })
      } else if let end = content.firstIndex(of: "="), !content.hasPrefix("#") {
        let key = ConfigurationLines.name(content[..<end])
        places[section.isEmpty ? key : "\(section).\(key)", default: index + 1] = index + 1
      }
    }
  }

  func line(of key: String, in section: String) -> Int {
    places[section.isEmpty ? key : "\(section).\(key)"] ?? 1
  }

  /// A key without blanks and quotes.
  private static func name(_ text: Substring) -> String { text.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" } }
}
