// First values that are made as a whole matrix: orthogonal ones and the identity (keras/src/initializers).

import Tensors

extension Tensor {
  /// Ones on the diagonal of a matrix, times the gain.
  static func identity(shape: [Int], gain: Double) -> Tensor {
    let columns = max(1, shape.last ?? 1)
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: (0..<count).map { $0 / columns == $0 % columns ? Float(gain) : 0 })
  }

  /// All axes but the last make the rows. The fewer of rows and columns are at right angles and of the length `gain`:
  /// random vectors after Gram and Schmidt, which is Keras' QR decomposition with the signs that make it unique.
  static func orthogonal(shape: [Int], gain: Double, _ generator: inout RandomGenerator) -> Tensor {
    let columns = max(1, shape.last ?? 1)
    let rows = max(1, shape.dropLast().reduce(1, *))
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors: [[Double]] = []
    for _ in 0..<count {
      var vector = (0..<length).map { _ in generator.normal() }
      // Twice, since rounding leaves a little of the others after the first time.
      for other in vectors + vectors {
        let product = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
        for index in vector.indices { vector[index] -= product * other[index] }
      }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      vectors.append(norm > 0 ? vector.map { $0 / norm } : vector)
    }
    let values = (0..<(rows * columns)).map { index -> Float in
      let (row, column) = (index / columns, index % columns)
      return Float(gain * (rows < columns ? vectors[row][column] : vectors[column][row]))
    }
    return Tensor(shape: shape, values: values)
  }
}
