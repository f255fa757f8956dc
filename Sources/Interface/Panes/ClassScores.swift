// The output of a classifier, as names and scores.

import Kernel
import Tensors

struct ClassScores {
  struct Entry: Hashable, Sendable {
    var name: String
    var score: Double
  }

  /// In the order of the output.
  let entries: [Entry]
  /// The highest first.
  private let ordered: [Entry]
  /// Whether they are shares of one whole, as after a softmax.
  let areProbabilities: Bool

  /// The first image's output, empty where it is no vector.
  init(_ forward: Forward) {
    guard let output = forward.output, output.shape.count == 2, output.shape[0] > 0 else {
      (entries, ordered) = ([], [])
      areProbabilities = false
      return
    }
    let scores = output.values.prefix(output.shape[1]).map(Double.init)
    let hasNames = forward.classNames.count == scores.count
    entries = scores.enumerated().map { Entry(name: hasNames ? forward.classNames[$0] : "\($0)", score: $1) }
    ordered = entries.sorted { $0.score > $1.score }
    areProbabilities = scores.allSatisfy { $0 >= 0 } && abs(scores.reduce(0, +) - 1) < 1e-3
  }

  /// The highest first; none where the scores are no probabilities.
  var best: [Entry] { areProbabilities ? ordered : [] }

  /// At most `count` of them: all in their order where they fit, else the highest.
  func shown(_ count: Int) -> [Entry] {
    entries.count <= count ? entries : Array(ordered.prefix(max(0, count)))
  }
}
