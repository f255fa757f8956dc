// Functions that lay tensors out anew, join them and cut them.

import Language
import ModelGraph
import Tensors

extension OperationBody {
  static let reshape = OperationBody { interpreter, arguments throws(Raised) in
    let sizes = try interpreter.sizes("shape", arguments)
    return try interpreter.applied("Reshape", .reshape(sizes), [interpreter.operand("x", arguments)])
  }

  static let ravel = unary("Ravel", .reshape([-1]))

  /// Keras 2's: all but the batch in a row.
  static let batchFlatten = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let shape = interpreter.shape(of: operand)
    return try interpreter.applied("Reshape", .reshape([-1, shape.elementsPerImage]), [operand])
  }

  static let transpose = OperationBody { interpreter, arguments throws(Raised) in
    let axes = try interpreter.integers("axes", arguments)
    return try interpreter.applied("Transpose", .transpose(axes), [interpreter.operand("x", arguments)])
  }

  static let swapAxes = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let shape = interpreter.shape(of: operand)
    var order = Array(0..<shape.rank)
    var axes: [Int] = []
    for name in ["axis1", "axis2"] {
      axes.append(try interpreter.axis(try interpreter.requireInteger(name, arguments), of: shape, arguments))
    }
    order.swapAt(axes[0], axes[1])
    return try interpreter.applied("Swapaxes", .transpose(order), [operand])
  }

  static let moveAxis = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let shape = interpreter.shape(of: operand)
    let sources = try interpreter.integers("source", arguments) ?? []
    let destinations = try interpreter.integers("destination", arguments) ?? []
    guard sources.count == destinations.count else { throw interpreter.raise(.reflectedAxes(arguments.function)) }
    var moved: [Int: Int] = [:]
    for (source, destination) in zip(sources, destinations) {
      moved[try interpreter.axis(destination, of: shape, arguments)] =
        try interpreter.axis(source, of: shape, arguments)
    }
    var rest = (0..<shape.rank).filter { !moved.values.contains($0) }[...]
    let order = (0..<shape.rank).map { moved[$0] ?? rest.popFirst() ?? 0 }
    return try interpreter.applied("Moveaxis", .transpose(order), [operand])
  }

  static let expandDims = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let axes = try interpreter.integers("axis", arguments) ?? [interpreter.shape(of: operand).rank]
    return try interpreter.applied("ExpandDims", .expandDims(axes), [operand])
  }

  static let squeeze = OperationBody { interpreter, arguments throws(Raised) in
    let axes = try interpreter.integers("axis", arguments)
    // TensorFlow's empty list is all axes.
    let wanted = axes?.isEmpty ?? true ? nil : axes
    return try interpreter.applied("Squeeze", .squeeze(wanted), [interpreter.operand("x", arguments)])
  }

  static let broadcastTo = OperationBody { interpreter, arguments throws(Raised) in
    let sizes = try interpreter.sizes("shape", arguments)
    return try interpreter.applied("BroadcastTo", .broadcast(sizes), [interpreter.operand("x", arguments)])
  }

  static let tile = OperationBody { interpreter, arguments throws(Raised) in
    let counts = try interpreter.sizes("repeats", arguments)
    return try interpreter.applied("Tile", .tile(counts), [interpreter.operand("x", arguments)])
  }

  static let `repeat` = OperationBody { interpreter, arguments throws(Raised) in
    let size = interpreter.payload(of: arguments["repeats"], as: SizeTensor.self)
    let count = size?.isScalar ?? false ? size?.sizes[0] : try interpreter.requireInteger("repeats", arguments)
    let axis = try interpreter.integer("axis", arguments)
    return try interpreter.applied("Repeat", .repeat(count, axis: axis), [interpreter.operand("x", arguments)])
  }

  static let flip = OperationBody { interpreter, arguments throws(Raised) in
    let axes = try interpreter.integers("axis", arguments)
    return try interpreter.applied("Flip", .flip(axes), [interpreter.operand("x", arguments)])
  }

  static let roll = OperationBody { interpreter, arguments throws(Raised) in
    let shifts = try interpreter.integers("shift", arguments) ?? [0]
    let axes = try interpreter.integers("axis", arguments)
    guard shifts.count == 1 || shifts.count == axes?.count else {
      throw interpreter.raise(.shifts(shifts.count, axes?.count ?? 1, in: arguments.function))
    }
    return try interpreter.applied("Roll", .roll(shifts, axes: axes), [interpreter.operand("x", arguments)])
  }

  static let take = OperationBody { interpreter, arguments throws(Raised) in
    let axis = try interpreter.integer("axis", arguments)
    let operands = [try interpreter.operand("x", arguments), try interpreter.operand("indices", arguments)]
    return try interpreter.applied("Take", .take(axis: axis), operands)
  }

  /// `tf.gather` and `K.gather` take along the first axis.
  static let gather = OperationBody { interpreter, arguments throws(Raised) in
    let batchAxes = try interpreter.integer("batch_dims", arguments) ?? 0
    let axis = try interpreter.integer("axis", arguments) ?? batchAxes
    let operands = [try interpreter.operand("x", arguments), try interpreter.operand("indices", arguments)]
    return try interpreter.applied("Take", .take(axis: axis, batchAxes: batchAxes), operands)
  }

  static let pad = OperationBody { interpreter, arguments throws(Raised) in
    let widths = try interpreter.padWidths(arguments)
    let mode = try interpreter.choice("mode", arguments, as: PadMode.self) ?? .constant
    let value = try interpreter.number("constant_values", arguments) ?? 0
    return try interpreter.applied("Pad", .pad(widths, mode, value: value), [interpreter.operand("x", arguments)])
  }

  /// Keras 2's `spatial_2d_padding`: height and width, wherever the format has them.
  static let padImage = OperationBody { interpreter, arguments throws(Raised) in
    let widths = try interpreter.padWidths(arguments)
    let none = PadWidth(0, 0)
    let all =
      try interpreter.dataFormat(arguments) == .channelsLast ? [none] + widths + [none] : [none, none] + widths
    return try interpreter.applied("Pad", .pad(all, .constant, value: 0), [interpreter.operand("x", arguments)])
  }

  /// Keras 2's `temporal_padding`: the axis after the batch.
  static let padSequence = OperationBody { interpreter, arguments throws(Raised) in
    let widths = try interpreter.padWidths(arguments)
    let none = PadWidth(0, 0)
    return try interpreter.applied(
      "Pad", .pad([none] + widths + [none], .constant, value: 0), [interpreter.operand("x", arguments)])
  }

  // MARK: Joining and cutting

  /// Side by side, which for vectors is one after the other.
  static let stackColumns = OperationBody { interpreter, arguments throws(Raised) in
    let operands = try interpreter.operands("xs", arguments)
    let axis = interpreter.shape(of: operands[0]).rank < 2 ? 0 : 1
    return try interpreter.applied("Hstack", .concatenate(axis: axis), operands)
  }

  /// One under the other.
  static let stackRows = OperationBody { interpreter, arguments throws(Raised) in
    let operands = try interpreter.operands("xs", arguments)
    let areVectors = interpreter.shape(of: operands[0]).rank < 2
    return try interpreter.applied("Vstack", areVectors ? .stack(axis: 0) : .concatenate(axis: 0), operands)
  }

  static func concatenate(_ typeName: String = "Concatenate", axis: Int) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      if let sizes = try interpreter.joinedSizes(arguments) { return sizes }
      let operands = try interpreter.operands("xs", arguments)
      let axis = try interpreter.integer("axis", arguments) ?? axis
      return try interpreter.applied(typeName, .concatenate(axis: axis), operands)
    }
  }

  static let stack = OperationBody { interpreter, arguments throws(Raised) in
    if let sizes = try interpreter.joinedSizes(arguments) { return sizes }
    let operands = try interpreter.operands("xs", arguments)
    let axis = try interpreter.integer("axis", arguments) ?? 0
    return try interpreter.applied("Stack", .stack(axis: axis), operands)
  }

  /// Keras' and numpy's: a number of parts, or where to cut.
  static let split = OperationBody { interpreter, arguments throws(Raised) in
    let given = try interpreter.integers("sections", arguments) ?? []
    let sections: Sections =
      interpreter.sequence(arguments["sections"]) == nil ? .count(given.first ?? 0) : .indices(given)
    return try interpreter.split(sections, arguments)
  }

  /// TensorFlow's: a number of parts, or their sizes.
  static let splitSizes = OperationBody { interpreter, arguments throws(Raised) in
    let given = try interpreter.integers("sections", arguments) ?? []
    let sections: Sections =
      interpreter.sequence(arguments["sections"]) == nil ? .count(given.first ?? 0) : .sizes(given)
    return try interpreter.split(sections, arguments)
  }

  static let unstack = OperationBody { interpreter, arguments throws(Raised) in
    if let sizes = interpreter.payload(of: arguments["x"], as: SizeTensor.self) {
      var values: [Value] = []
      for size in sizes.sizes { values.append(interpreter.sizeValue(size)) }
      return interpreter.makeList(values)
    }
    let count = try interpreter.integer("num", arguments)
    let axis = try interpreter.integer("axis", arguments) ?? 0
    return try interpreter.list(
      "Unstack", .unstack(count: count, axis: axis), [interpreter.operand("x", arguments)])
  }

  /// A part by its start and its sizes, of which -1 is what remains.
  static let slice = OperationBody { interpreter, arguments throws(Raised) in
    let starts = try interpreter.integers("start", arguments) ?? []
    let sizes = try interpreter.sizes("shape", arguments)
    let indices = zip(starts, sizes).map { start, size -> SliceIndex in
      guard let size else { return .unknownRange }
      let (end, overflow) = start.addingReportingOverflow(size)
      return .range(lower: start, upper: size == -1 || overflow ? nil : end, step: 1)
    }
    return try interpreter.applied("Slice", .slice(indices), [interpreter.operand("x", arguments)])
  }
}

extension Interpreter {
  /// Several tensors as a list, also where it is but one.
  mutating func list(
    _ typeName: String, _ function: TensorFunction, _ operands: [GraphOperand]
  ) throws(Raised) -> Value {
    var values: [Value] = []
    for tensor in try applyOperation(typeName, function, operands) { values.append(tensorValue(tensor)) }
    return makeList(values)
  }

  fileprivate mutating func split(_ sections: Sections, _ arguments: OperationArguments) throws(Raised) -> Value {
    let axis = try integer("axis", arguments) ?? 0
    return try list("Split", .split(sections, axis: axis), [operand("x", arguments)])
  }

  /// Sizes of shapes put together, where that is what is joined.
  fileprivate mutating func joinedSizes(_ arguments: OperationArguments) throws(Raised) -> Value? {
    guard let items = sequence(arguments["xs"]), !items.contains(where: { tensor($0) != nil }),
      items.contains(where: { payload(of: $0, as: SizeTensor.self) != nil })
    else { return nil }
    var sizes: [Int?] = []
    for item in items {
      if let part = payload(of: item, as: SizeTensor.self) {
        sizes += part.sizes
      } else if let size = item.integer {
        sizes.append(size)
      } else if let list = sequence(item) {
        for entry in list { sizes.append(entry.integer) }
      } else {
        throw raise(.notAShape(try repr(arguments["xs"])), at: arguments.range("xs"))
      }
    }
    return sizesValue(sizes)
  }

  fileprivate mutating func axis(
    _ axis: Int, of shape: Shape, _ arguments: OperationArguments
  ) throws(Raised) -> Int {
    guard let index = shape.index(ofAxis: axis) else {
      throw raise(.noSuchAxis(axis, of: shape, in: arguments.function))
    }
    return index
  }

  /// One width for all, one pair for all, or a pair for each axis.
  fileprivate mutating func padWidths(_ arguments: OperationArguments) throws(Raised) -> [PadWidth] {
    let value = arguments["widths"]
    if let width = value.integer { return [PadWidth(width, width)] }
    let entries = try constantRows(value)
    if let entries, entries.count == 2, entries.allSatisfy({ $0.count == 1 && !$0.isEmpty }), isFlat(value) {
      return [PadWidth(entries[0][0], entries[1][0])]
    }
    guard let entries, entries.allSatisfy({ (1...2).contains($0.count) }) else {
      throw raise(
        .notIntegers("padding", of: arguments.function, got: try repr(value)), at: arguments.range("widths"))
    }
    return entries.map { PadWidth($0[0], $0[$0.count - 1]) }
  }

  private func isFlat(_ value: Value) -> Bool { sequence(value)?.allSatisfy { $0.integer != nil } ?? false }

  /// The integers of each entry of a list, an integer by itself as one; nil where there are others.
  private func constantRows(_ value: Value) throws(Raised) -> [[Int]]? {
    guard let items = sequence(value) else { return nil }
    let rows = items.map { item in item.integer.map { [$0] } ?? sequence(item)?.compactMap(\.integer) }
    return rows.contains(where: { $0?.isEmpty ?? true }) ? nil : rows.compactMap { $0 }
  }
}
