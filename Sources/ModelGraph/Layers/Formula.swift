// A count as it is worked out: sums and products of sizes, so that the number and its explanation are one.

import Tensors

package indirect enum Formula: Hashable, Sendable {
  /// A size, and what it is the size of. Nil where it is unknown.
  case size(Int?, String)
  case product([Formula])
  case sum([Formula])

  package static let zero = Formula.sum([])

  /// The product of sizes that belong together, such as an image's height and width.
  static func sizes(_ sizes: [Int?], _ name: String) -> Formula { .product(sizes.map { .size($0, name) }) }

  /// Nil where a size is unknown or the number overflows.
  package var value: Int? {
    switch self {
    case .size(let size, _): return size
    case .product(let factors): return Shape.product(factors.lazy.map(\.value))
    case .sum(let terms):
      var total = 0
      for term in terms {
        guard let value = term.value else { return nil }
        let (sum, overflow) = total.addingReportingOverflow(value)
        if overflow { return nil }
        total = sum
      }
      return total
    }
  }

  /// In numbers: `64×(3×3×32+1)`.
  package var numbers: String {
    text(sign: "×", plus: "+") { size, _ in size.map(String.init) ?? "?" }
  }

  /// In words: `filters × (window × channels + bias)`. Factors of one name are said once.
  package var words: String { text(sign: " × ", plus: " + ") { $1 } }

  private func text(sign: String, plus: String, _ leaf: (Int?, String) -> String) -> String {
    switch self {
    case .size(let size, let name): return leaf(size, name)
    case .product(let factors):
      var parts: [String] = []
      for factor in factors.flatMap(\.factors) {
        var part = factor.text(sign: sign, plus: plus, leaf)
        if case .sum(let terms) = factor, terms.count > 1, factors.flatMap(\.factors).count > 1 { part = "(\(part))" }
        if case .size(_, let name) = factor, part == name, parts.last == name { continue }
        parts.append(part)
      }
      return parts.isEmpty ? "1" : parts.joined(separator: sign)
    case .sum(let terms):
      return terms.isEmpty ? "0" : terms.map { $0.text(sign: sign, plus: plus, leaf) }.joined(separator: plus)
    }
  }

  /// What is multiplied: products within products are one.
  private var factors: [Formula] {
    if case .product(let factors) = self { factors.flatMap(\.factors) } else { [self] }
  }
}

extension Formula {
  /// The number of values of some weights. Those that end alike, as a kernel and its bias do, are taken together:
  /// `64×(3×3×32+1)`. What they end with has a name.
  package init(of weights: [WeightSpecification], outputs: String = "channels") {
    var groups: [[(name: String, shape: [Int])]] = []
    var ending: [Int] = []
    for weight in weights {
      let shape = Formula.withoutOnes(weight.shape)
      if !groups.isEmpty, !shape.isEmpty, ending.suffix(shape.count) == shape[...] {
        groups[groups.count - 1].append((weight.name, shape))
        ending = shape
      } else {
        groups.append([(weight.name, shape)])
        ending = shape
      }
    }
    let terms = groups.map { group in Formula(group, outputs: outputs) }
    self = terms.count == 1 ? terms[0] : .sum(terms)
  }

  /// The weights of a group, the last of which ends all of them.
  private init(_ group: [(name: String, shape: [Int])], outputs: String) {
    let ending = group.last?.shape ?? []
    let common = ending.map { Formula.size($0, outputs) }
    if group.count == 1 {
      self = .sizes(ending, group[0].name)
    } else if group.allSatisfy({ $0.shape == ending }) {
      self = .product(common + [.size(group.count, "weights")])
    } else {
      let rest = group.map { weight -> Formula in
        let leading = weight.shape.dropLast(ending.count)
        return leading.isEmpty ? .size(1, weight.name) : .sizes(Array(leading), weight.name)
      }
      self = .product(common + [.sum(rest)])
    }
  }

  /// A multiplier of one is no axis worth telling.
  private static func withoutOnes(_ shape: [Int]) -> [Int] {
    let kept = shape.reversed().drop { $0 == 1 }.reversed()
    return kept.isEmpty ? shape : Array(kept)
  }
}
