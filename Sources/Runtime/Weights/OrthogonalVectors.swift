// Vectors made orthogonal to each other: the same result as Gram and Schmidt's, in blocks that stay in the cache.

/// As many vectors as `count`, of a `length` that is not less.
///
/// By Cholesky's decomposition (Golub and Van Loan, Matrix Computations, 5.2): where `A` has the vectors as its rows and
/// `A Aᵀ = L Lᵀ`, the rows of `L⁻¹ A` are orthonormal, and each is in the span of the first rows of `A`. Additions and
/// multiplications are IEEE's, in an order of their own that no machine changes.
///
/// The vectors lie in strips: so many neighbouring values of all vectors together, and then the next. Strips and vectors are
/// filled up with zeros to whole blocks.
final class OrthogonalVectors {
  private typealias Lanes = SIMD2<Double>

  private let count: Int
  private let length: Int
  /// `count`, filled up to a whole block.
  private let rows: Int
  private let strips: Int
  /// The values of each strip, one vector's after another's.
  private let values: UnsafeMutableBufferPointer<Lanes>
  /// Lower triangular, by rows.
  private let factor: UnsafeMutableBufferPointer<Double>

  private static let block = 4
  /// Lanes in a vector's part of a strip.
  private static let width = 64

  init(count: Int, length: Int) {
    self.count = count
    self.length = length
    let stripLength = Self.width * Lanes.scalarCount
    rows = (count + Self.block - 1) / Self.block * Self.block
    strips = (length + stripLength - 1) / stripLength
    values = .allocate(capacity: strips * rows * Self.width)
    factor = .allocate(capacity: rows * rows)
    factor.initialize(repeating: 0)
  }

  deinit {
    values.deallocate()
    factor.deallocate()
  }

  subscript(vector: Int, index: Int) -> Double {
    let (lane, place) = (index % Lanes.scalarCount, index / Lanes.scalarCount)
    return values[offset(vector, place / Self.width) + place % Self.width][lane]
  }

  private func offset(_ vector: Int, _ strip: Int) -> Int { (strip * rows + vector) * Self.width }

  private func part(_ vector: Int, _ strip: Int) -> UnsafeMutablePointer<Lanes> {
    guard let base = values.baseAddress else { preconditionFailure("there is a vector at least") }
    return base + offset(vector, strip)
  }

  // MARK: Drawing

  /// Standard normal values, one vector after another. What fills the vectors up is zero.
  func draw(_ generator: inout RandomGenerator, _ account: inout WorkAccount) throws(RuntimeProblem) {
    for vector in 0..<rows {
      for strip in 0..<strips { part(vector, strip).initialize(repeating: .zero, count: Self.width) }
      for index in 0..<(vector < count ? length : 0) {
        let (lane, place) = (index % Lanes.scalarCount, index / Lanes.scalarCount)
        values[offset(vector, place / Self.width) + place % Self.width][lane] = generator.normal()
      }
      try account.enter(steps: length)
    }
  }

  // MARK: Making orthogonal

  func orthogonalize(_ account: inout WorkAccount) throws(RuntimeProblem) {
    // Rounding grows with the square of the vectors' condition. Twice is enough for any; where there are far fewer vectors
    // than they are long the condition is small, and once is.
    for _ in 0..<(2 * count > length ? 2 : 1) {
      try multiplyByTransposed(&account)
      try decompose(&account)
      for strip in 0..<strips { try solve(strip, &account) }
    }
  }

  /// The products of all pairs of vectors, into the factor's lower triangle.
  private func multiplyByTransposed(_ account: inout WorkAccount) throws(RuntimeProblem) {
    factor.update(repeating: 0)
    for strip in 0..<strips {
      for first in stride(from: 0, to: rows, by: Self.block) {
        for second in stride(from: 0, through: first + 2, by: 2) { addProducts(first, second, strip) }
        try account.enter(steps: (first + Self.block) * Self.block * Self.width)
      }
    }
  }

  /// Adds the products of four vectors with two in a strip.
  private func addProducts(_ first: Int, _ second: Int, _ strip: Int) {
    let (a, b, c, d) = (part(first, strip), part(first + 1, strip), part(first + 2, strip), part(first + 3, strip))
    let (x, y) = (part(second, strip), part(second + 1, strip))
    var (ax, bx, cx, dx) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (ay, by, cy, dy) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for place in 0..<Self.width {
      ax += a[place] * x[place]
      bx += b[place] * x[place]
      cx += c[place] * x[place]
      dx += d[place] * x[place]
      ay += a[place] * y[place]
      by += b[place] * y[place]
      cy += c[place] * y[place]
      dy += d[place] * y[place]
    }
    func add(_ row: Int, _ sums: (Lanes, Lanes)) {
      factor[row * rows + second] += sums.0[0] + sums.0[1]
      factor[row * rows + second + 1] += sums.1[0] + sums.1[1]
    }
    add(first, (ax, ay))
    add(first + 1, (bx, by))
    add(first + 2, (cx, cy))
    add(first + 3, (dx, dy))
  }

  /// Cholesky's decomposition of the products, in their place. What fills the vectors up gets ones on the diagonal.
  private func decompose(_ account: inout WorkAccount) throws(RuntimeProblem) {
    guard let base = factor.baseAddress else { return }
    for row in 0..<rows {
      let this = base + row * rows
      for column in 0..<row {
        let other = base + column * rows
        this[column] = (this[column] - dot(this, other, column)) / other[column]
      }
      let square = this[row]
      // Vectors that depend on each other, as good as impossible, would leave nothing.
      let rest = max(square - dot(this, this, row), square * 1e-14)
      this[row] = row < count && rest > 0 ? rest.squareRoot() : 1
      try account.enter(steps: row * row / 2 + 1)
    }
  }

  private func dot(_ left: UnsafeMutablePointer<Double>, _ right: UnsafeMutablePointer<Double>, _ count: Int) -> Double
  {
    var sums = SIMD8<Double>.zero
    var index = 0
    while index + 8 <= count {
      for lane in 0..<8 { sums[lane] += left[index + lane] * right[index + lane] }
      index += 8
    }
    var rest = 0.0
    while index < count {
      rest += left[index] * right[index]
      index += 1
    }
    return sums.sum() + rest
  }

  /// Divides a strip by the factor, four vectors at a time.
  private func solve(_ strip: Int, _ account: inout WorkAccount) throws(RuntimeProblem) {
    for first in stride(from: 0, to: rows, by: Self.block) {
      for second in stride(from: 0, to: first, by: 2) { subtract(second, from: first, strip) }
      for row in first..<first + Self.block {
        let this = part(row, strip)
        for column in first..<row {
          let other = part(column, strip)
          let share = Lanes(repeating: factor[row * rows + column])
          for place in 0..<Self.width { this[place] -= share * other[place] }
        }
        let length = Lanes(repeating: factor[row * rows + row])
        for place in 0..<Self.width { this[place] /= length }
      }
      try account.enter(steps: (first + Self.block) * Self.block * Self.width)
    }
  }

  /// Takes the shares of two vectors away from four.
  private func subtract(_ second: Int, from first: Int, _ strip: Int) {
    let (x, y) = (part(second, strip), part(second + 1, strip))
    let (a, b, c, d) = (part(first, strip), part(first + 1, strip), part(first + 2, strip), part(first + 3, strip))
    func shares(_ row: Int) -> (Lanes, Lanes) {
      (Lanes(repeating: factor[row * rows + second]), Lanes(repeating: factor[row * rows + second + 1]))
    }
    let (ofA, ofB, ofC, ofD) = (shares(first), shares(first + 1), shares(first + 2), shares(first + 3))
    for place in 0..<Self.width {
      let (left, right) = (x[place], y[place])
      a[place] = (a[place] - ofA.0 * left) - ofA.1 * right
      b[place] = (b[place] - ofB.0 * left) - ofB.1 * right
      c[place] = (c[place] - ofC.0 * left) - ofC.1 * right
      d[place] = (d[place] - ofD.0 * left) - ofD.1 * right
    }
  }
}
