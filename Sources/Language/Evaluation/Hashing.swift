// Hashing: the keys of values in dicts and sets, and the numbers that `hash` gives.

import OrderedCollections

extension Interpreter {
  /// The key of a value in dicts and sets.
  mutating func hashKey(_ value: Value) throws(Raised) -> HashKey {
    switch value {
    case .instance(let id): return try hashKey(ofInstance: id)
    case .tuple(let values):
      try step()
      try descend()
      defer { depth -= 1 }
      heap.bytes += ObjectSize.header + values.count * ObjectSize.element
      return .tuple(try values.map { (value) throws(Raised) in try hashKey(value) })
    case .set(let id) where heap.sets[id].isFrozen:
      let keys = heap.sets[id].keys
      try reserve(keys.count)
      heap.bytes += keys.count * ObjectSize.element
      // Keys within keys within keys would be hashed anew at each level.
      guard !keys.contains(where: \.holdsFrozenSet) else { throw raise(.outside("a frozenset of frozensets")) }
      return .frozen(Set(keys))
    case .string(let text): try step(over: text.utf8.count)
    case .hole: throw .hole
    default: break
    }
    guard let key = HashKey(plain: value) else { throw raise(.unhashable(typeName(value))) }
    return key
  }

  /// The key of a value that a set is asked for: a set is looked for as a frozenset.
  mutating func memberKey(_ value: Value) throws(Raised) -> HashKey {
    guard case .set(let id) = unwrapped(value) else { return try hashKey(value) }
    return .frozen(Set(heap.sets[id].keys))
  }

  /// Equal instances of a class with its own `__hash__` and `__eq__` have the key of the first of them.
  private mutating func hashKey(ofInstance id: InstanceID) throws(Raised) -> HashKey {
    let value = Value.instance(id)
    guard let method = try hashMethod(of: value) else {
      if let core = heap.instances[id].core { return try hashKey(core) }
      return .identity(kind: 4, index: id.index)
    }
    let number = try ownHash(method)
    for candidate in heap.hashedInstances[number] ?? [] {
      if candidate == id { return .identity(kind: 4, index: id.index) }
      try step()
      if try isEqual(.instance(candidate), value) { return .identity(kind: 4, index: candidate.index) }
    }
    heap.bytes += ObjectSize.entry
    heap.hashedInstances[number, default: []].append(id)
    return .identity(kind: 4, index: id.index)
  }

  /// The `__hash__` of an instance's class, nil where objects are told apart by identity or hashed as what they
  /// extend. A class that defines `__eq__` alone has none, and neither have its instances.
  private mutating func hashMethod(of value: Value) throws(Raised) -> Value? {
    for ancestor in heap.classes[classOf(value)].order where !heap.classes[ancestor].isHost {
      if let method = heap.classes[ancestor].namespace["__hash__"] {
        if method.isNone { throw raise(.unhashable(typeName(value))) }
        return try bindMember(method, to: value, of: classOf(value))
      }
      if heap.classes[ancestor].namespace["__eq__"] != nil { throw raise(.unhashable(typeName(value))) }
    }
    return nil
  }

  private mutating func ownHash(_ method: Value) throws(Raised) -> Int {
    let result = try call(method, Arguments())
    if result.isHole { throw .hole }
    guard let number = unwrapped(result).integer else { throw raise(.hashReturned) }
    return number == -1 ? -2 : number
  }

  /// `hash`.
  mutating func hash(_ value: Value) throws(Raised) -> Int {
    if case .instance = value, let method = try hashMethod(of: value) { return try ownHash(method) }
    return try plainHash(value)
  }

  /// `hash` of a value as its built-in class computes it: CPython's own number, except for what depends on addresses
  /// or on the process there.
  mutating func plainHash(_ value: Value) throws(Raised) -> Int {
    if case .instance(let id) = value, let core = heap.instances[id].core { return try plainHash(core) }
    if case .tuple(let values) = value {
      try descend()
      defer { depth -= 1 }
      try step(values.count)
      return PythonHash.tuple(try values.map { (value) throws(Raised) in try hash(value) })
    }
    let key = try hashKey(value)
    if let number = PythonHash.number(key) { return number }
    guard case .string(let text) = key else { return identity(of: value) >> 4 }
    return PythonHash.text(text.string)
  }
}

/// CPython's hashes of numbers and tuples.
enum PythonHash {
  /// The prime that numbers are taken modulo.
  private static let modulus = (1 << 61) - 1

  /// The hash of the key of a number, or of a tuple of numbers; nil for others.
  static func number(_ key: HashKey) -> Int? {
    switch key {
    case .int(let value): return integer(value)
    case .float(let value): return value.isNaN ? nil : float(value)
    case .tuple(let keys):
      let hashes = keys.compactMap(number)
      return hashes.count == keys.count ? tuple(hashes) : nil
    default: return nil
    }
  }

  static func integer(_ value: Int) -> Int {
    let remainder = Int(value.magnitude % UInt(modulus))
    let hash = value < 0 ? -remainder : remainder
    return hash == -1 ? -2 : hash
  }

  /// After `_Py_HashDouble`: the fraction is taken 28 bits at a time.
  static func float(_ value: Double) -> Int {
    if value.isNaN { return 0 }
    if value.isInfinite { return value > 0 ? 314_159 : -314_159 }
    if value == 0 { return 0 }
    var exponent = Int(value.exponent) + 1
    var fraction = value.magnitude.significand / 2
    var hash: UInt = 0
    while fraction != 0 {
      hash = rotated(hash, by: 28)
      fraction *= 268_435_456
      exponent -= 28
      let part = UInt(fraction)
      fraction -= Double(part)
      hash += part
      if hash >= UInt(modulus) { hash -= UInt(modulus) }
    }
    let shift = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61
    let signed = Int(rotated(hash, by: shift)) * (value < 0 ? -1 : 1)
    return signed == -1 ? -2 : signed
  }

  private static func rotated(_ hash: UInt, by shift: Int) -> UInt {
    ((hash << UInt(shift)) & UInt(modulus)) | (hash >> UInt(61 - shift))
  }

  /// After `tuplehash`, a shortened xxHash.
  static func tuple(_ hashes: [Int]) -> Int {
    var sum: UInt = 2_870_177_450_012_600_261
    for hash in hashes {
      sum &+= UInt(bitPattern: hash) &* 14_029_467_366_897_019_727
      sum = (sum << 31) | (sum >> 33)
      sum &*= 11_400_714_785_074_694_791
    }
    sum &+= UInt(hashes.count) ^ (2_870_177_450_012_600_261 ^ 3_527_539)
    return sum == UInt.max ? 1_546_275_796 : Int(bitPattern: sum)
  }

  /// FNV-1a, the same everywhere; CPython's differs in each process.
  static func text(_ text: String) -> Int {
    var hash: UInt = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt(byte)) &* 0x100_0000_01b3 }
    return Int(bitPattern: hash)
  }
}
