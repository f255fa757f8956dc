// Data that is not read but whose shapes are known: the built-in data sets, and what makes classes of labels.

import Language

enum DataFunctions {
  /// The data sets. Of pictures and labels the shapes are known.
  static let modules: [HostModule] =
    [HostModule("keras.datasets") { [] }]
    + pictures.map { name, train, test, picture, labels in
      HostModule("keras.datasets.\(name)") {
        [
          (
            "load_data",
            .function(
              HostFunction("load_data", [Parameter("args", .variadic), Parameter("kwargs", .keywords)]) {
                interpreter, _ throws(Raised) in
                let subject = "\(name).load_data"
                _ = interpreter.omit(subject, because: "reads data")
                let parts = [train, test].map { count in
                  Value.tuple([
                    interpreter.omittedArray(subject, shape: [count] + picture),
                    interpreter.omittedArray(subject, shape: [count] + labels),
                  ])
                }
                return .tuple(parts)
              })
          )
        ]
      }
    }
    + ["boston_housing", "california_housing", "imdb", "reuters"].map { name in
      HostModule("keras.datasets.\(name)") {
        TrainingModules.members("load_data get_label_names get_word_index", of: name, because: "reads data")
      }
    }

  private static let pictures: [(name: String, train: Int, test: Int, picture: [Int], labels: [Int])] = [
    ("mnist", 60_000, 10_000, [28, 28], []), ("fashion_mnist", 60_000, 10_000, [28, 28], []),
    ("cifar10", 50_000, 10_000, [32, 32, 3], [1]), ("cifar100", 50_000, 10_000, [32, 32, 3], [1]),
  ]

  /// Functions whose result has a known shape.
  static let members: [String: HostMember] = [
    "to_categorical": .function(
      function("to_categorical", [Parameter("num_classes", default: Value.none)]) { shape, arguments in
        guard let classes = arguments["num_classes"].integer, classes > 0 else { return nil }
        return (shape.last == 1 ? shape.dropLast() : shape) + [classes]
      }),
    "normalize": .function(
      function("normalize", [Parameter("axis", default: .int(-1)), Parameter("order", default: .int(2))]) { shape, _ in
        shape
      }),
  ]

  /// A function of an array, of which the shape of the result follows from that of the argument.
  private static func function(
    _ name: String, _ parameters: [Parameter], shape: @escaping @Sendable ([Int?], BoundArguments) -> [Int?]?
  ) -> HostFunction {
    HostFunction(name, [Parameter("x")] + parameters, acceptsHoles: true) { interpreter, arguments throws(Raised) in
      guard let known = interpreter.omittedShape(arguments[0]) else {
        return interpreter.omit("keras.utils.\(name)", because: "works on data")
      }
      return interpreter.derived(from: arguments[0], shape: shape(known, arguments))
    }
  }
}
