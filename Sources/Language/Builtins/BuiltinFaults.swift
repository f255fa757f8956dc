// The exceptions of the built-in functions and methods, in CPython's words.

extension Fault {
  static func wrongReceiver(_ function: String, _ wanted: String, _ got: String) -> Fault {
    let name = function.split(separator: ".").last.map { String($0) } ?? function
    return Fault(.typeError, "descriptor '\(name)' for '\(wanted)' objects doesn't apply to a '\(got)' object")
  }

  static func unboundMethod(_ function: String) -> Fault {
    Fault(.typeError, "unbound method \(function)() needs an argument")
  }

  static func defaultWithSeveral(_ function: String) -> Fault {
    Fault(.typeError, "Cannot specify a default for \(function)() with multiple positional arguments")
  }

  static var mapArguments: Fault { Fault(.typeError, "map() must have at least two arguments.") }
  static var changedWhileSorting: Fault { Fault(.valueError, "list modified during sort") }
  static func mustBeStringOrNone(_ name: String, _ type: String) -> Fault {
    Fault(.typeError, "\(name) must be None or a string, not \(type)")
  }

  static func notAnInteger(_ type: String) -> Fault {
    Fault(.typeError, "'\(type)' object cannot be interpreted as an integer")
  }

  static func notANumber(_ type: String) -> Fault { Fault(.typeError, "must be real number, not \(type)") }
  static func hasNoLength(_ type: String) -> Fault { Fault(.typeError, "object of type '\(type)' has no len()") }
  static func notReversible(_ type: String) -> Fault { Fault(.typeError, "'\(type)' object is not reversible") }
  static func notAnIterator(_ type: String) -> Fault { Fault(.typeError, "'\(type)' object is not an iterator") }
  static func emptyArgument(_ function: String) -> Fault {
    Fault(.valueError, "\(function)() arg is an empty sequence")
  }
  static func badAbsolute(_ type: String) -> Fault { Fault(.typeError, "bad operand type for abs(): '\(type)'") }
  static func cannotRound(_ type: String) -> Fault {
    Fault(.typeError, "type \(type) doesn't define __round__ method")
  }
  static var sumOfStrings: Fault { Fault(.typeError, "sum() can't sum strings [use ''.join(seq) instead]") }
  static var rangeStepZero: Fault { Fault(.valueError, "range() arg 3 must not be zero") }
  static var isinstanceArgument: Fault {
    Fault(.typeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
  }
  static var issubclassFirst: Fault { Fault(.typeError, "issubclass() arg 1 must be a class") }
  static var issubclassSecond: Fault {
    Fault(.typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
  }
  static var attributeNameNotString: Fault { Fault(.typeError, "attribute name must be string, not 'int'") }
  static var characterRange: Fault { Fault(.valueError, "chr() arg not in range(0x110000)") }

  static func ordArgument(_ text: String?, _ type: String) -> Fault {
    text.map { Fault(.typeError, "ord() expected a character, but string of length \($0.unicodeScalars.count) found") }
      ?? Fault(.typeError, "ord() expected string of length 1, but \(type) found")
  }

  // MARK: Conversions

  static func invalidInteger(_ text: String, base: Int) -> Fault {
    Fault(.valueError, "invalid literal for int() with base \(base): \(text.pythonRepresentation)")
  }

  static func notConvertible(_ function: String, _ type: String) -> Fault {
    let wanted = function == "int" ? "a string, a bytes-like object or a real number" : "a string or a real number"
    return Fault(.typeError, "\(function)() argument must be \(wanted), not '\(type)'")
  }

  static func invalidFloat(_ text: String) -> Fault {
    Fault(.valueError, "could not convert string to float: \(text.pythonRepresentation)")
  }

  static func floatToInteger(_ value: Double) -> Fault {
    value.isNaN
      ? Fault(.valueError, "cannot convert float NaN to integer")
      : value.isInfinite ? Fault(.overflowError, "cannot convert float infinity to integer") : .integerOverflow
  }

  static var badBase: Fault { Fault(.valueError, "int() base must be >= 2 and <= 36, or 0") }
  static var baseNeedsString: Fault { Fault(.typeError, "int() can't convert non-string with explicit base") }

  // MARK: Containers

  static func popFromEmpty(_ what: String) -> Fault { Fault(.indexError, "pop from empty \(what)") }
  static var popIndex: Fault { Fault(.indexError, "pop index out of range") }
  static func notInList(_ repr: String) -> Fault { Fault(.valueError, "\(repr) is not in list") }
  static var notInTuple: Fault { Fault(.valueError, "tuple.index(x): x not in tuple") }
  static var removeMissing: Fault { Fault(.valueError, "list.remove(x): x not in list") }
  static func emptyPop(_ message: String) -> Fault { Fault(.keyError, message) }

  // MARK: Strings

  static var substringMissing: Fault { Fault(.valueError, "substring not found") }
  static var cannotJoin: Fault { Fault(.typeError, "can only join an iterable") }
  static var emptySeparator: Fault { Fault(.valueError, "empty separator") }

  static func joinItem(_ index: Int, _ type: String) -> Fault {
    Fault(.typeError, "sequence item \(index): expected str instance, \(type) found")
  }

  static func mustBeString(_ message: String) -> Fault { Fault(.typeError, message) }

  /// `number` counts the arguments from one; a function's only argument has none.
  static func argumentMustBe(_ function: String, _ number: Int?, _ wanted: String, _ type: String) -> Fault {
    Fault(.typeError, "\(function)() argument\(number.map { " \($0)" } ?? "") must be \(wanted), not \(type)")
  }

  static func affix(_ function: String, _ type: String) -> Fault {
    Fault(.typeError, "\(function) first arg must be str or a tuple of str, not \(type)")
  }

  static func affixInTuple(_ function: String, _ type: String) -> Fault {
    Fault(.typeError, "tuple for \(function) must only contain str, not \(type)")
  }

  static func stripArgument(_ function: String) -> Fault {
    Fault(.typeError, "\(function) arg must be None or str")
  }

  static func fillNotString(_ type: String) -> Fault {
    Fault(.typeError, "The fill character must be a unicode character, not \(type)")
  }

  static var fillCharacter: Fault {
    Fault(.typeError, "The fill character must be exactly one character long")
  }

  // MARK: Formatting

  static func unknownFormat(_ code: Character, _ type: String) -> Fault {
    Fault(.valueError, "Unknown format code '\(code)' for object of type '\(type)'")
  }

  static func invalidFormat(_ text: String, _ type: String) -> Fault {
    Fault(.valueError, "Invalid format specifier '\(text)' for object of type '\(type)'")
  }
  static func unknownConversion(_ letter: Character) -> Fault {
    Fault(.valueError, "Unknown conversion specifier \(letter)")
  }
  static func formatNotAllowed(_ what: String, _ where: String) -> Fault {
    Fault(.valueError, "\(what) not allowed \(`where`)")
  }
  static func cannotSpecify(_ separator: Character, with code: Character) -> Fault {
    Fault(.valueError, "Cannot specify '\(separator)' with '\(code)'.")
  }
  static func unsupportedFormat(_ type: String) -> Fault {
    Fault(.typeError, "unsupported format string passed to \(type).__format__")
  }
  static var singleOpeningBrace: Fault { Fault(.valueError, "Single '{' encountered in format string") }
  static var singleClosingBrace: Fault { Fault(.valueError, "Single '}' encountered in format string") }
  static var expectedClosingBrace: Fault { Fault(.valueError, "expected '}' before end of string") }
  static func replacementIndex(_ index: Int) -> Fault {
    Fault(.indexError, "Replacement index \(index) out of range for positional args tuple")
  }
  static var mixedNumbering: Fault {
    Fault(.valueError, "cannot switch from manual field specification to automatic field numbering")
  }
  static var manualAfterAutomatic: Fault {
    Fault(.valueError, "cannot switch from automatic field numbering to manual field specification")
  }
  static var notEnoughFormatArguments: Fault { Fault(.typeError, "not enough arguments for format string") }
  static var leftoverFormatArguments: Fault {
    Fault(.typeError, "not all arguments converted during string formatting")
  }
  static var formatNeedsMapping: Fault { Fault(.typeError, "format requires a mapping") }
  static var incompleteFormatKey: Fault { Fault(.valueError, "incomplete format key") }
  static var starNeedsInteger: Fault { Fault(.typeError, "* wants int") }
  static var percentCharacter: Fault { Fault(.typeError, "%c requires int or char") }
  static var percentCharacterRange: Fault { Fault(.overflowError, "%c arg not in range(0x110000)") }
  static var incompleteFormat: Fault { Fault(.valueError, "incomplete format") }
  static func percentNumber(_ code: Character, _ type: String) -> Fault {
    Fault(
      .typeError,
      "xXo".contains(code)
        ? "%\(code) format: an integer is required, not \(type)"
        : "%\(code) format: a real number is required, not \(type)")
  }
  static func unsupportedPercent(_ code: Character, _ index: Int) -> Fault {
    let number = code.unicodeScalars.first.map { String($0.value, radix: 16) } ?? "0"
    return Fault(.valueError, "unsupported format character '\(code)' (0x\(number)) at index \(index)")
  }

  // MARK: Modules

  static var mathDomain: Fault { Fault(.valueError, "math domain error") }
  static var mathRange: Fault { Fault(.overflowError, "math range error") }
  static var emptyReduce: Fault { Fault(.typeError, "reduce() of empty iterable with no initial value") }
  static var negativeFactorial: Fault { Fault(.valueError, "factorial() not defined for negative values") }
  static func notForIslice() -> Fault {
    Fault(.valueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
  }
  static func noSuchFunction(_ name: String) -> Fault { .outside("'\(name)'") }
}
