// Reads the fixtures that Keras wrote.

import Foundation
import ModelGraph
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

  /// A fixture by its path under Tests/Fixtures.
  static func fixture(_ path: String) throws -> JSON {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try JSONDecoder().decode(JSON.self, from: Data(contentsOf: tests.appending(path: "Fixtures/" + path)))
  }

  subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }
  var isNull: Bool { if case .null = self { true } else { false } }
  var array: [JSON] { if case .array(let items) = self { items } else { [] } }
  var members: [String: JSON] { if case .object(let members) = self { members } else { [:] } }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var int: Int? { if case .int(let value) = self { value } else { nil } }
  var isTrue: Bool { if case .bool(true) = self { true } else { false } }

  /// A list of sizes, null where one is unknown; nil where there is no list.
  var shape: Shape? { if case .array(let items) = self { Shape(items.map(\.int)) } else { nil } }
  var sizes: [Int] { array.compactMap(\.int) }

  var argument: ArgumentValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .number(let value): .float(value)
    case .string(let value): .string(value)
    case .array(let items): .sequence(items.map(\.argument))
    case .object(let members): .other("\(members)")
    }
  }
}
