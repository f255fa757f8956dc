// Items: reading, assigning and deleting them by index, key and slice.

import OrderedCollections

extension Interpreter {
  package mutating func getItem(_ index: Value, of object: Value) throws(Raised) -> Value {
    if object.isHole { return try arrayItem(index, of: object) }
    if index.isHole { return unshaped(index) }
    switch object {
    case .list(let list):
      if case .slice(let slice) = index {
        let indices = try resolve(slice, count: heap.lists[list].elements.count)
        return makeList(indices.map { heap.lists[list].elements[$0] })
      }
      return heap.lists[list].elements[try position(index, heap.lists[list].elements.count, "list")]
    case .tuple(let values):
      if case .slice(let slice) = index {
        return try counted(.tuple(try resolve(slice, count: values.count).map { values[$0] }))
      }
      return values[try position(index, values.count, "tuple")]
    case .string(let text): return try counted(.string(try character(index, of: text)))
    case .dict(let dict): return try entry(index, of: dict)
    case .range(let range):
      if case .slice(let slice) = index { return .range(try sliced(range, slice)) }
      return .int(range[try position(index, range.count, "range object")])
    case .instance(let id):
      if let method = try specialMethod("__getitem__", of: object) {
        return try call(method, Arguments([Argument(index, range: place)]))
      }
      if let core = heap.instances[id].core { return try item(index, ofCore: core, of: object) }
    case .type(let type):
      if let method = find("__class_getitem__", in: type) {
        return try call(withoutDescriptor(method), Arguments([object, index]))
      }
      // `list[int]` and the like are annotations, which mean nothing here.
      if StandardClasses.generic.contains(where: { isSubclass(type, of: standard[$0]) }) { return object }
      throw raise(.typeNotSubscriptable(heap.classes[type].name), .subscripting(object))
    default: break
    }
    throw raise(.notSubscriptable(typeName(object)), .subscripting(object))
  }

  /// An item of an instance of a subclass of a built-in class; a dict's may say what a missing key gives.
  private mutating func item(_ index: Value, ofCore core: Value, of object: Value) throws(Raised) -> Value {
    if case .dict(let dict) = core, heap.dicts[dict].entries[try hashKey(index)] == nil,
      let method = try specialMethod("__missing__", of: object)
    {
      return try call(method, Arguments([Argument(index, range: place)]))
    }
    return try getItem(index, of: core)
  }

  private mutating func entry(_ key: Value, of dict: DictID) throws(Raised) -> Value {
    if let entry = heap.dicts[dict].entries[try hashKey(key)] { return entry.value }
    switch heap.dicts[dict].flavour {
    case .counter: return .int(0)
    case .defaulting(let factory) where !factory.isNone:
      let value = try call(factory, Arguments())
      try insert(value, for: key, into: dict)
      return value
    default: throw raise(makeException(.keyError, [key]), at: nil)
    }
  }

  private mutating func character(_ index: Value, of text: String) throws(Raised) -> String {
    let bytes = text.utf8
    if text.isASCII {
      // The bytes are the characters, found at once.
      func byte(_ position: Int) -> UInt8 { bytes[bytes.index(bytes.startIndex, offsetBy: position)] }
      if case .slice(let slice) = index {
        return String(decoding: try resolve(slice, count: bytes.count).map(byte), as: UTF8.self)
      }
      return String(decoding: [byte(try position(index, bytes.count, "string"))], as: UTF8.self)
    }
    try step(over: bytes.count)
    let scalars = Array(text.unicodeScalars)
    if case .slice(let slice) = index {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: try resolve(slice, count: scalars.count).map { scalars[$0] })
      return String(view)
    }
    return String(scalars[try position(index, scalars.count, "string")])
  }

  /// An index within `count` elements; a negative one counts from the end.
  mutating func position(
    _ index: Value, _ count: Int, _ container: String, assigning: Bool = false
  ) throws(Raised) -> Int {
    guard let integer = try indexNumber(index) else {
      throw raise(.badIndex(container == "range object" ? "range" : container, typeName(index)))
    }
    let position = integer < 0 ? integer &+ count : integer
    guard position >= 0, position < count else {
      throw raise(.indexOutOfRange(assigning ? "\(container) assignment" : container))
    }
    return position
  }

  /// The number of an int, or of an object with `__index__`.
  mutating func indexNumber(_ value: Value) throws(Raised) -> Int? {
    if let integer = value.integer { return integer }
    guard case .instance = value else { return nil }
    guard let method = try specialMethod("__index__", of: value) else { return unwrapped(value).integer }
    let index = try call(method, Arguments())
    if index.isHole { throw .hole }
    guard let integer = index.integer else { throw raise(.indexReturned(typeName(index))) }
    return integer
  }

  /// The number of an int or a float, or of an object with `__float__` or `__index__`; nil for other values.
  mutating func realNumber(_ value: Value) throws(Raised) -> Double? {
    if let number = unwrapped(value).number { return number }
    guard case .instance = value, let method = try specialMethod("__float__", of: value) else {
      return try indexNumber(value).map { Double($0) }
    }
    let number = try call(method, Arguments())
    if number.isHole { throw .hole }
    return number.number
  }

  // MARK: Slices

  /// A slice. It holds its parts directly, and so may not hold another one, nor a tuple that may hold one.
  mutating func makeSlice(_ lower: Value, _ upper: Value, _ step: Value) throws(Raised) -> Value {
    for part in [lower, upper, step] {
      switch part {
      case .slice, .tuple: throw raise(.badSliceIndex)
      default: break
      }
    }
    return .slice(SliceValue(lower: lower, upper: upper, step: step))
  }

  mutating func bounds(_ slice: SliceValue, count: Int) throws(Raised) -> (start: Int, stop: Int, step: Int) {
    let parts = try [slice.lower, slice.upper, slice.step].map { (part) throws(Raised) -> Int? in
      if part.isNone { return nil }
      guard let number = try indexNumber(part) else { throw raise(.badSliceIndex) }
      return number
    }
    let step = parts[2] ?? 1
    guard step != 0 else { throw raise(.zeroSliceStep) }
    func clamp(_ index: Int) -> Int {
      let position = index < 0 ? (index < -count ? -1 : index + count) : index
      return step > 0 ? min(max(position, 0), count) : min(max(position, -1), count - 1)
    }
    let start = parts[0].map(clamp) ?? (step > 0 ? 0 : count - 1)
    let stop = parts[1].map(clamp) ?? (step > 0 ? count : -1)
    return (start, stop, step)
  }

  /// The indices that a slice picks of `count` elements.
  mutating func resolve(_ slice: SliceValue, count: Int) throws(Raised) -> [Int] {
    let (start, stop, step) = try bounds(slice, count: count)
    let indices = stride(from: start, to: stop, by: step)
    try reserve(min(indices.underestimatedCount, count), each: 8)
    return Array(indices)
  }

  mutating func sliced(_ range: RangeValue, _ slice: SliceValue) throws(Raised) -> RangeValue {
    let (start, stop, step) = try bounds(slice, count: range.count)
    return RangeValue(start: range[start], stop: range[stop], step: range.step &* step)
  }

  // MARK: Assigning

  package mutating func setItem(_ index: Value, of object: Value, to value: Value) throws(Raised) {
    if object.isHole || index.isHole { return }
    switch object {
    case .list(let list):
      if case .slice(let slice) = index {
        guard value.isHole || isIterable(value) else { throw raise(.sliceNeedsIterable) }
        try replace(slice, of: list, with: try elements(of: value))
      } else {
        let position = try position(index, heap.lists[list].elements.count, "list", assigning: true)
        heap.lists[list].elements[position] = value
      }
    case .dict(let dict): try insert(value, for: index, into: dict)
    case .instance(let id):
      if let method = try specialMethod("__setitem__", of: object) {
        _ = try call(method, Arguments([Argument(index), Argument(value)]))
      } else if let core = heap.instances[id].core {
        try setItem(index, of: core, to: value)
      } else {
        fallthrough
      }
    default: throw raise(.noItemAssignment(typeName(object)))
    }
  }

  private mutating func replace(_ slice: SliceValue, of list: ListID, with values: [Value]) throws(Raised) {
    let count = heap.lists[list].elements.count
    let (start, stop, step) = try bounds(slice, count: count)
    try reserve(values.count)
    try self.step(over: count)
    heap.bytes += values.count * ObjectSize.element
    guard step != 1 else {
      heap.lists[list].elements.replaceSubrange(start..<max(start, stop), with: values)
      return
    }
    let indices = try resolve(slice, count: count)
    guard indices.count == values.count else { throw raise(.extendedSliceSize(values.count, indices.count)) }
    for (index, value) in zip(indices, values) { heap.lists[list].elements[index] = value }
  }

  mutating func deleteItem(_ index: Value, of object: Value) throws(Raised) {
    if object.isHole || index.isHole { return }
    switch object {
    case .list(let list):
      let count = heap.lists[list].elements.count
      if case .slice(let slice) = index {
        try step(over: count)
        let indices = Set(try resolve(slice, count: count))
        let kept = heap.lists[list].elements.indices.filter { !indices.contains($0) }
        heap.lists[list].elements = kept.map { heap.lists[list].elements[$0] }
      } else {
        let position = try position(index, count, "list", assigning: true)
        try step(over: count - position)
        heap.lists[list].elements.remove(at: position)
      }
    case .dict(let dict):
      let key = try hashKey(index)
      guard heap.dicts[dict].entries.removeValue(forKey: key) != nil else {
        throw raise(makeException(.keyError, [index]), at: nil)
      }
    case .instance(let id):
      if let method = try specialMethod("__delitem__", of: object) {
        _ = try call(method, Arguments([Argument(index)]))
      } else if let core = heap.instances[id].core {
        try deleteItem(index, of: core)
      } else {
        fallthrough
      }
    default: throw raise(.noItemDeletion(typeName(object)))
    }
  }
}
