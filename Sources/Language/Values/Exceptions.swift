// Exceptions on their way: Python's kinds of them, and the three ways in which evaluation stops.

import Diagnostics

/// The built-in exception classes.
package enum ExceptionKind: String, CaseIterable, Sendable {
  case baseException = "BaseException"
  case exception = "Exception"
  case systemExit = "SystemExit"
  case keyboardInterrupt = "KeyboardInterrupt"
  case arithmeticError = "ArithmeticError"
  case overflowError = "OverflowError"
  case zeroDivisionError = "ZeroDivisionError"
  case floatingPointError = "FloatingPointError"
  case assertionError = "AssertionError"
  case attributeError = "AttributeError"
  case importError = "ImportError"
  case moduleNotFoundError = "ModuleNotFoundError"
  case lookupError = "LookupError"
  case indexError = "IndexError"
  case keyError = "KeyError"
  case memoryError = "MemoryError"
  case nameError = "NameError"
  case unboundLocalError = "UnboundLocalError"
  case osError = "OSError"
  case fileNotFoundError = "FileNotFoundError"
  case runtimeError = "RuntimeError"
  case notImplementedError = "NotImplementedError"
  case recursionError = "RecursionError"
  case stopIteration = "StopIteration"
  case syntaxError = "SyntaxError"
  case indentationError = "IndentationError"
  case tabError = "TabError"
  case typeError = "TypeError"
  case valueError = "ValueError"
  case unicodeError = "UnicodeError"
  case warning = "Warning"
  case userWarning = "UserWarning"
  case deprecationWarning = "DeprecationWarning"
  case runtimeWarning = "RuntimeWarning"
  case futureWarning = "FutureWarning"

  var base: ExceptionKind? {
    switch self {
    case .baseException: nil
    case .exception, .systemExit, .keyboardInterrupt: .baseException
    case .overflowError, .zeroDivisionError, .floatingPointError: .arithmeticError
    case .moduleNotFoundError: .importError
    case .indexError, .keyError: .lookupError
    case .unboundLocalError: .nameError
    case .fileNotFoundError: .osError
    case .notImplementedError, .recursionError: .runtimeError
    case .indentationError: .syntaxError
    case .tabError: .indentationError
    case .unicodeError: .valueError
    case .userWarning, .deprecationWarning, .runtimeWarning, .futureWarning: .warning
    default: .exception
    }
  }
}

/// An exception to be raised: its class, its message, and what helps besides. Made by named factories.
package struct Fault: Sendable {
  package var kind: ExceptionKind
  package var message: String
  /// The diagnostic's stable name; without one it follows from the kind.
  package var code: String?
  /// What follows the message in the diagnostic alone, as CPython's "Did you mean: 'x'?".
  package var hint: String?
  /// Another spelling, where the message or the hint proposes one.
  package var correction: Diagnostic.Correction?

  package init(_ kind: ExceptionKind, _ message: String, code: String? = nil, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.code = code
    self.hint = hint
  }

  /// The fault of a misspelt name, with the one that was meant.
  package func correcting(_ name: String, to nearest: String?) -> Fault {
    var fault = self
    fault.correction = nearest.map { Diagnostic.Correction.spelling(wrong: name, right: $0) }
    return fault
  }
}

/// An exception raised, with the place and the calls that led there.
package struct RaisedException: Sendable {
  package let value: InstanceID
  package let range: SourceRange
  package let frames: [Diagnostic.Frame]
  let code: String?
  let hint: String?
  let correction: Diagnostic.Correction?
}

/// Why evaluation stops.
package indirect enum Raised: Error, Sendable {
  /// A Python exception, which `except` can catch.
  case exception(RaisedException)
  /// A hole stopped the statement; its error is reported already.
  case hole
  /// A budget is spent or the evaluation was cancelled: nothing catches it.
  case stopped(Diagnostic)
}

/// What an exception's instance holds besides its attributes.
struct ExceptionPayload: Sendable {
  var arguments: [Value]
  var cause: Value = .none
  /// The exception that was being handled when it was raised.
  var context: Value = .none
  var suppressesContext = false
}
