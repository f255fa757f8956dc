// What a host knows of a mistake beyond Python's own words for it.

import Diagnostics

/// A mistake with a value that a host may know more about.
package enum Misuse: Sendable {
  /// The value is called and cannot be.
  case calling(Value)
  /// The attribute is not there.
  case attribute(String, of: Value)
  /// The value has no elements to unpack or to go through.
  case iterating(Value)
  /// The value has no items.
  case subscripting(Value)
  /// The arguments do not fit the parameters of the function of this qualified name.
  case arguments(Arguments, of: String, Signature)
}

/// What helps with a mistake.
package struct Advice: Sendable {
  /// Asked for each mistake that Python's own words may not explain.
  package typealias Source = @Sendable (inout Interpreter, Misuse) -> Advice?

  /// What to do instead, as a sentence without its end.
  package let hint: String
  /// The place to blame, where it is another than Python's.
  package let range: SourceRange?

  package init(_ hint: String, at range: SourceRange? = nil) {
    self.hint = hint
    self.range = range
  }
}

extension Interpreter {
  /// An exception with what the host knows of the mistake behind it.
  mutating func raise(_ fault: Fault, _ misuse: Misuse, at range: SourceRange? = nil) -> Raised {
    guard let advice = adviser?(&self, misuse) else { return raise(fault, at: range) }
    var fault = fault
    fault.hint = advice.hint
    return raise(fault, at: advice.range ?? range)
  }
}
