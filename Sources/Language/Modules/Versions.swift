// `distutils.version` and `packaging.version`: versions as tuples of their numbers, which is how scripts compare them.

let versionModules: [HostModule] =
  [("distutils", "version"), ("packaging", "version")].map { package, part in
    HostModule(package) { [(part, .module("\(package).\(part)"))] }
  }
  + [
    ("distutils.version", ["LooseVersion", "StrictVersion"]), ("packaging.version", ["Version", "parse"]),
  ].map { module, names in
    HostModule(module) {
      names.map { name in
        (
          name,
          .function(
            HostFunction(name, [Parameter("version")]) { interpreter, arguments throws(Raised) in
              let text = try interpreter.str(arguments["version"])
              return .tuple(text.split(separator: ".").map { part in .int(Int(part.prefix { $0.isNumber }) ?? 0) })
            })
        )
      }
    }
  }
