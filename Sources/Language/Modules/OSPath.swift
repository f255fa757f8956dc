// `os.path`, as far as it only works on text.

let osModule = HostModule(
  "os", omitsOthers: "touches the computer",
  members: { [("sep", .value(.string("/"))), ("path", .module("os.path"))] })

let osPathModule = HostModule("os.path", omitsOthers: "touches the computer") {
  [
    ("sep", .value(.string("/"))),
    (
      "join",
      .function(
        HostFunction("join", [Parameter("a", .positionalOnly), .rest]) {
          interpreter, arguments throws(Raised) in
          var path = try interpreter.str(arguments[0])
          for part in arguments.variadic {
            let part = try interpreter.str(part.value)
            path = part.hasPrefix("/") ? part : path.isEmpty || path.hasSuffix("/") ? path + part : path + "/" + part
          }
          return .string(path)
        })
    ),
    ("isabs", path("isabs") { .bool($0.whole.hasPrefix("/")) }),
    ("normpath", path("normpath") { .string($0.normalized) }),
    (
      "commonprefix",
      .function(
        HostFunction("commonprefix", [Parameter("m")]) { interpreter, arguments throws(Raised) in
          let paths = try interpreter.elements(of: arguments[0]).compactMap(\.string)
          guard let least = paths.min(), let greatest = paths.max() else { return .string("") }
          return .string(zip(least, greatest).prefix { $0 == $1 }.map { String($0.0) }.joined())
        })
    ),
    ("basename", path("basename") { .string($0.tail) }),
    ("dirname", path("dirname") { .string($0.head) }),
    ("split", path("split") { .tuple([.string($0.head), .string($0.tail)]) }),
    (
      "splitext",
      path("splitext") { parts in
        let tail = parts.tail
        let start = tail.prefix { $0 == "." }.count
        guard let dot = tail.lastIndex(of: "."), tail.distance(from: tail.startIndex, to: dot) > start - 1,
          start < tail.count, tail.distance(from: tail.startIndex, to: dot) >= start
        else { return .tuple([.string(parts.whole), .string("")]) }
        let suffix = String(tail[dot...])
        return .tuple([.string(String(parts.whole.dropLast(suffix.count))), .string(suffix)])
      }
    ),
  ]
}

private struct PathParts {
  let whole: String
  let head: String
  let tail: String

  init(_ path: String) {
    whole = path
    let tailStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    tail = String(path[tailStart...])
    var head = path[..<tailStart]
    while head.hasSuffix("/"), head.contains(where: { $0 != "/" }) { head.removeLast() }
    self.head = String(head)
  }
}

extension PathParts {
  /// Without `.`, `..` that follow a name, and repeated slashes.
  fileprivate var normalized: String {
    let start = whole.hasPrefix("//") && !whole.hasPrefix("///") ? "//" : whole.hasPrefix("/") ? "/" : ""
    var names: [Substring] = []
    for name in whole.split(separator: "/") where name != "." {
      if name != ".." || (start.isEmpty && names.isEmpty) || names.last == ".." {
        names.append(name)
      } else {
        _ = names.popLast()
      }
    }
    let path = start + names.joined(separator: "/")
    return path.isEmpty ? "." : path
  }
}

private func path(_ name: String, _ body: @escaping @Sendable (PathParts) -> Value) -> HostMember {
  .function(
    HostFunction(name, [Parameter("p")]) { interpreter, arguments throws(Raised) in
      body(PathParts(try interpreter.str(arguments[0])))
    })
}
