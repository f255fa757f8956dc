// `collections`: OrderedDict, defaultdict and Counter; namedtuple has a file of its own.

let collectionsModule = HostModule("collections", explainMissing: missingCollection) {
  [
    ("OrderedDict", .made { interpreter throws(Raised) in .type(interpreter.standard[.orderedDict]) }),
    ("defaultdict", .made { interpreter throws(Raised) in .type(interpreter.standard[.defaultDict]) }),
    ("Counter", .made { interpreter throws(Raised) in .type(interpreter.standard[.counter]) }),
    ("namedtuple", .function(namedTuple)),
  ]
}

private func missingCollection(_ name: String) -> Fault? {
  let known = ["deque", "ChainMap", "UserDict", "UserList", "UserString"]
  return known.contains(name) ? .outside("collections.\(name)") : nil
}
