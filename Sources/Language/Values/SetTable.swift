// The order of sets: where CPython's hash table (`Objects/setobject.c`) would hold each member.

/// The table of a set whose members all have hashes that are the same in every process: numbers and tuples of them.
struct SetTable: Sendable {
  private enum Slot: Sendable {
    case free, deleted
    case used(hash: Int, key: HashKey)
  }

  private var slots = Array(repeating: Slot.free, count: smallest)
  /// The slots that are used or were.
  private var fill = 0
  private var used = 0
  /// Where `pop` looks next.
  private var finger = 0

  private static let smallest = 8
  private static let linearProbes = 9
  private static let perturbShift = 5

  private var mask: Int { slots.count - 1 }

  /// The members in the order of iteration.
  var keys: [HashKey] {
    slots.compactMap { slot in
      if case .used(_, let key) = slot { key } else { nil }
    }
  }

  /// Adds a member that is not there.
  mutating func add(_ key: HashKey, hash: Int) {
    used += 1
    // A deleted slot on the way to the first free one is used again, the last one of several.
    var deleted: Int?
    let free = probe(hash) { index in
      switch slots[index] {
      case .free: return true
      case .deleted: deleted = index
      case .used: break
      }
      return false
    }
    slots[deleted ?? free] = .used(hash: hash, key: key)
    if deleted != nil { return }
    fill += 1
    if fill * 5 >= mask * 3 { resize(beyond: grownSize) }
  }

  mutating func remove(_ key: HashKey, hash: Int) {
    let slot = probe(hash) { index in
      switch slots[index] {
      case .free: true
      case .deleted: false
      case .used(_, let other): other == key
      }
    }
    guard case .used = slots[slot] else { return }
    slots[slot] = .deleted
    used -= 1
  }

  /// Takes the member that `set.pop` takes.
  mutating func removeFirst() -> HashKey? {
    guard used > 0 else { return nil }
    var slot = finger & mask
    while true {
      if case .used(_, let key) = slots[slot] {
        slots[slot] = .deleted
        used -= 1
        finger = slot + 1
        return key
      }
      slot = (slot + 1) & mask
    }
  }

  /// Makes room at once for many members, as merging another set or a dict does.
  mutating func makeRoom(for count: Int) {
    if (fill + count) * 5 >= mask * 3 { resize(beyond: (used + count) * 2) }
  }

  /// Becomes a copy of another table where merging it would be copying its slots. Says whether it did.
  mutating func copySlots(of other: SetTable) -> Bool {
    guard fill == 0, mask == other.mask, other.fill == other.used else { return false }
    (slots, fill, used) = (other.slots, other.fill, other.used)
    return true
  }

  /// What taking many members away ends with.
  mutating func sweep() {
    if fill - used > mask / 4 { resize(beyond: grownSize) }
  }

  private var grownSize: Int { used > 50_000 ? used * 2 : used * 4 }

  private mutating func resize(beyond size: Int) {
    let old = slots
    var count = Self.smallest
    while count <= size { count *= 2 }
    slots = Array(repeating: .free, count: count)
    fill = used
    for case .used(let hash, let key) in old { insert(key, hash) }
  }

  private mutating func insert(_ key: HashKey, _ hash: Int) {
    let slot = probe(hash) { index in
      if case .free = slots[index] { true } else { false }
    }
    slots[slot] = .used(hash: hash, key: key)
  }

  /// The first slot on a hash's way through the table that suits.
  private func probe(_ hash: Int, suits: (Int) -> Bool) -> Int {
    var perturbation = UInt(bitPattern: hash)
    var slot = Int(perturbation & UInt(mask))
    while true {
      let last = slot + Self.linearProbes <= mask ? slot + Self.linearProbes : slot
      if let found = (slot...last).first(where: suits) { return found }
      perturbation >>= UInt(Self.perturbShift)
      slot = Int((UInt(slot) &* 5 &+ 1 &+ perturbation) & UInt(mask))
    }
  }
}
