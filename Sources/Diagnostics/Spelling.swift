// Suggestions for misspelt names.

package enum Spelling {
  /// The candidate nearest to a name, if one is near enough to be what was meant.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (cost: Int, candidate: String)?
    for candidate in candidates where candidate != name {
      let letters = Array(candidate.lowercased().unicodeScalars)
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      // A name of which nothing stays is another name, not a misspelt one.
      guard distance < wanted.count, distance <= limit else { continue }
      // Case tells classes from modules and functions: `layer` is sooner `layers` than `Layer`.
      let cost = 2 * distance + (name.first?.isUppercase == candidate.first?.isUppercase ? 0 : 3)
      if best.map({ (cost, candidate) < ($0.cost, $0.candidate) }) ?? true { best = (cost, candidate) }
    }
    return best?.candidate
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each at cost one.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
