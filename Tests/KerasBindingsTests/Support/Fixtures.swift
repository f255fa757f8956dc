// Reads the fixtures that Keras wrote.

import Foundation
import Tensors

/// A JSON value.
enum JSON: Decodable {
  case null
  case bool(Bool)
  case int(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }
  var isNull: Bool { if case .null = self { true } else { false } }
  var isTrue: Bool { if case .bool(true) = self { true } else { false } }
  var array: [JSON] { if case .array(let items) = self { items } else { [] } }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var int: Int? { if case .int(let value) = self { value } else { nil } }

  /// A list of sizes, null where one is unknown; nil where there is no list.
  var shape: Shape? { if case .array(let items) = self { Shape(items.map(\.int)) } else { nil } }
}

enum Fixture {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A fixture by its path under Tests/Fixtures.
  static func json(_ path: String) throws -> JSON {
    try JSONDecoder().decode(JSON.self, from: Data(contentsOf: root.appending(path: "Tests/Fixtures/" + path)))
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: "Tests/Fixtures/" + path), encoding: .utf8)
  }

  /// The names of the recorded sessions.
  static func scripts() throws -> [String] { try scripts(in: "models/scripts") }

  /// The names of the everyday scripts.
  static func everyday() throws -> [String] { try scripts(in: "everyday") }

  private static func scripts(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Tests/Fixtures/" + folder).path(percentEncoded: false)
    ).filter { $0.hasSuffix(".py") }.map { String($0.dropLast(3)) }.sorted()
  }

  /// The published EffNet listing, which lies beside the repository; nil, with a printed reason, where it does not.
  static func listing() -> String? {
    let text = try? String(contentsOf: root.appending(path: "../shared/reference/effnet_listing.py"), encoding: .utf8)
    if text == nil { print("skipped: ../shared/reference/effnet_listing.py is not there") }
    return text
  }
}
