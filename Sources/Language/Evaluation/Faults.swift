// The exceptions that evaluation raises, in CPython's words: names, attributes, calls, imports and limits.

import Diagnostics

extension Fault {
  // MARK: Names and attributes

  static func didYouMean(_ name: String?) -> String? { name.map { "Did you mean: '\($0)'?" } }

  static func undefined(_ name: String, nearest: String?) -> Fault {
    Fault(.nameError, "name '\(name)' is not defined", code: "name-undefined", hint: didYouMean(nearest))
      .correcting(name, to: nearest)
  }

  static func unboundLocal(_ name: String) -> Fault {
    Fault(.unboundLocalError, "cannot access local variable '\(name)' where it is not associated with a value")
  }

  static func unboundFree(_ name: String) -> Fault {
    Fault(
      .nameError,
      "cannot access free variable '\(name)' where it is not associated with a value in enclosing scope")
  }

  static func noAttribute(_ type: String, _ name: String, nearest: String?) -> Fault {
    Fault(
      .attributeError, "'\(type)' object has no attribute '\(name)'", hint: didYouMean(nearest)
    ).correcting(name, to: nearest)
  }

  static func noClassAttribute(_ type: String, _ name: String, nearest: String?) -> Fault {
    Fault(
      .attributeError, "type object '\(type)' has no attribute '\(name)'", hint: didYouMean(nearest)
    ).correcting(name, to: nearest)
  }

  static func noModuleAttribute(_ module: ModuleObject, _ name: String, nearest: String?) -> Fault {
    Fault(
      .attributeError,
      module.isRunning
        ? "partially initialized module '\(module.name)' has no attribute '\(name)' (\(circularImport))"
        : "module '\(module.name)' has no attribute '\(name)'", hint: didYouMean(nearest)
    ).correcting(name, to: nearest)
  }

  static func readOnlyAttribute(_ type: String, _ name: String) -> Fault {
    Fault(.attributeError, "'\(type)' object attribute '\(name)' is read-only")
  }

  static func noSetter(_ type: String, _ name: String) -> Fault {
    Fault(.attributeError, "property '\(name)' of '\(type)' object has no setter")
  }

  static func noGetter(_ type: String, _ name: String) -> Fault {
    Fault(.attributeError, "property '\(name)' of '\(type)' object has no getter")
  }

  static func noDeleter(_ type: String, _ name: String) -> Fault {
    Fault(.attributeError, "property '\(name)' of '\(type)' object has no deleter")
  }

  static func immutableType(_ type: String, _ name: String) -> Fault {
    Fault(.typeError, "cannot set '\(name)' attribute of immutable type '\(type)'")
  }

  // MARK: Calls

  static func notCallable(_ type: String) -> Fault { Fault(.typeError, "'\(type)' object is not callable") }

  static func missingArguments(_ function: String, _ names: [String], areKeywordOnly: Bool) -> Fault {
    let kind = areKeywordOnly ? "keyword-only" : "positional"
    let plural = names.count == 1 ? "" : "s"
    return Fault(
      .typeError, "\(function)() missing \(names.count) required \(kind) argument\(plural): \(listed(names))")
  }

  /// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`.
  private static func listed(_ names: [String]) -> String {
    let quoted = names.map { "'\($0)'" }
    switch quoted.count {
    case 0, 1: return quoted.joined()
    case 2: return quoted.joined(separator: " and ")
    default: return quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
    }
  }

  static func tooManyArguments(
    _ function: String, required: Int, accepted: Int, given: Int, keywordOnly: Int
  ) -> Fault {
    let range = required == accepted ? "\(accepted)" : "from \(required) to \(accepted)"
    let plural = required == accepted && accepted == 1 ? "" : "s"
    var were = given == 1 && keywordOnly == 0 ? "was" : "were"
    var gave = "\(given)"
    if keywordOnly > 0 {
      let keywords = "keyword-only argument\(keywordOnly == 1 ? "" : "s")"
      gave += " positional argument\(given == 1 ? "" : "s") (and \(keywordOnly) \(keywords))"
      were = "were"
    }
    return Fault(
      .typeError, "\(function)() takes \(range) positional argument\(plural) but \(gave) \(were) given")
  }

  static func unexpectedKeyword(_ function: String, _ name: String, nearest: String?) -> Fault {
    Fault(
      .typeError, "\(function)() got an unexpected keyword argument '\(name)'",
      hint: nearest.map { "Did you mean '\($0)'?" }
    ).correcting(name, to: nearest)
  }

  static func positionalOnlyAsKeyword(_ function: String, _ name: String) -> Fault {
    Fault(
      .typeError, "\(function)() got some positional-only arguments passed as keyword arguments: '\(name)'")
  }

  static func multipleValues(_ function: String, _ name: String) -> Fault {
    Fault(.typeError, "\(function)() got multiple values for argument '\(name)'")
  }

  static func noKeywords(_ function: String) -> Fault {
    Fault(.typeError, "\(function)() takes no keyword arguments")
  }

  static func invalidKeyword(_ function: String, _ name: String, nearest: String?) -> Fault {
    Fault(
      .typeError, "'\(name)' is an invalid keyword argument for \(function.split(separator: ".").last ?? "")()",
      hint: nearest.map { "Did you mean '\($0)'?" }
    ).correcting(name, to: nearest)
  }

  /// How functions written in C count their arguments. `isParsed` are those that take several, or keywords.
  static func builtinCount(
    _ function: String, required: Int, accepted: Int, given: Int, isVariadic: Bool, isParsed: Bool
  ) -> Fault {
    let isExact = required == accepted && !isVariadic
    guard !isExact || isParsed else {
      let wanted = accepted == 0 ? "no arguments" : "exactly one argument"
      return Fault(.typeError, "\(function)() takes \(wanted) (\(given) given)")
    }
    let count = given < required ? required : accepted
    let bound = isExact ? "" : given < required ? "at least " : "at most "
    let name = function.split(separator: ".").last.map(String.init) ?? function
    return Fault(.typeError, "\(name) expected \(bound)\(count) argument\(count == 1 ? "" : "s"), got \(given)")
  }

  /// Functions of C whose parameters take keywords.
  static func parsedCount(_ function: String, parameters: [Parameter], given: Int, keywords: [String]) -> Fault {
    let name = function.split(separator: ".").last.map(String.init) ?? function
    let total = given + keywords.count
    if total > parameters.count {
      let bound = parameters.allSatisfy(\.isRequired) ? "exactly" : "at most"
      let plural = parameters.count == 1 ? "" : "s"
      return Fault(.typeError, "\(name)() takes \(bound) \(parameters.count) argument\(plural) (\(total) given)")
    }
    let missing = parameters.enumerated().first { index, parameter in
      parameter.isRequired && index >= given && !keywords.contains(parameter.name)
    }
    guard let (index, parameter) = missing, parameter.kind != .positionalOnly else {
      return Fault(.typeError, "\(name)() takes at least 1 positional argument (\(given) given)")
    }
    return Fault(.typeError, "\(name)() missing required argument '\(parameter.name)' (pos \(index + 1))")
  }

  static func noPositionals(_ function: String) -> Fault {
    let name = function.split(separator: ".").last.map(String.init) ?? function
    return Fault(.typeError, "\(name)() takes no positional arguments")
  }

  static func multipleKeywordValues(_ function: String, _ name: String) -> Fault {
    Fault(.typeError, "\(function)() got multiple values for keyword argument '\(name)'")
  }

  static func notAMapping(_ type: String) -> Fault { Fault(.typeError, "'\(type)' object is not a mapping") }

  static func takesNoArguments(_ type: String) -> Fault { Fault(.typeError, "\(type)() takes no arguments") }

  static func initReturned(_ type: String) -> Fault {
    Fault(.typeError, "__init__() should return None, not '\(type)'")
  }

  static func notAMapping(_ function: String, _ type: String) -> Fault {
    Fault(.typeError, "\(function)() argument after ** must be a mapping, not \(type)")
  }

  static func notStarrableArgument(_ function: String, _ type: String) -> Fault {
    Fault(.typeError, "\(function)() argument after * must be an iterable, not \(type)")
  }

  static func notStarrable(_ type: String) -> Fault {
    Fault(.typeError, "Value after * must be an iterable, not \(type)")
  }

  static var keywordsMustBeStrings: Fault { Fault(.typeError, "keywords must be strings") }

  static func returnedNonString(_ method: String, _ type: String) -> Fault {
    Fault(.typeError, "\(method) returned non-string (type \(type))")
  }

  static func unacceptableBase(_ type: String) -> Fault {
    Fault(.typeError, "type '\(type)' is not an acceptable base type")
  }

  static func inconsistentOrder(_ bases: [String]) -> Fault {
    Fault(
      .typeError,
      "Cannot create a consistent method resolution\norder (MRO) for bases \(bases.joined(separator: ", "))")
  }

  static var layoutConflict: Fault { Fault(.typeError, "multiple bases have instance lay-out conflict") }
  static var typeArguments: Fault { Fault(.typeError, "type() takes 1 or 3 arguments") }

  static func abstractClass(_ name: String, _ methods: [String]) -> Fault {
    let plural = methods.count == 1 ? "" : "s"
    let listed = methods.map { "'\($0)'" }.joined(separator: ", ")
    return Fault(
      .typeError,
      "Can't instantiate abstract class \(name) without an implementation for abstract method\(plural) \(listed)")
  }

  static func notAClass(_ type: String) -> Fault {
    Fault(.typeError, "a base of a class must be a class, not '\(type)'")
  }

  // MARK: Statements

  static var noActiveException: Fault { Fault(.runtimeError, "No active exception to reraise") }
  static var causeNotAnException: Fault { Fault(.typeError, "exception causes must derive from BaseException") }
  static var notAnException: Fault { Fault(.typeError, "exceptions must derive from BaseException") }

  static var catchingNoException: Fault {
    Fault(.typeError, "catching classes that do not inherit from BaseException is not allowed")
  }

  static func notAContextManager(_ type: String) -> Fault {
    Fault(.typeError, "'\(type)' object does not support the context manager protocol")
  }

  static func notUnpackable(_ type: String) -> Fault {
    Fault(.typeError, "cannot unpack non-iterable \(type) object")
  }

  static func tooManyToUnpack(expected: Int) -> Fault {
    Fault(.valueError, "too many values to unpack (expected \(expected))")
  }

  static func tooFewToUnpack(expected: Int, got: Int, atLeast: Bool) -> Fault {
    Fault(
      .valueError, "not enough values to unpack (expected \(atLeast ? "at least " : "")\(expected), got \(got))")
  }

  // MARK: Imports

  private static let circularImport = "most likely due to a circular import"

  static func cannotImport(_ name: String, from module: ModuleObject, nearest: String?) -> Fault {
    let file = module.file?.name.map { " (\($0))" } ?? ""
    return Fault(
      .importError,
      module.isRunning
        ? "cannot import name '\(name)' from partially initialized module '\(module.name)' (\(circularImport))\(file)"
        : "cannot import name '\(name)' from '\(module.name)'\(file)", hint: didYouMean(nearest)
    ).correcting(name, to: nearest)
  }

  static func noModule(_ name: String, nearest: String?) -> Fault {
    Fault(
      .moduleNotFoundError, "No module named '\(name)'",
      hint: didYouMean(nearest) ?? "It is outside of Compbook's language, and no such file lies beside the session")
  }

  static func noModuleBeside(_ path: [String], items: [String]) -> Fault {
    let wanted = path.isEmpty ? items : path
    return Fault(
      .moduleNotFoundError, "No module named '\(wanted.joined(separator: "."))'",
      hint: "There is no file \(wanted.joined(separator: "/")).py in the session's folder")
  }

  static let noFolder = Fault(
    .importError, "a relative import needs a folder", code: "import-no-folder",
    hint: "Save the session; the files beside it can be imported then")

  static func importOutside(level: Int) -> Fault {
    Fault(
      .importError, "'from \(String(repeating: ".", count: level))' leads out of the session's folder",
      code: "import-outside", hint: "A session reads only the files in its own folder and in the folders below")
  }

  /// A file that may not or cannot be read, and why.
  static func refusedImport(_ reason: String) -> Fault {
    Fault(.importError, reason, code: "import-refused")
  }

  /// What is wrong with a module's text, as an exception.
  static func syntax(_ diagnostic: Diagnostic) -> Fault {
    let kinds: [ExceptionKind] = [.syntaxError, .indentationError, .tabError]
    for kind in kinds where diagnostic.message.hasPrefix(kind.rawValue + ": ") {
      return Fault(kind, String(diagnostic.message.dropFirst(kind.rawValue.count + 2)), code: diagnostic.code)
    }
    return Fault(.syntaxError, diagnostic.message, code: diagnostic.code)
  }

  // MARK: Limits

  static func outside(_ what: String) -> Fault {
    Fault(.notImplementedError, "\(what) is outside of Compbook's language", code: "outside")
  }

  static var recursion: Fault { Fault(.recursionError, "maximum recursion depth exceeded") }

  static var nestedTuples: Fault {
    Fault(.recursionError, "tuples are nested more than \(Tuple.maximumDepth) deep")
  }

  static func outOfMemory(_ bytes: Int) -> Fault {
    Fault(.memoryError, "the result does not fit into the session's \(bytes >> 20) MiB", code: "memory-limit")
  }

  static var integerOverflow: Fault {
    Fault(.overflowError, "the result does not fit in 64 bits, which is as large as integers get here")
  }

  static var floatOverflow: Fault { Fault(.overflowError, "(34, 'Numerical result out of range')") }
}
