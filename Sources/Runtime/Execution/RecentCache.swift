// A cache that keeps what the current run uses, and some of what went before.

/// Values by key, each with a cost, in two generations. What a run uses is in the recent one; once that costs more than the
/// limit it becomes the older one, and what the older one still held is forgotten: between two runs, or as soon as it does.
/// No step takes longer with more entries.
struct RecentCache<Key: Hashable, Value> {
  private struct Entry {
    let value: Value
    let cost: Int
  }

  private var recent: [Key: Entry] = [:]
  private var older: [Key: Entry] = [:]
  private var recentCost = 0
  /// Of a generation, besides the run that passes it.
  var limit: Int
  private let forgetsDuringRuns: Bool

  /// One that forgets during runs never holds more than twice the limit, unless a single entry does.
  init(limit: Int, forgetsDuringRuns: Bool = false) {
    self.limit = limit
    self.forgetsDuringRuns = forgetsDuringRuns
  }

  /// To be called before a run; nothing that the run uses is forgotten until the next.
  mutating func beginRun() {
    if recentCost > limit { age() }
  }

  private mutating func age() {
    older = recent
    recent = [:]
    recentCost = 0
  }

  /// The value, marked as used.
  mutating func use(_ key: Key) -> Value? {
    if let entry = recent[key] { return entry.value }
    guard let entry = older.removeValue(forKey: key) else { return nil }
    insert(entry.value, for: key, cost: entry.cost)
    return entry.value
  }

  mutating func insert(_ value: Value, for key: Key, cost: Int) {
    if forgetsDuringRuns, recentCost + cost > limit { age() }
    recent[key] = Entry(value: value, cost: cost)
    recentCost += cost
  }
}
