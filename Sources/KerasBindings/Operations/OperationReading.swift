// Reading the arguments of functions on tensors.

import Diagnostics
import Language
import ModelGraph
import Tensors

extension Interpreter {
  /// The operand of a parameter.
  mutating func operand(_ name: String, _ arguments: OperationArguments) throws(Raised) -> GraphOperand {
    try requireOperand(arguments[name], of: arguments.function, at: arguments.range(name))
  }

  /// The operands of a parameter that takes several tensors.
  mutating func operands(_ name: String, _ arguments: OperationArguments) throws(Raised) -> [GraphOperand] {
    guard let values = sequence(arguments[name]), !values.isEmpty else {
      throw raise(.notTensors(arguments.function, got: try repr(arguments[name])), at: arguments.range(name))
    }
    return try values.map { (value) throws(Raised) in
      try requireOperand(value, of: arguments.function, at: arguments.range(name))
    }
  }

  /// The shape of an operand, where it has one.
  func shape(of operand: GraphOperand) -> Shape {
    switch operand {
    case .tensor(let tensor): keras.graph[tensor].shape
    case .constant(.constant(let constant)): Shape(constant.tensor.shape)
    case .constant(.weight(let weight)): Shape(weight.specification.shape)
    case .constant(.input): []
    }
  }

  /// An integer, nil for None.
  mutating func integer(_ name: String, _ arguments: OperationArguments) throws(Raised) -> Int? {
    let value = arguments[name]
    if value.isNone { return nil }
    if let integer = integer(value) { return integer }
    throw raise(.notInteger(name, of: arguments.function, got: try repr(value)), at: arguments.range(name))
  }

  mutating func requireInteger(_ name: String, _ arguments: OperationArguments) throws(Raised) -> Int {
    guard let integer = try integer(name, arguments) else {
      throw raise(.notInteger(name, of: arguments.function, got: "None"), at: arguments.range(name))
    }
    return integer
  }

  /// An integer or several, nil for None.
  mutating func integers(_ name: String, _ arguments: OperationArguments) throws(Raised) -> [Int]? {
    let value = arguments[name]
    if value.isNone { return nil }
    if let integer = integer(value) { return [integer] }
    let items =
      payload(of: value, as: SizeTensor.self)?.sizes ?? arrayOfIntegers(value) ?? sequence(value)?.map { integer($0) }
    guard let items, !items.contains(nil) else {
      throw raise(.notIntegers(name, of: arguments.function, got: try repr(value)), at: arguments.range(name))
    }
    return items.compactMap { $0 }
  }

  private func integer(_ value: Value) -> Int? {
    if let integer = value.integer { return integer }
    if let array = payload(of: value, as: NDArray.self) {
      return array.shape.isEmpty ? array.elements.first.flatMap { Int(exactly: $0) } : nil
    }
    guard let sizes = payload(of: value, as: SizeTensor.self), sizes.isScalar else { return nil }
    return sizes.sizes[0]
  }

  /// The entries of one of numpy's arrays with one axis.
  private func arrayOfIntegers(_ value: Value) -> [Int?]? {
    guard let array = payload(of: value, as: NDArray.self), array.shape.count == 1 else { return nil }
    return array.elements.map { Int(exactly: $0) }
  }

  /// A shape: integers, and None or what is known only with data.
  mutating func sizes(_ name: String, _ arguments: OperationArguments) throws(Raised) -> [Int?] {
    let value = arguments[name]
    if let sizes = payload(of: value, as: SizeTensor.self) { return sizes.sizes }
    if let size = integer(value) { return [size] }
    if let sizes = arrayOfIntegers(value) { return sizes }
    guard let items = sequence(value) else {
      throw raise(.notAShape(try repr(value)), at: arguments.range(name))
    }
    var sizes: [Int?] = []
    for item in items {
      if let size = integer(item) {
        sizes.append(size)
      } else if item.isNone || payload(of: item, as: SizeTensor.self)?.isScalar ?? false {
        sizes.append(nil)
      } else {
        throw raise(.notAShape(try repr(value)), at: arguments.range(name))
      }
    }
    return sizes
  }

  /// A number, nil for None.
  mutating func number(_ name: String, _ arguments: OperationArguments) throws(Raised) -> Double? {
    let value = arguments[name]
    if value.isNone { return nil }
    guard let number = value.number ?? payload(of: value, as: NDArray.self)?.elements.first else {
      throw raise(.notANumber(name, of: arguments.function, got: try repr(value)), at: arguments.range(name))
    }
    return number
  }

  mutating func flag(_ name: String, _ arguments: OperationArguments) throws(Raised) -> Bool {
    try isTrue(arguments[name])
  }

  /// One of a few strings, however it is capitalised; nil for None.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ arguments: OperationArguments, as type: Choice.Type = Choice.self
  ) throws(Raised) -> Choice? {
    if arguments[name].isNone { return nil }
    if case .string(let text) = arguments[name], let choice = Choice(rawValue: text.lowercased()) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw raise(
      .notAChoice(name, of: arguments.function, among: names, got: try repr(arguments[name])), at: arguments.range(name)
    )
  }

  /// Keras' `data_format`, or TensorFlow's letters; None is the session's setting.
  mutating func dataFormat(_ arguments: OperationArguments) throws(Raised) -> DataFormat {
    switch arguments["data_format"] {
    case .string("NHWC"), .string("NWC"): return .channelsLast
    case .string("NCHW"), .string("NCW"): return .channelsFirst
    default: return try choice("data_format", arguments) ?? keras.dataFormat
    }
  }

  /// A type by Keras' name, nil for None.
  mutating func numberType(_ value: Value, at range: SourceRange? = nil) throws(Raised) -> NumberType? {
    if value.isNone { return nil }
    switch value {
    case .string(let name):
      if let type = NumberType(rawValue: name == "half" ? "float16" : name == "double" ? "float64" : name) {
        return type
      }
    case .type(let id):
      // Python's own, as in `astype(int)`.
      if let type = ["float": NumberType.float32, "int": .int32, "bool": .bool][self.name(of: id)] { return type }
    default: break
    }
    throw raise(.notAType(try repr(value)), at: range)
  }

  /// One integer for all axes or one for each, nil for None. TensorFlow writes those of the batch and the channels too.
  mutating func sides(
    _ name: String, _ arguments: OperationArguments, count: Int
  ) throws(Raised) -> [Int]? {
    guard let sizes = try integers(name, arguments) else { return nil }
    let isFirst = try dataFormat(arguments) == .channelsFirst
    switch sizes.count {
    case 1: return Array(repeating: sizes[0], count: count)
    case count: return sizes
    case count + 2: return Array(isFirst ? sizes.suffix(count) : sizes.dropFirst().prefix(count))
    default:
      throw raise(
        .notIntegers(name, of: arguments.function, got: try repr(arguments[name])), at: arguments.range(name))
    }
  }
}
