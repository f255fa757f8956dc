// The values of the language: small ones in themselves, objects with identity as ids into the heap.

/// A value of the language. Copying one copies at most an id: two names of one list are two equal ids.
package enum Value: Sendable {
  /// Unknown: because of an error that is reported already, or because of what was not run. It spreads to what
  /// depends on it, silently in the one case and with a note in the other.
  case hole(OmissionID?)
  case none
  case ellipsis
  case notImplemented
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case tuple(Tuple)
  indirect case range(RangeValue)
  indirect case slice(SliceValue)
  case list(ListID)
  case dict(DictID)
  case set(SetID)
  case view(DictView)
  case iterator(IteratorID)
  case function(FunctionID)
  case hostFunction(HostFunctionID)
  case boundMethod(BoundMethodID)
  case descriptor(DescriptorID)
  case type(ClassID)
  case instance(InstanceID)
  case parent(ParentID)
  case module(ModuleID)

  package var isHole: Bool {
    if case .hole = self { return true }
    return false
  }

  package var isNone: Bool {
    if case .none = self { return true }
    return false
  }
}

/// `range(start, stop, step)`; the step is never nought.
package struct RangeValue: Hashable, Sendable {
  package let start: Int
  package let stop: Int
  package let step: Int

  /// How many numbers it has; `Int.max` where they are more.
  package var count: Int {
    guard step > 0 ? start < stop : start > stop else { return 0 }
    // In unsigned numbers, as the distance may not fit into signed ones.
    let distance = UInt(bitPattern: step > 0 ? stop &- start : start &- stop)
    return Int(clamping: (distance - 1) / step.magnitude + 1)
  }

  package subscript(index: Int) -> Int { start &+ index &* step }

  func contains(_ value: Int) -> Bool { offset(of: value) != nil }

  func index(of value: Int) -> Int? { offset(of: value).flatMap { Int(exactly: $0) } }

  private func offset(of value: Int) -> UInt? {
    guard step > 0 ? start <= value && value < stop : stop < value && value <= start else { return nil }
    let distance = UInt(bitPattern: step > 0 ? value &- start : start &- value)
    let (index, remainder) = distance.quotientAndRemainder(dividingBy: step.magnitude)
    return remainder == 0 ? index : nil
  }
}

package struct SliceValue: Sendable {
  package let lower: Value
  package let upper: Value
  package let step: Value

  package init(lower: Value, upper: Value, step: Value) {
    self.lower = lower
    self.upper = upper
    self.step = step
  }
}

/// What `keys()`, `values()` and `items()` of a dict give.
package struct DictView: Sendable {
  enum Kind: String, Sendable { case keys, values, items }
  let dict: DictID
  let kind: Kind
}
