// Products of tensors with each other: MultiHeadAttention and Dot; and Embedding, which looks up instead.

import CDNNL
import ModelGraph

extension Lowering {
  /// `softmax(query · key / sqrt(size)) · value` for each head, between projections.
  mutating func attend(_ layer: MultiHeadAttention) throws(RuntimeProblem) {
    let (query, value) = (inputs[0], inputs[1])
    let key = inputs.count > 2 ? inputs[2] : value
    let places = layer.attentionAxes?.map(query.index(ofAxis:)) ?? Array(query.sizes.indices.dropFirst().dropLast())
    try check([value, key], fit: query, places)
    let queries = try project("query", query, to: [layer.heads, layer.keySize], of: layer)
    let scale = cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: 1 / Float(layer.keySize).squareRoot(), beta: 0)
    try eltwise(scale, queries.flat, to: queries.flat)

    let left = try matrices(queries, rows: places)
    let right = try matrices(
      project("key", key, to: [layer.heads, layer.keySize], of: layer), rows: places)
    let scores = temporary([left.sizes[0], left.sizes[1], right.sizes[1]])
    try multiply(left, right.permuted([0, 2, 1]), to: scores)
    try mask(scores, layer, rank: query.rank)
    try softmax(scores, axis: 2, to: scores)

    let values = try matrices(
      project("value", value, to: [layer.heads, layer.valueSize], of: layer), rows: places)
    let means = temporary([left.sizes[0], left.sizes[1], layer.valueSize])
    try multiply(scores, values, to: means)
    let sizes = Array(queries.sizes.dropLast()) + [layer.valueSize]
    let result = temporary(sizes)
    let order = result.order(rows: places)
    try copy(means.reshaped(order.map { sizes[$0] }), to: result.permuted(order))
    if layer.useGate {
      let gate = try project("gate", query, to: [layer.heads, layer.valueSize], of: layer, .sigmoid)
      try binary(CDNNL_MULTIPLY, result.flat, gate.flat, to: result.flat)
    }
    let joined = result.reshaped(query.sizes.dropLast() + [layer.heads * layer.valueSize])
    try project("attention_output", joined, to: output, of: layer)
  }

  /// Besides the places that are looked at and the values there, all sizes are the query's. Keras finds out when it runs.
  private func check(_ others: [View], fit query: View, _ places: [Int]) throws(RuntimeProblem) {
    let rest = query.sizes.indices.dropLast().filter { !places.contains($0) }
    let fits = others.allSatisfy { other in
      other.rank == query.rank && rest.allSatisfy { other.sizes[$0] == query.sizes[$0] }
    }
    if !fits || !places.allSatisfy(query.sizes.indices.contains) || Set(places).count < places.count {
      throw .unsupported(
        layer: layer, what: "attention along axes \(places) from \(query.sizes) to \(others[0].sizes)")
    }
  }

  /// Products with a sublayer's kernel along the last axis, which becomes axes of these sizes.
  private mutating func project(
    _ name: String, _ source: View, to sizes: [Int], of layer: MultiHeadAttention, _ activation: Activation = .linear
  ) throws(RuntimeProblem) -> View {
    let result = temporary(source.sizes.dropLast() + sizes)
    try project(name, source, to: result, of: layer, activation)
    return result
  }

  private mutating func project(
    _ name: String, _ source: View, to result: View, of layer: MultiHeadAttention, _ activation: Activation = .linear
  ) throws(RuntimeProblem) {
    let size = source.sizes[source.rank - 1]
    let kernel = Kernel(
      "\(name)/kernel", inputs: size, units: result.count / (source.count / size),
      bias: layer.useBias ? "\(name)/bias" : nil, activation)
    try multiply(source, by: kernel, to: result)
  }

  /// (batch…, places…, heads, size) as matrices of (batch and heads, places, size).
  private mutating func matrices(_ view: View, rows: [Int]) throws(RuntimeProblem) -> View {
    let moved = view.permuted(view.order(rows: rows))
    let count = rows.reduce(1) { $0 * view.sizes[$1] }
    let size = view.sizes[view.rank - 1]
    let result = temporary([view.count / (count * size), count, size])
    try copy(moved, to: result.reshaped(moved.sizes))
    return result
  }

  /// A place looks no farther than its window: what lies beyond is given no weight, as in Keras by a large negative number.
  private mutating func mask(_ scores: View, _ layer: MultiHeadAttention, rank: Int) throws(RuntimeProblem) {
    guard let window = layer.slidingWindow else { return }
    if rank != 3 { throw .unsupported(layer: self.layer, what: "a sliding_window on anything but sequences") }
    let (batch, rows, columns) = (scores.sizes[0], scores.sizes[1], scores.sizes[2])
    call([scores]) { pointers in
      for row in 0..<(batch * rows) {
        let values = pointers[0] + row * columns
        for column in 0..<columns where abs(row % rows - column) >= window {
          values[column] = -0.7 * Float.greatestFiniteMagnitude
        }
      }
    }
  }

  // MARK: - Dot

  mutating func multiply(_ layer: Dot) throws(RuntimeProblem) {
    let axes = zip(inputs, [layer.axes[0], layer.axes.last ?? layer.axes[0]]).map { $0.index(ofAxis: $1) }
    if layer.normalize {
      inputs = zip(inputs, axes).map { input, axis in
        let vectors = temporary(input.sizes)
        normalizeLength(input, along: axis, to: vectors)
        return vectors
      }
    }
    try tensordot([axes[0]], [axes[1]], commonBatch: true)
  }

  // MARK: - Embedding

  /// A number is cut to an index, and a negative one counts from the end. There is no row for one beyond the table: NaN says
  /// so, as Keras on JAX does; on TensorFlow it is an error.
  mutating func lookUp(_ layer: Embedding) throws(RuntimeProblem) {
    if layer.masksZero { throw .unsupported(layer: self.layer, what: "mask_zero=True: Compbook has no masks") }
    let table = try vector("embeddings", layer.rows * layer.size).view
    let (count, rows, size) = (inputs[0].count, layer.rows, layer.size)
    call([inputs[0], table, output]) { pointers in
      for position in 0..<count {
        let destination = pointers[2] + position * size
        let number = pointers[0][position].rounded(.towardZero)
        let index = Int(exactly: number).map { $0 < 0 ? $0 + rows : $0 } ?? -1
        if (0..<rows).contains(index) {
          destination.update(from: pointers[1] + index * size, count: size)
        } else {
          destination.update(repeating: .nan, count: size)
        }
      }
    }
  }
}

extension View {
  /// The axes of (batch…, places…, heads, size) as batch, heads, places, size.
  fileprivate func order(rows: [Int]) -> [Int] {
    (0..<(rank - 1)).filter { !rows.contains($0) } + rows + [rank - 1]
  }
}
