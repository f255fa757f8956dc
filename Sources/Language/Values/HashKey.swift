// Keys of dicts and members of sets: equal exactly where Python's values are equal.

enum HashKey: Hashable, Sendable {
  case none, ellipsis
  /// Booleans and whole floats are the integers that they equal.
  case int(Int)
  case float(Double)
  case string(ExactString)
  case tuple([HashKey])
  case frozen(Set<HashKey>)
  case range(RangeValue)
  /// An object that is equal to itself alone.
  case identity(kind: UInt8, index: Int32)
}

/// A string that equals only the same characters, as Python compares; Swift takes composed and decomposed as equal.
struct ExactString: Hashable, Sendable {
  let string: String

  init(_ string: String) { self.string = string }

  static func == (left: Self, right: Self) -> Bool { left.string.isExactly(right.string) }

  func hash(into hasher: inout Hasher) { hasher.combine(string) }
}

extension String {
  func isExactly(_ other: String) -> Bool {
    self == other && (utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8))
  }
}

extension HashKey {
  /// Whether it is a frozenset or a tuple with one in it.
  var holdsFrozenSet: Bool {
    switch self {
    case .frozen: true
    case .tuple(let keys): keys.contains(where: \.holdsFrozenSet)
    default: false
    }
  }

  /// The key of a value whose hash needs no class to be asked, nil for what has none.
  init?(plain value: Value) {
    switch value {
    case .none: self = .none
    case .ellipsis: self = .ellipsis
    case .bool(let value): self = .int(value ? 1 : 0)
    case .int(let value): self = .int(value)
    case .float(let value): self = Int(exactly: value).map { .int($0) } ?? .float(value)
    case .string(let value): self = .string(ExactString(value))
    case .range(let value): self = .range(value)
    case .function(let id): self = .identity(kind: 1, index: id.index)
    case .hostFunction(let id): self = .identity(kind: 2, index: id.index)
    case .type(let id): self = .identity(kind: 3, index: id.index)
    case .instance(let id): self = .identity(kind: 4, index: id.index)
    case .module(let id): self = .identity(kind: 5, index: id.index)
    case .boundMethod(let id): self = .identity(kind: 6, index: id.index)
    case .iterator(let id): self = .identity(kind: 7, index: id.index)
    case .descriptor(let id): self = .identity(kind: 8, index: id.index)
    case .notImplemented: self = .identity(kind: 9, index: 0)
    case .hole, .tuple, .slice, .list, .dict, .set, .view, .parent: return nil
    }
  }
}
