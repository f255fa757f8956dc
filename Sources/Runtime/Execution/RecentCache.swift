// A cache that keeps what the current run uses, and of the rest the most recently used within a limit.

/// Values by key, each with a cost. Runs are told apart by `beginRun`.
struct RecentCache<Key: Hashable, Value> {
  private struct Entry {
    let value: Value
    let cost: Int
    var lastRun: Int
  }

  private var entries: [Key: Entry] = [:]
  private var run = 0
  /// What entries that the last run did not use may cost together.
  let limit: Int

  init(limit: Int) { self.limit = limit }

  var count: Int { entries.count }

  mutating func beginRun() { run += 1 }

  /// The value, marked as used by the current run.
  mutating func use(_ key: Key) -> Value? {
    entries[key]?.lastRun = run
    return entries[key]?.value
  }

  mutating func insert(_ value: Value, for key: Key, cost: Int) {
    entries[key] = Entry(value: value, cost: cost, lastRun: run)
  }

  /// Forgets the least recently used of the entries that the current run did not use, down to the limit.
  mutating func trim() {
    let unused = entries.filter { $0.value.lastRun != run }.sorted { $0.value.lastRun > $1.value.lastRun }
    var cost = 0
    for (key, entry) in unused {
      cost += entry.cost
      if cost > limit { entries[key] = nil }
    }
  }
}
