// A cache that keeps what the current run uses, and some of what went before.

/// Values by key, each with a cost, in two generations. What a run uses is in the recent one; once that costs more than the
/// limit it becomes the older one, and what the older one still held is forgotten. No step takes longer with more entries.
struct RecentCache<Key: Hashable, Value> {
  private struct Entry {
    let value: Value
    let cost: Int
  }

  private var recent: [Key: Entry] = [:]
  private var older: [Key: Entry] = [:]
  private var recentCost = 0
  /// Of a generation, besides the run that passes it.
  let limit: Int

  init(limit: Int) { self.limit = limit }

  /// To be called before a run; nothing that the run uses is forgotten until the next.
  mutating func beginRun() {
    guard recentCost > limit else { return }
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
    recent[key] = Entry(value: value, cost: cost)
    recentCost += cost
  }
}
