// Two models' layers side by side: which are the same, which changed, which came and went.

/// A pair of rows of two models, or a row that only one of them has.
package struct AlignedLayer: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    case same, changed, added, removed
  }

  package let old: ModelFigures.Layer?
  package let new: ModelFigures.Layer?

  package var change: Change {
    switch (old, new) {
    case (nil, _): .added
    case (_, nil): .removed
    case (let old?, let new?): old.isAlike(new) ? .same : .changed
    }
  }
}

extension ModelFigures.Layer {
  /// Whether it differs in nothing but its name. Keras numbers the names of layers anew in each model.
  fileprivate func isAlike(_ other: Self) -> Bool {
    var renamed = other
    renamed.name = name
    return self == renamed
  }
}

extension AlignedLayer {
  /// The alignment, in both models' order, with the most in common: rows that are equal count more than those of one name,
  /// and these more than those of one type.
  package static func align(_ old: [ModelFigures.Layer], _ new: [ModelFigures.Layer]) -> [AlignedLayer] {
    // What is alike at both ends needs no search.
    let head = zip(old, new).prefix { $0 == $1 }.count
    let most = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.prefix(most).count
    let (oldMiddle, newMiddle) = (Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]))
    let pair = { (old: ModelFigures.Layer, new: ModelFigures.Layer) in AlignedLayer(old: old, new: new) }
    return zip(old.prefix(head), new.prefix(head)).map(pair) + alignMiddle(oldMiddle, newMiddle)
      + zip(old.suffix(tail), new.suffix(tail)).map(pair)
  }

  /// The longest common subsequence, weighted.
  private static func alignMiddle(_ old: [ModelFigures.Layer], _ new: [ModelFigures.Layer]) -> [AlignedLayer] {
    // The best score of what is left of both, from each pair of places on.
    var best = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        let likeness = likeness(old[i], new[j])
        best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness > 0 ? best[i + 1][j + 1] + likeness : 0)
      }
    }
    var rows: [AlignedLayer] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count {
        let likeness = likeness(old[i], new[j])
        if likeness > 0, best[i][j] == best[i + 1][j + 1] + likeness {
          rows.append(AlignedLayer(old: old[i], new: new[j]))
          (i, j) = (i + 1, j + 1)
          continue
        }
      }
      // What went stands before what came in its place.
      if i < old.count, j == new.count || best[i][j] == best[i + 1][j] {
        rows.append(AlignedLayer(old: old[i], new: nil))
        i += 1
      } else {
        rows.append(AlignedLayer(old: nil, new: new[j]))
        j += 1
      }
    }
    return rows
  }

  private static func likeness(_ old: ModelFigures.Layer, _ new: ModelFigures.Layer) -> Int {
    if old == new { return 4 }
    if old.name == new.name { return old.typeName == new.typeName ? 3 : 2 }
    return old.typeName == new.typeName ? 1 : 0
  }
}
