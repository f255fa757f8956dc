// Functions on tensors called with whatever, and every name that Keras has.

@testable import KerasBindings
import Language
import Tensors
import Testing

struct OperationRobustnessTests {
  @Test func everyNameOfKerasIsThereOrNamedAsMissing() throws {
    guard case .object(let modules) = try Fixture.json("operations/names.json")["modules"] else { return }
    #expect(modules.count == 8)
    for (module, names) in modules.sorted(by: { $0.key < $1.key }) {
      let names = names.array.compactMap(\.string)
      #expect(names.count > 10)
      let session = Session("import keras\n" + names.map { "\(module).\($0)" }.joined(separator: "\n"))
      for message in session.messages {
        let isNamed = ["NotImplementedError: Compbook does not have \(module).", "Not run: \(module)."]
          .contains { message.hasPrefix($0) }
        #expect(isNamed, Comment(rawValue: message))
      }
    }
  }

  /// Sessions with operators, Lambdas and layers' calls, cut wherever.
  @Test(arguments: ["channel_shuffle", "operations_in_layers"])
  func everyCutOfASessionEvaluates(script: String) throws {
    let source = try Fixture.text("models/scripts/\(script).py")
    let cuts = stride(from: 0, to: source.count, by: 4).map { String(source.prefix($0)) }
    #expect(Session.each(cuts).count == cuts.count)
  }

  private static let arguments = [
    "x", "u", "s", "w", "-1", "0", "1", "2", "3", "2 ** 62", "-(2 ** 62)", "0.5", "1e300", "-1e300", "None", "True",
    "'same'", "'nearest'", "'ij,jk->ik'", "(1, 2)", "[0, -1]", "[]", "(-1, -1)", "[[1, 2], [3, 4]]", "(None, 4)",
    "[2 ** 62, 2 ** 62]", "x.shape", "tf.shape(x)", "tf.shape(x)[0]", "[x, x]", "[x, u]", "[u, 1.0]", "(x, [u])",
    "slice(1, 2)", "{}", "lambda: x",
  ]

  /// Nothing but exceptions and holes, whatever the arguments are.
  @Test func noFunctionTrapsOnAnyArguments() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SplitMix64(seed: seed)
    var lines = """
      import keras
      import tensorflow as tf
      x = keras.Input((8, 6, 4))
      u = keras.Input((5,))
      s = keras.Input((None, None, 3))
      w = tf.ones((3, 3, 4, 2))

      """
    var calls = 0
    for table in OperationModules.tables {
      for function in table.functions() {
        let count = function.hostFunction(of: table.module).signature.parameters.count
        for _ in 0..<4 {
          let given = (0..<Int(random.next() % UInt64(count + 1))).map { _ in
            Self.arguments[Int(random.next() % UInt64(Self.arguments.count))]
          }
          // Most work on the image; else few calls would come to their rules.
          let list = ([random.next() % 4 == 0 ? "u" : "x"] + given.dropFirst()).joined(separator: ", ")
          lines += "try:\n    \(table.module)(\(list))\nexcept Exception as e:\n    pass\n"
            .replacing(
              table.module + "(", with: "\(table.module).\(function.name)(".replacing("tensorflow", with: "tf"))
          calls += 1
        }
      }
    }
    let session = Session(lines + "print('end')")
    #expect(calls > 1000)
    #expect(session.messages == [])
    #expect(session.output == "end\n")
  }
}
