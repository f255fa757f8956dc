// Functions, classes, modules and state that a host gives to sessions.

import Diagnostics
import Testing

@testable import Language

private struct Counter: HostState {
  var calls: [String] = []
}

private let layer = HostClass(
  "Layer", module: "keras.layers",
  members: [
    (
      "__init__",
      .method(
        .method("__init__", of: "Layer", [Parameter("name", default: Value.none)]) {
          interpreter, arguments throws(Raised) in
          try interpreter.setAttribute("name", of: arguments["self"], to: arguments["name"])
          return .none
        })
    ),
    (
      "__call__",
      .method(
        .method("__call__", of: "Layer", [Parameter("inputs")]) { interpreter, arguments throws(Raised) in
          guard let own = interpreter.sessionMethod("call", of: arguments["self"]) else { return arguments["inputs"] }
          return try interpreter.call(own, [arguments["self"], arguments["inputs"]])
        })
    ),
  ])

private let convolution = HostClass(
  "Conv2D", module: "keras.layers", base: layer,
  members: [
    (
      "__init__",
      .method(
        .method("__init__", of: "Conv2D", [Parameter("filters"), Parameter("kernel_size")]) {
          interpreter, arguments throws(Raised) in
          let place = interpreter.origin.range
          interpreter.withHostState(Counter.self) { $0.calls.append("Conv2D at \(place)") }
          return .none
        })
    )
  ])

private let library = HostLibrary(
  modules: [
    HostModule("keras") { [] },
    HostModule("keras.layers") { [("Layer", .type(layer)), ("Conv2D", .type(convolution))] },
  ],
  aliases: ["tensorflow.keras": "keras"],
  predefined: [
    (
      "twice",
      .function(
        HostFunction("twice", [Parameter("x")]) { interpreter, arguments throws(Raised) in
          try interpreter.binary(.add, arguments["x"], arguments["x"])
        })
    )
  ])

@Suite struct HostTests {
  @Test func modulesAreFoundUnderAllTheirNames() {
    let outcome = run(
      """
      import tensorflow.keras as keras
      import keras.layers
      from tensorflow.keras.layers import Conv2D as C
      print(keras.layers.Conv2D is C)
      print(twice(4))
      """, library: library)
    #expect(outcome.messages == [])
    #expect(outcome.output == "True\n8\n")
  }

  @Test func wrongArgumentsAreToldInPythonsWords() {
    let outcome = run(
      """
      from keras.layers import Conv2D
      a = Conv2D()
      b = Conv2D(1, 2, filterz=3)
      c = Conv2D(1, 2, 3)
      from keras.layers import Conv3D
      """, library: library)
    #expect(
      outcome.messages == [
        "TypeError: Conv2D.__init__() missing 2 required positional arguments: 'filters' and 'kernel_size'",
        "TypeError: Conv2D.__init__() got an unexpected keyword argument 'filterz'. Did you mean 'filters'?",
        "TypeError: Conv2D.__init__() takes 3 positional arguments but 4 were given",
        "ImportError: cannot import name 'Conv3D' from 'keras.layers'. Did you mean: 'Conv2D'?",
      ])
  }

  @Test func predefinedNamesCanBeMeantAndRedefined() {
    #expect(
      run("twcie(4)", library: library).messages == ["NameError: name 'twcie' is not defined. Did you mean: 'twice'?"])
    #expect(run("def twice(x): return 'own'\nprint(twice(1))", library: library).output == "own\n")
  }

  @Test func anUnfinishedCallOfAHostClassIsAHole() {
    let outcome = run(
      """
      from keras.layers import Conv2D, Layer
      x = Layer()(Conv2D(32,
      y = Layer()(7)
      print(y)
      """, library: library)
    #expect(outcome.messages == ["SyntaxError: '(' was never closed"])
    #expect(outcome.output == "7\n")
  }

  @Test func hostStateIsChangedInPlaceAndCopiedWithTheInterpreter() {
    var first = Interpreter(state: Counter())
    first.install(library)
    let tree = parse(SourceText(name: "a", text: "from keras.layers import Conv2D\nConv2D(1, 2)\n")).tree
    _ = first.execute(tree)
    var second = first
    _ = second.execute(tree)
    #expect(first.hostState(Counter.self).calls == ["Conv2D at 32..<44"])
    #expect(second.hostState(Counter.self).calls.count == 2)
  }

  @Test func sessionsSubclassHostClasses() {
    let outcome = run(
      """
      from keras.layers import Layer
      class Double(Layer):
        def __init__(self, name):
          super(Double, self).__init__(name=name)
          self.factor = 2
        def call(self, inputs):
          return inputs * self.factor
      class Triple(Double):
        def __init__(self):
          super().__init__('triple')
          self.factor = 3
      print(Double('d')(21), Triple()(21), Triple().name)
      """, library: library)
    #expect(outcome.messages == [])
    #expect(outcome.output == "42 63 triple\n")
  }
}
