// First values that are made as a whole matrix: orthogonal ones and the identity (keras/src/initializers).

import Tensors

extension Tensor {
  /// Ones on the diagonal of a matrix, times the gain.
  static func identity(
    shape: [Int], gain: Double, _ account: inout WorkAccount
  ) throws(RuntimeProblem) -> Tensor {
    let columns = max(1, shape.last ?? 1)
    return try Tensor(shape: shape, &account) { values, start in
      for index in values.indices {
        let (row, column) = (start + index).quotientAndRemainder(dividingBy: columns)
        values[index] = row == column ? Float(gain) : 0
      }
    }
  }

  /// All axes but the last make the rows. The fewer of rows and columns are at right angles and of the length `gain`:
  /// normal random vectors made orthogonal in their order, which is Keras' QR decomposition with the signs that make it
  /// unique. Every such matrix is as likely as any other.
  static func orthogonal(
    shape: [Int], gain: Double, _ generator: inout RandomGenerator, _ account: inout WorkAccount
  ) throws(RuntimeProblem) -> Tensor {
    let columns = max(1, shape.last ?? 1)
    let rows = max(1, shape.dropLast().reduce(1, *))
    let vectors = OrthogonalVectors(count: min(rows, columns), length: max(rows, columns))
    try vectors.draw(&generator, &account)
    try vectors.orthogonalize(&account)
    return try Tensor(shape: shape, &account) { values, start in
      for index in values.indices {
        let (row, column) = (start + index).quotientAndRemainder(dividingBy: columns)
        let value = rows < columns ? vectors[row, column] : vectors[column, row]
        values[index] = Float(gain * value)
      }
    }
  }
}
