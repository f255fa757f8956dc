// Reads the data of a pickle file, and nothing else: no opcode makes or calls anything. The few that arrays and plain
// containers need are read (https://docs.python.org/3/library/pickletools.html); another one is refused by its name.

import Tensors

struct Pickle {
  /// How files of protocol 2 and later begin.
  static let firstByte: UInt8 = 0x80
  /// Of strings that are kept; longer ones stay in the file.
  private static let longString = 1 << 16
  /// Bounds the time and memory that a file of nothing but values takes.
  private static let stepLimit = 1 << 21
  /// Containers and arrays; a batch has about ten. They may hold each other, and are let go of one within the other.
  private static let containerLimit = 1000

  /// What stands on the stack. A container is a reference, for it is filled after it was made.
  enum Value {
    case none
    case integer(Int)
    /// With its place in the file.
    case text([UInt8], start: Int)
    case longText(start: Int, count: Int)
    case tuple([Value])
    case list(List)
    case dictionary(Dictionary)
    /// A name of the few that arrays are made of.
    case name(String)
    /// A numpy array or type under construction: what made it, and its state.
    case object(Object)
  }

  final class List { var items: [Value] = [] }
  final class Dictionary { var entries: [String: Value] = [:] }
  final class Object {
    let maker: String
    let arguments: [Value]
    var state: [Value] = []

    init(maker: String, arguments: [Value]) {
      self.maker = maker
      self.arguments = arguments
    }
  }

  /// An array of bytes, row by row.
  struct Array {
    var shape: [Int]
    /// In the file.
    var start: Int
  }

  private var reader: PickleReader
  private var stack: [Value] = []
  /// Where on the stack the marks are.
  private var marks: [Int] = []
  private var memo: [Int: Value] = [:]
  private var steps = 0
  private var containers = 0

  init(path: String) throws(PickleProblem) { reader = try PickleReader(path: path) }

  /// The dictionary that the file is.
  func dictionary() throws(PickleProblem) -> [String: Value] {
    var copy = self
    guard case .dictionary(let dictionary) = try copy.load() else { throw .notAsNeeded("it is no dictionary") }
    return dictionary.entries
  }

  // MARK: Opcodes

  private mutating func load() throws(PickleProblem) -> Value {
    while true {
      steps += 1
      guard steps <= Pickle.stepLimit, containers <= Pickle.containerLimit else {
        throw .notAsNeeded("it has too many values")
      }
      let byte = try reader.byte()
      guard let opcode = PickleOpcode(rawValue: byte) else { throw .opcode(PickleOpcode.name(of: byte)) }
      switch opcode {
      case .stop: return try pop()
      case .protocolVersion: _ = try reader.byte()
      case .frame: _ = try reader.integer(size: 8)
      case .mark: marks.append(stack.count)
      case .none: stack.append(.none)
      case .true: stack.append(.integer(1))
      case .false: stack.append(.integer(0))
      case .integer1: stack.append(.integer(try reader.integer(size: 1)))
      case .integer2: stack.append(.integer(try reader.integer(size: 2)))
      case .integer4: stack.append(.integer(Int(Int32(truncatingIfNeeded: try reader.integer(size: 4)))))
      case .shortString, .shortBytes, .shortText: stack.append(try string(lengthSize: 1))
      case .string, .bytes, .text: stack.append(try string(lengthSize: 4))
      case .longBytes: stack.append(try string(lengthSize: 8))
      case .emptyTuple: push(.tuple([]))
      case .tuple1: try makeTuple(of: 1)
      case .tuple2: try makeTuple(of: 2)
      case .tuple3: try makeTuple(of: 3)
      case .tuple: push(.tuple(try popToMark()))
      case .emptyList: push(.list(List()))
      case .append:
        let item = try pop()
        try append([item])
      case .appends:
        let items = try popToMark()
        try append(items)
      case .emptyDictionary: push(.dictionary(Dictionary()))
      case .setItem:
        let value = try pop()
        let key = try pop()
        try setItems([key, value])
      case .setItems:
        let items = try popToMark()
        try setItems(items)
      case .put1: memo[try reader.integer(size: 1)] = try top()
      case .put4: memo[try reader.integer(size: 4)] = try top()
      case .memoize: memo[memo.count] = try top()
      case .get1: try recall(reader.integer(size: 1))
      case .get4: try recall(reader.integer(size: 4))
      case .global: try pushName(module: reader.line(), name: reader.line())
      case .stackGlobal:
        guard let name = try pop().string, let module = try pop().string else { throw .damaged }
        try pushName(module: module, name: name)
      case .reduce: try construct()
      case .build: try build()
      }
    }
  }

  /// Puts a container on the stack.
  private mutating func push(_ container: Value) {
    containers += 1
    stack.append(container)
  }

  private func top() throws(PickleProblem) -> Value {
    guard let value = stack.last, stack.count > marks.last ?? 0 else { throw .damaged }
    return value
  }

  private mutating func pop() throws(PickleProblem) -> Value {
    let value = try top()
    stack.removeLast()
    return value
  }

  private mutating func popToMark() throws(PickleProblem) -> [Value] {
    guard let mark = marks.popLast() else { throw .damaged }
    defer { stack.removeSubrange(mark...) }
    return Swift.Array(stack[mark...])
  }

  private mutating func recall(_ index: Int) throws(PickleProblem) {
    guard let value = memo[index] else { throw .damaged }
    stack.append(value)
  }

  private mutating func string(lengthSize: Int) throws(PickleProblem) -> Value {
    let count = try reader.integer(size: lengthSize)
    let start = reader.offset
    guard count > Pickle.longString else { return .text(try reader.bytes(count), start: start) }
    try reader.skip(count)
    return .longText(start: start, count: count)
  }

  private mutating func makeTuple(of count: Int) throws(PickleProblem) {
    var items: [Value] = []
    for _ in 0..<count { items.insert(try pop(), at: 0) }
    push(.tuple(items))
  }

  private func append(_ items: [Value]) throws(PickleProblem) {
    guard case .list(let list) = try top() else { throw .damaged }
    list.items += items
  }

  private func setItems(_ items: [Value]) throws(PickleProblem) {
    guard case .dictionary(let dictionary) = try top(), items.count.isMultiple(of: 2) else { throw .damaged }
    for index in stride(from: 0, to: items.count, by: 2) {
      guard let key = items[index].string else { throw .notAsNeeded("a key of it is no text") }
      dictionary.entries[key] = items[index + 1]
    }
  }

  // MARK: Arrays

  /// The names that numpy's arrays of bytes need, in its versions.
  private static let names: Set<String> = [
    "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct", "numpy.ndarray", "numpy.dtype",
  ]

  private mutating func pushName(module: String, name: String) throws(PickleProblem) {
    let full = "\(module).\(name)"
    guard Pickle.names.contains(full) else { throw .name(full) }
    stack.append(.name(full))
  }

  private mutating func construct() throws(PickleProblem) {
    guard case .tuple(let arguments) = try pop(), case .name(let maker) = try pop() else { throw .damaged }
    push(.object(Object(maker: maker, arguments: arguments)))
  }

  private mutating func build() throws(PickleProblem) {
    guard case .tuple(let state) = try pop(), case .object(let object) = try top() else { throw .damaged }
    object.state = state
  }
}

extension Pickle.Value {
  var string: String? {
    guard case .text(let bytes, _) = self else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes of a text in the file.
  private var span: (start: Int, count: Int)? {
    switch self {
    case .text(let bytes, let start): (start, bytes.count)
    case .longText(let start, let count): (start, count)
    default: nil
    }
  }

  var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// A list of numbers from 0 to 255.
  var bytes: [UInt8]? {
    guard case .list(let list) = self else { return nil }
    let bytes = list.items.compactMap { $0.integer.flatMap(UInt8.init(exactly:)) }
    return bytes.count == list.items.count ? bytes : nil
  }

  /// An array of unsigned bytes, row by row: its state is (version, shape, type, is column by column, data).
  var array: Pickle.Array? {
    guard case .object(let object) = self, object.maker.hasSuffix("._reconstruct"), object.state.count == 5,
      case .tuple(let sizes) = object.state[1], case .object(let type) = object.state[2], type.maker == "numpy.dtype",
      type.arguments.first?.string == "u1", object.state[3].integer == 0,
      let (start, count) = object.state[4].span
    else { return nil }
    let shape = sizes.compactMap(\.integer)
    guard shape.count == sizes.count, Shape.product(shape.map(Optional.some)) == count else { return nil }
    return Pickle.Array(shape: shape, start: start)
  }
}
