// Making a program that fails smaller: lines and their blocks are left out as long as it still fails.

/// Asks of many candidates at once which still fail.
struct Shrinker {
  /// Large blocks go first, so that few rounds are enough for a program that can be read.
  private static let rounds = 12

  let fails: ([String]) throws -> [Bool]

  func shrink(_ program: String) throws -> String {
    var lines = program.split(separator: "\n").map { String($0) }
    for _ in 0..<Self.rounds {
      let candidates = lines.indices.map { without($0, lines) }.filter { $0.count < lines.count }
      let verdicts = try fails(candidates.map { $0.joined(separator: "\n") + "\n" })
      let smaller = zip(candidates, verdicts).filter(\.1).map(\.0).min { $0.count < $1.count }
      guard let smaller else { break }
      lines = smaller
    }
    return lines.joined(separator: "\n")
  }

  /// The lines without one and the block under it.
  private func without(_ index: Int, _ lines: [String]) -> [String] {
    func depth(_ line: String) -> Int { line.prefix { $0 == " " }.count }
    let end = lines[(index + 1)...].firstIndex { depth($0) <= depth(lines[index]) } ?? lines.count
    return Array(lines[..<index] + lines[end...])
  }
}
