// What the parts of a source are, for whoever shows it.

package enum SyntaxRole: Hashable, Sendable, CaseIterable {
  case keyword, number, string, comment
  /// A value within an f-string.
  case interpolation
  /// The name of a function or a class where it is defined.
  case definition
  /// The name of a layer where it is called.
  case layer
  /// The name of an argument in a call.
  case argument
  case builtin
}

/// A part of a source that has one role, in UTF-8 offsets from the source's start.
package struct SyntaxRun: Hashable, Sendable {
  package let range: Range<Int>
  package let role: SyntaxRole

  package init(range: Range<Int>, role: SyntaxRole) {
    self.range = range
    self.role = role
  }
}
