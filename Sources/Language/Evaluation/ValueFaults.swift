// The exceptions of operators, items and iteration, in CPython's words.

extension Fault {
  // MARK: Operators

  static func unsupportedOperands(_ symbol: String, _ left: String, _ right: String) -> Fault {
    Fault(.typeError, "unsupported operand type(s) for \(symbol): '\(left)' and '\(right)'")
  }

  static func badUnaryOperand(_ symbol: String, _ type: String) -> Fault {
    Fault(.typeError, "bad operand type for unary \(symbol): '\(type)'")
  }

  static func canOnlyConcatenate(_ type: String, _ other: String, quoted: Bool) -> Fault {
    Fault(.typeError, "can only concatenate \(type) (not \"\(other)\") to \(type)")
  }

  static func cannotRepeat(by type: String) -> Fault {
    Fault(.typeError, "can't multiply sequence by non-int of type '\(type)'")
  }

  static func notOrderable(_ symbol: String, _ left: String, _ right: String) -> Fault {
    Fault(.typeError, "'\(symbol)' not supported between instances of '\(left)' and '\(right)'")
  }

  static func zeroDivision(_ message: String) -> Fault { Fault(.zeroDivisionError, message) }
  static var negativeShift: Fault { Fault(.valueError, "negative shift count") }

  // MARK: Items

  static func notSubscriptable(_ type: String) -> Fault { Fault(.typeError, "'\(type)' object is not subscriptable") }

  static func typeNotSubscriptable(_ type: String) -> Fault {
    Fault(.typeError, "type '\(type)' is not subscriptable")
  }

  static func noItemAssignment(_ type: String) -> Fault {
    Fault(.typeError, "'\(type)' object does not support item assignment")
  }

  static func noItemDeletion(_ type: String) -> Fault {
    Fault(.typeError, "'\(type)' object doesn't support item deletion")
  }

  static func badIndex(_ container: String, _ type: String) -> Fault {
    Fault(
      .typeError,
      container == "string"
        ? "string indices must be integers, not '\(type)'"
        : "\(container) indices must be integers or slices, not \(type)")
  }

  static func indexOutOfRange(_ container: String) -> Fault {
    Fault(.indexError, "\(container) index out of range")
  }

  static var badSliceIndex: Fault {
    Fault(.typeError, "slice indices must be integers or None or have an __index__ method")
  }

  static func indexReturned(_ type: String) -> Fault {
    Fault(.typeError, "__index__ returned non-int (type \(type))")
  }

  static var sliceNeedsIterable: Fault { Fault(.typeError, "can only assign an iterable") }
  static var hashReturned: Fault { Fault(.typeError, "__hash__ method should return an integer") }
  static var zeroSliceStep: Fault { Fault(.valueError, "slice step cannot be zero") }

  static func extendedSliceSize(_ given: Int, _ wanted: Int) -> Fault {
    Fault(.valueError, "attempt to assign sequence of size \(given) to extended slice of size \(wanted)")
  }

  static func unhashable(_ type: String) -> Fault { Fault(.typeError, "unhashable type: '\(type)'") }

  static func updateElementNotSequence(_ index: Int) -> Fault {
    Fault(.typeError, "cannot convert dictionary update sequence element #\(index) to a sequence")
  }

  static func updateElementLength(_ index: Int, _ count: Int) -> Fault {
    Fault(.valueError, "dictionary update sequence element #\(index) has length \(count); 2 is required")
  }

  static func boolReturned(_ type: String) -> Fault {
    Fault(.typeError, "__bool__ should return bool, returned \(type)")
  }
  static var negativeLength: Fault { Fault(.valueError, "__len__() should return >= 0") }

  // MARK: Iteration

  static func notIterable(_ type: String) -> Fault { Fault(.typeError, "'\(type)' object is not iterable") }

  static func argumentNotIterable(_ type: String) -> Fault {
    Fault(.typeError, "argument of type '\(type)' is not iterable")
  }

  static func inStringNeedsString(_ type: String) -> Fault {
    Fault(.typeError, "'in <string>' requires string as left operand, not \(type)")
  }

  static func notAnIteratorReturned(_ type: String) -> Fault {
    Fault(.typeError, "iter() returned non-iterator of type '\(type)'")
  }

  static var generatorRunning: Fault { Fault(.valueError, "generator already executing") }
  static var generatorRaisedStop: Fault { Fault(.runtimeError, "generator raised StopIteration") }

  static func changedDuringIteration(_ what: String) -> Fault {
    Fault(.runtimeError, "\(what) changed size during iteration")
  }

  static func zipShorter(_ index: Int) -> Fault {
    Fault(.valueError, "zip() argument \(index + 1) is shorter than argument\(zipEarlier(index))")
  }

  static func zipLonger(_ index: Int) -> Fault {
    Fault(.valueError, "zip() argument \(index + 1) is longer than argument\(zipEarlier(index))")
  }

  private static func zipEarlier(_ index: Int) -> String { index == 1 ? " 1" : "s 1-\(index)" }
}
