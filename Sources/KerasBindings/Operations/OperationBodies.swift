// What functions on tensors do with their arguments: one body for all that differ in names alone.

import Language
import ModelGraph
import Tensors

// MARK: - Value by value

extension OperationBody {
  /// A function of one tensor that takes nothing more.
  static func unary(_ typeName: String, _ function: TensorFunction) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      try interpreter.applied(typeName, function, [interpreter.operand("x", arguments)])
    }
  }

  static func elementwise(_ typeName: String, _ function: Elementwise) -> OperationBody {
    unary(typeName, .elementwise(function))
  }

  /// An activation with those of its arguments that the function has, in the order of `keras.activations`.
  static func activation(_ typeName: String, _ activation: Activation, _ parameters: String...) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      var values: [Double?] = []
      for parameter in parameters { values.append(try interpreter.number(parameter, arguments)) }
      return try interpreter.applied(
        typeName, .activation(activation, parameters: values), [interpreter.operand("x", arguments)])
    }
  }

  static func binary(_ typeName: String, _ function: Binary) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let operands = [try interpreter.operand("x1", arguments), try interpreter.operand("x2", arguments)]
      return try interpreter.applied(typeName, .binary(function), operands)
    }
  }

  /// Where the condition holds the one, elsewhere the other.
  static let select = OperationBody { interpreter, arguments throws(Raised) in
    var operands: [GraphOperand] = []
    for name in ["condition", "x1", "x2"] { operands.append(try interpreter.operand(name, arguments)) }
    return try interpreter.applied("Where", .select, operands)
  }

  static let clip = OperationBody { interpreter, arguments throws(Raised) in
    let minimum = try interpreter.number("minimum", arguments)
    let maximum = try interpreter.number("maximum", arguments)
    return try interpreter.applied(
      "Clip", .clip(minimum: minimum, maximum: maximum), [interpreter.operand("x", arguments)])
  }

  static let round = OperationBody { interpreter, arguments throws(Raised) in
    let decimals = try interpreter.integer("decimals", arguments) ?? 0
    let function = decimals == 0 ? TensorFunction.elementwise(.round) : .round(decimals: decimals)
    return try interpreter.applied("Round", function, [interpreter.operand("x", arguments)])
  }

  static let cast = OperationBody { interpreter, arguments throws(Raised) in
    if interpreter.payload(of: arguments["x"], as: SizeTensor.self) != nil { return arguments["x"] }
    let type = try interpreter.numberType(arguments["dtype"], at: arguments.range("dtype")) ?? .float32
    return try interpreter.applied("Cast", .cast(type), [interpreter.operand("x", arguments)])
  }

  static func like(_ typeName: String, _ value: Double) -> OperationBody {
    unary(typeName, .likeConstant(value))
  }

  static let fullLike = OperationBody { interpreter, arguments throws(Raised) in
    let value = try interpreter.number("value", arguments) ?? 0
    return try interpreter.applied("FullLike", .likeConstant(value), [interpreter.operand("x", arguments)])
  }

  /// What is a tensor already stays itself; numbers become one.
  static let convert = OperationBody { interpreter, arguments throws(Raised) in
    let value = arguments["x"]
    if interpreter.tensor(value) != nil || interpreter.payload(of: value, as: SizeTensor.self) != nil { return value }
    if let items = interpreter.sequence(value),
      items.contains(where: { interpreter.payload(of: $0, as: SizeTensor.self) != nil })
    {
      return interpreter.sizesValue(try interpreter.sizes("x", arguments))
    }
    if let items = interpreter.sequence(value), items.contains(where: { interpreter.tensor($0) != nil }) {
      return try interpreter.applied("Stack", .stack(axis: 0), interpreter.operands("x", arguments))
    }
    return try interpreter.applied(
      "ConvertToTensor", .elementwise(.identity), [interpreter.operand("x", arguments)])
  }
}

// MARK: - Along axes

extension OperationBody {
  static func reduce(_ typeName: String, _ function: Reduction) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let axes = try interpreter.integers("axis", arguments)
      let keepsAxes = try interpreter.flag("keepdims", arguments)
      return try interpreter.applied(
        typeName, .reduce(function, axes: axes, keepsAxes: keepsAxes), [interpreter.operand("x", arguments)])
    }
  }

  /// The mean; Compbook has no weighted one.
  static let average = OperationBody { interpreter, arguments throws(Raised) in
    guard arguments["weights"].isNone else {
      throw interpreter.raise(.notYet("weights in \(arguments.function)"), at: arguments.range("weights"))
    }
    let axes = try interpreter.integers("axis", arguments)
    return try interpreter.applied(
      "Average", .reduce(.mean, axes: axes, keepsAxes: false), [interpreter.operand("x", arguments)])
  }

  static let moments = OperationBody { interpreter, arguments throws(Raised) in
    let axes = try interpreter.integers("axis", arguments) ?? []
    let function = TensorFunction.moments(axes: axes, keepsAxes: try interpreter.flag("keepdims", arguments))
    let outputs = try interpreter.applyOperation("Moments", function, [interpreter.operand("x", arguments)])
    return .tuple(outputs.map { interpreter.tensorValue($0) })
  }

  static func cumulate(_ typeName: String, isProduct: Bool) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let cumulation = Cumulation(
        isProduct: isProduct, isExclusive: try interpreter.flag("exclusive", arguments),
        isReversed: try interpreter.flag("reverse", arguments))
      let axis = try interpreter.integer("axis", arguments)
      return try interpreter.applied(
        typeName, .cumulate(cumulation, axis: axis), [interpreter.operand("x", arguments)])
    }
  }

  /// Of vectors, or of all values along several axes as of one vector.
  static let norm = OperationBody { interpreter, arguments throws(Raised) in
    let axes = try interpreter.integers("axis", arguments)
    var order = 2.0
    switch arguments["ord"] {
    case .none, .string("euclidean"), .string("fro"): break
    default:
      guard let number = try interpreter.number("ord", arguments), axes?.count == 1 else {
        throw interpreter.raise(.matrixNorm(arguments.function), at: arguments.range("ord"))
      }
      order = number
    }
    let keepsAxes = try interpreter.flag("keepdims", arguments)
    return try interpreter.applied(
      "Norm", .norm(order: order, axes: axes, keepsAxes: keepsAxes), [interpreter.operand("x", arguments)])
  }

  static func sort(_ typeName: String, givesIndices: Bool) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let sorting = Sorting(
        axis: try interpreter.integer("axis", arguments) ?? -1,
        isDescending: arguments["direction"].string?.uppercased() == "DESCENDING", givesIndices: givesIndices)
      return try interpreter.applied(typeName, .sort(sorting), [interpreter.operand("x", arguments)])
    }
  }

  static let normalize = OperationBody { interpreter, arguments throws(Raised) in
    let function = TensorFunction.normalize(
      axes: try interpreter.integers("axis", arguments), order: try interpreter.number("order", arguments) ?? 2,
      leastNorm: try interpreter.number("epsilon", arguments) ?? interpreter.keras.epsilon)
    return try interpreter.applied("Normalize", function, [interpreter.operand("x", arguments)])
  }

  /// TensorFlow's: its epsilon is the least sum of squares.
  static let normalizeSquares = OperationBody { interpreter, arguments throws(Raised) in
    let leastSum = try interpreter.number("epsilon", arguments) ?? 1e-12
    let function = TensorFunction.normalize(
      axes: try interpreter.integers("axis", arguments), order: 2, leastNorm: leastSum.squareRoot())
    return try interpreter.applied("Normalize", function, [interpreter.operand("x", arguments)])
  }

  static let batchNormalize = OperationBody { interpreter, arguments throws(Raised) in
    var operands: [GraphOperand] = []
    for name in ["x", "mean", "variance", "offset", "scale"] where !arguments[name].isNone {
      operands.append(try interpreter.operand(name, arguments))
    }
    let moments = Moments(
      axis: try interpreter.integer("axis", arguments) ?? -1,
      epsilon: try interpreter.number("epsilon", arguments) ?? 1e-3, hasOffset: !arguments["offset"].isNone,
      hasScale: !arguments["scale"].isNone)
    return try interpreter.applied("BatchNorm", .batchNormalize(moments), operands)
  }

  static let normalizeLocally = OperationBody { interpreter, arguments throws(Raised) in
    let function = TensorFunction.normalizeLocally(
      radius: try interpreter.integer("radius", arguments) ?? 5, bias: try interpreter.number("bias", arguments) ?? 1,
      alpha: try interpreter.number("alpha", arguments) ?? 1, beta: try interpreter.number("beta", arguments) ?? 0.5)
    return try interpreter.applied("LocalResponseNormalization", function, [interpreter.operand("x", arguments)])
  }

  static func triangle(_ typeName: String, isUpper: Bool) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let diagonal = try interpreter.integer("k", arguments) ?? 0
      return try interpreter.applied(
        typeName, .triangle(isUpper: isUpper, diagonal: diagonal), [interpreter.operand("x", arguments)])
    }
  }

  static let topK = OperationBody { interpreter, arguments throws(Raised) in
    let count = try interpreter.requireInteger("k", arguments)
    let outputs = try interpreter.applyOperation("TopK", .topK(count), [interpreter.operand("x", arguments)])
    return .tuple(outputs.map { interpreter.tensorValue($0) })
  }

  static let oneHot = OperationBody { interpreter, arguments throws(Raised) in
    let count = try interpreter.requireInteger("count", arguments)
    let axis = try interpreter.integer("axis", arguments) ?? -1
    return try interpreter.applied("OneHot", .oneHot(count: count, axis: axis), [interpreter.operand("x", arguments)])
  }
}

// MARK: - From nothing

extension OperationBody {
  static func fill(_ typeName: String, _ value: Double) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      try interpreter.applied(typeName, .fill(try interpreter.sizes("shape", arguments), .value(value)), [])
    }
  }

  static let full = OperationBody { interpreter, arguments throws(Raised) in
    let value = try interpreter.number("value", arguments) ?? 0
    return try interpreter.applied("Full", .fill(try interpreter.sizes("shape", arguments), .value(value)), [])
  }

  static let normal = OperationBody { interpreter, arguments throws(Raised) in
    let (mean, deviation) = try interpreter.moments(arguments)
    return try interpreter.random("RandomNormal", .normal(mean: mean, deviation: deviation), arguments)
  }

  static let truncatedNormal = OperationBody { interpreter, arguments throws(Raised) in
    let (mean, deviation) = try interpreter.moments(arguments)
    return try interpreter.random("TruncatedNormal", .truncatedNormal(mean: mean, deviation: deviation), arguments)
  }

  static let uniform = OperationBody { interpreter, arguments throws(Raised) in
    let distribution = Filling.Distribution.uniform(
      minimum: try interpreter.number("minimum", arguments) ?? 0,
      maximum: try interpreter.number("maximum", arguments) ?? 1)
    return try interpreter.random("RandomUniform", distribution, arguments)
  }

  /// A matrix with ones along a diagonal.
  static let eye = OperationBody { interpreter, arguments throws(Raised) in
    let rows = try interpreter.requireInteger("rows", arguments)
    let columns = try interpreter.integer("columns", arguments) ?? rows
    guard let count = Shape.product([rows, columns]), rows >= 0, columns >= 0, count <= 1 << 20 else {
      throw interpreter.raise(.unknownSizes(arguments.function, [rows, columns]))
    }
    var values = Array(repeating: Float(0), count: count)
    let diagonal = min(max(try interpreter.integer("k", arguments) ?? 0, -rows), columns)
    for row in 0..<rows where (0..<columns).contains(row + diagonal) { values[row * columns + row + diagonal] = 1 }
    let matrix = ConstantTensor(Tensor(shape: [rows, columns], values: values), type: .float32)
    return try interpreter.applied("Eye", .elementwise(.identity), [.constant(.constant(matrix))])
  }

  static let arange = OperationBody { interpreter, arguments throws(Raised) in
    let first = try interpreter.number("start", arguments) ?? 0
    let stop = try interpreter.number("stop", arguments)
    let step = try interpreter.number("step", arguments) ?? 1
    let (start, end) = stop.map { (first, $0) } ?? (0.0, first)
    let count = ((end - start) / step).rounded(.up)
    guard count.isFinite, count <= 1_048_576 else { throw interpreter.raise(.unknownSizes(arguments.function, [nil])) }
    let values = (0..<Int(max(0, count))).map { (index: Int) in Float(start + Double(index) * step) }
    let type: NumberType = start == start.rounded() && step == step.rounded() ? .int32 : .float32
    return try interpreter.row("Arange", values, type)
  }

  /// Numbers at equal distances.
  static let linspace = OperationBody { interpreter, arguments throws(Raised) in
    let count = try interpreter.integer("num", arguments) ?? 50
    let (start, stop) = (
      try interpreter.number("start", arguments) ?? 0, try interpreter.number("stop", arguments) ?? 0
    )
    guard (1...1_048_576).contains(count) else { throw interpreter.raise(.unknownSizes(arguments.function, [count])) }
    // TensorFlow's function always ends at the stop.
    let reachesStop = arguments["endpoint"].isNone ? true : try interpreter.flag("endpoint", arguments)
    let step = (stop - start) / Double(max(1, reachesStop ? count - 1 : count))
    return try interpreter.row("Linspace", (0..<count).map { Float(start + Double($0) * step) }, .float32)
  }
}

extension Interpreter {
  /// Numbers as a tensor of one axis.
  fileprivate mutating func row(_ typeName: String, _ values: [Float], _ type: NumberType) throws(Raised) -> Value {
    let row = ConstantTensor(Tensor(shape: [values.count], values: values), type: type)
    return try applied(typeName, .elementwise(.identity), [.constant(.constant(row))])
  }

  fileprivate mutating func moments(
    _ arguments: OperationArguments
  ) throws(Raised) -> (mean: Double, deviation: Double) {
    (try number("mean", arguments) ?? 0, try number("deviation", arguments) ?? 1)
  }

  /// Random values. Without a seed each draw has one of its own, the same whenever the session runs.
  fileprivate mutating func random(
    _ typeName: String, _ distribution: Filling.Distribution, _ arguments: OperationArguments
  ) throws(Raised) -> Value {
    let shape = try sizes("shape", arguments)
    let seed = try seed(arguments)
    return try applied(typeName, .fill(shape, .random(distribution, seed: seed)), [])
  }
}

extension Fault {
  fileprivate static func matrixNorm(_ function: String) -> Fault {
    .notYet("the norm of a matrix by a number in \(function)", instead: "One axis gives the norm of vectors.")
  }
}
