// What sessions can import, and by which names.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct LibraryTests {
  private static let signatures: [LayerSignature] = LayerRegistry.all.map(\.signature)

  /// The fixtures' list of Keras' layers with their aliases.
  private static func kerasLayers() throws -> [(name: String, aliases: [String])] {
    try Fixture.json("defaults.json")["layers"].array.map {
      ($0["name"].string ?? "", $0["aliases"].array.compactMap(\.string))
    }
  }

  @Test func everyLayerIsThereUnderAllItsNames() throws {
    let registry = Self.signatures.flatMap { [$0.name] + $0.aliases }
    let own = Set(Self.signatures.map(\.name))
    let keras = try Self.kerasLayers().filter { own.contains($0.name) }.flatMap { [$0.name] + $0.aliases }
    #expect(Set(keras).isSubset(of: registry))
    let lines = Set(registry + keras).map {
      "from keras.layers import \($0) as Direct\nprint(Direct is keras.layers.\($0))"
    }
    let session = Session("import keras\n" + lines.joined(separator: "\n"))
    #expect(session.messages == [])
    #expect(session.output == String(repeating: "True\n", count: Set(registry + keras).count))
  }

  @Test func layersThatAreNotThereAreNamed() throws {
    let own = Set(Self.signatures.map(\.name) + ["Lambda"])
    let missing = try Self.kerasLayers().filter { !own.contains($0.name) }.flatMap { [$0.name] + $0.aliases }
    #expect(missing.contains("LSTM") && missing.contains("Conv3D"))
    let session = Session("import keras\n" + missing.map { "keras.layers.\($0)" }.joined(separator: "\n"))
    #expect(
      session.messages == missing.map { "NotImplementedError: Compbook does not have keras.layers.\($0) yet" })
    let importing = Session("from keras.layers import Conv2D, Conv3D")
    #expect(
      importing.messages == ["NotImplementedError: Compbook does not have keras.layers.Conv3D yet"])
  }

  @Test(arguments: [
    "from tensorflow.keras.layers import Conv2D\nfrom tensorflow.keras import Input",
    "import tensorflow as tf\nConv2D, Input = tf.keras.layers.Conv2D, tf.keras.Input",
    "from tensorflow import keras\nConv2D, Input = keras.layers.Conv2D, keras.Input",
    "import tensorflow.keras as K\nConv2D, Input = K.layers.Conv2D, K.layers.Input",
    "from keras import layers, models, Input\nmodels.Sequential\nConv2D = layers.Conv2D",
    "from keras.layers import *\nfrom keras.models import Model, Sequential",
    "import tensorflow.keras.layers as L\nConv2D, Input = L.Conv2D, L.Input",
    "import keras.layers\nfrom keras import Input\nConv2D = keras.layers.Convolution2D",
  ])
  func kerasIsImportedInManyWays(imports: String) {
    let session = Session(imports + "\nConv2D(4, 3)(Input((8, 8, 3)))")
    #expect(session.messages == [])
    #expect(session.resultShape == [nil, 6, 6, 4])
  }

  @Test func signaturesHaveKerasNamesAndDefaults() throws {
    for layer in try Fixture.json("defaults.json")["layers"].array {
      guard let type = LayerRegistry.layer(named: layer["name"].string ?? "") else { continue }
      let expected = layer["parameters"].array.filter { $0["kind"].string == "positional" }
        .compactMap { $0["name"].string }
      let session = Session("import keras\nkeras.layers.\(type.signature.name)")
      let result = try #require(session.execution.result)
      let names = try #require(session.interpreter.signature(of: result)).parameters.map(\.name)
      #expect(Array(names.dropLast()) == expected, "\(type.signature.name)")
    }
  }

  @Test func initializersComeByNameByClassAndAsInstances() {
    let session = Session(
      """
      import keras
      from keras import initializers
      x = keras.Input((3,))
      for kernel in ['he_normal', initializers.HeNormal, initializers.HeNormal(seed=1), initializers.he_normal(),
                     initializers.Constant(2)]:
          keras.layers.Dense(2, kernel_initializer=kernel)(x)
      """)
    #expect(session.messages == [])
    let kernels = session.graph.layers.flatMap(\.weights).filter { $0.specification.name == "kernel" }
    let he = Initializer.varianceScaling(scale: 2, fan: .in, .truncatedNormal)
    #expect(kernels.map(\.specification.initializer) == [he, he, he, he, .constant(2)])
  }

  // MARK: compose

  @Test func composeGoesFromLeftToRight() {
    let session = Session("print(compose(lambda x: x + 1, lambda x: x * 10, str)(4))\nprint(compose(max)(3, 7))")
    #expect(session.output == "50\n7\n")
  }

  @Test func composingNothingIsAValueError() {
    let session = Session("compose()")
    #expect(session.messages == ["ValueError: Composition of empty sequence not supported."])
  }

  @Test func aSessionsOwnComposeShadowsOurs() {
    let session = Session("def compose(*funcs):\n    return len(funcs)\nprint(compose(1, 2))")
    #expect(session.output == "2\n")
  }
}
