// `keras.src.utils.file_utils`: names of files. A session reads none.

import Language

enum FileUtilities {
  static let members: [(name: String, member: HostMember)] = [
    ("exists", .function(exists)), ("get_file", .function(getFile)),
  ]

  private static let weightSuffixes = [".h5", ".hdf5", ".keras", ".weights", ".npz"]

  /// Nothing can look, and loading weights is left out: a name that may be that of weights is taken to be one.
  private static let exists = HostFunction("exists", [Parameter("path")]) { interpreter, arguments throws(Raised) in
    guard case .string(let path) = arguments["path"] else { return .bool(false) }
    return .bool(weightSuffixes.contains { path.hasSuffix($0) })
  }

  /// Where Keras keeps what it downloads; the file is not fetched.
  private static let getFile = HostFunction(
    "get_file",
    ["fname", "origin"].map { Parameter($0, default: Value.none) }
      + [Parameter("untar", default: .bool(false))]
      + ["md5_hash", "file_hash"].map { Parameter($0, default: Value.none) }
      + [Parameter("cache_subdir", default: .string("datasets")), Parameter("kwargs", .keywords)]
  ) { interpreter, arguments throws(Raised) in
    let folder = try interpreter.str(arguments["cache_subdir"])
    let name = arguments["fname"].isNone ? arguments["origin"] : arguments["fname"]
    let text = try interpreter.str(name)
    let file = text.lastIndex(of: "/").map { String(text[text.index(after: $0)...]) } ?? text
    return .string("~/.keras/\(folder)/\(file)")
  }
}
