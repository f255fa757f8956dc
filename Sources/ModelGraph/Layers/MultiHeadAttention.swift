// MultiHeadAttention: each place of a query takes a mean of the values whose keys fit it
// (keras/src/layers/attention/multi_head_attention.py).

import Tensors

package struct MultiHeadAttention: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "MultiHeadAttention", "Takes, at each place of the query, a mean of the values whose keys fit it, for each head.",
      [
        .required("num_heads", "The number of heads."),
        .required("key_dim", "The size of a head's query and key."),
        .optional("value_dim", .null, "The size of a head's value; by default key_dim."),
        .optional("dropout", .float(0), "For training; no effect here."),
        .optional("use_bias", .bool(true), "Whether the projections have a bias."),
        .optional("output_shape", .null, "The sizes that come out; by default the query's last."),
        .optional("attention_axes", .null, "The axes along which the query looks; by default all but the last."),
        .optional("sliding_window", .null, "How far a place looks; by default everywhere."),
        .optional("flash_attention", .null, "No effect here."),
      ], .initialization(of: ["kernel", "bias"]),
      [.optional("use_gate", .bool(false), "Whether a gate multiplies the values."), .seed]),
    inputs: ["query", "value", "key"], requiredInputs: 2, MultiHeadAttention.init)

  package let heads: Int
  package let keySize: Int
  package let valueSize: Int
  package let useBias: Bool
  package let outputSizes: [Int]?
  package let attentionAxes: [Int]?
  package let slidingWindow: Int?
  package let useGate: Bool
  package let kernelInitializer: Initializer
  package let biasInitializer: Initializer

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    heads = try arguments.int("num_heads", mistyped: .valueError)
    keySize = try arguments.int("key_dim", mistyped: .valueError)
    valueSize = try arguments.optionalInt("value_dim", mistyped: .valueError) ?? keySize
    useBias = try arguments.bool("use_bias")
    outputSizes = try arguments.outputSizes()
    attentionAxes = arguments["attention_axes"] == .null ? nil : try arguments.axes("attention_axes", .valueError)
    slidingWindow = try arguments.optionalInt("sliding_window", mistyped: .valueError)
    useGate = try arguments.bool("use_gate")
    kernelInitializer = try arguments.initializer("kernel_initializer")
    biasInitializer = try arguments.initializer("bias_initializer")
  }

  package var typeName: String { "MultiHeadAttention" }
  package var operation: Operation { .multiHeadAttention(self) }
  /// Query, value, and the key where it is not the value.
  package var inputCount: ClosedRange<Int> { 2...3 }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    try check(inputs)
    guard let outputSizes else { return inputs[0] }
    return Shape(inputs[0].dimensions.dropLast() + outputSizes)
  }

  private func check(_ inputs: [Shape]) throws(LayerProblem) {
    for shape in inputs where shape.rank < 2 {
      throw .rank(layer: typeName, expected: "batches such as (None, 16, 32)", got: shape)
    }
    let (value, key) = (inputs[1], inputs.count > 2 ? inputs[2] : inputs[1])
    if value.dimensions.dropFirst().dropLast() != key.dimensions.dropFirst().dropLast() {
      throw .keysAndValues(key: key, value: value)
    }
  }

  /// The projections of query, key and value, and the one of the heads' results, in Keras' order.
  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    try check(inputs)
    let sizes = try inputs.map { (shape) throws(LayerProblem) in
      guard let size = shape[shape.rank - 1] else {
        throw .unknownSizes(layer: typeName, got: shape, axis: "last axis")
      }
      return size
    }
    let (query, value, key) = (sizes[0], sizes[1], sizes.count > 2 ? sizes[2] : sizes[1])
    return projection("query", from: [query], to: [heads, keySize])
      + projection("key", from: [key], to: [heads, keySize])
      + (useGate ? projection("gate", from: [query], to: [heads, valueSize]) : [])
      + projection("value", from: [value], to: [heads, valueSize])
      + projection("attention_output", from: [heads, valueSize], to: outputSizes ?? [query])
  }

  private func projection(_ name: String, from inputs: [Int], to outputs: [Int]) -> [WeightSpecification] {
    [WeightSpecification("\(name)/kernel", inputs + outputs, kernelInitializer)]
      + (useBias ? [WeightSpecification("\(name)/bias", outputs, biasInitializer)] : [])
  }

  /// The projections, the products of queries with keys, and the means of the values.
  package func cost(inputs: [Shape], output: Shape) -> Formula {
    let places = inputs.map { Formula.size(Shape.product($0.dimensions.dropFirst().dropLast()), "places") }
    let sizes = inputs.map { Formula.size($0.dimensions.last ?? nil, "channels") }
    let (keyPlaces, keySizes) = (places.last ?? places[1], sizes.last ?? sizes[1])
    let heads = Formula.size(heads, "heads")
    let (key, value) = (Formula.size(keySize, "key"), Formula.size(valueSize, "value"))
    let outputs = outputSizes.map { Formula.sizes($0, "outputs") } ?? sizes[0]
    return .sum(
      [
        .product([places[0], sizes[0], heads, key]), .product([keyPlaces, keySizes, heads, key]),
        .product([places[1], sizes[1], heads, value]),
      ] + (useGate ? [.product([places[0], sizes[0], heads, value])] : [])
        + [
          .product([places[0], keyPlaces, heads, key]), .product([places[0], keyPlaces, heads, value]),
          .product([places[0], heads, value, outputs]),
        ])
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { .whole(axes: nil) }
}

extension LayerArguments {
  /// One size or several; nothing at all is the query's.
  fileprivate func outputSizes() throws(LayerProblem) -> [Int]? {
    switch self["output_shape"] {
    case .null, .int(0), .sequence([]): return nil
    case .int: return [try int("output_shape")]
    case .sequence(let items):
      let sizes = items.compactMap { if case .int(let size) = $0, size > 0 { size } else { nil } }
      if sizes.count == items.count { return sizes }
    default: break
    }
    throw .argument("output_shape", of: layer, expected: "a size or several", got: self["output_shape"])
  }
}

extension LayerProblem {
  fileprivate static func keysAndValues(key: Shape, value: Shape) -> LayerProblem {
    LayerProblem(
      "shape-mismatch", "MultiHeadAttention needs as many keys as values, but they have shapes \(key) and \(value)")
  }
}
