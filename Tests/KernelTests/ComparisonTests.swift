// Pinned models: their text, and their layers beside those of another.

import Tensors
import Testing

@testable import Kernel

@Suite struct ComparisonTests {
  private func layer(_ name: String, _ type: String = "Conv2D", _ parameters: Int = 1) -> ModelFigures.Layer {
    ModelFigures.Layer(name: name, typeName: type, shape: [nil, 4, 4, 8], parameters: parameters, multiplyAdds: 16)
  }

  private func changes(_ old: [ModelFigures.Layer], _ new: [ModelFigures.Layer]) -> [String] {
    AlignedLayer.align(old, new).map { row in
      switch row.change {
      case .same: row.new?.name ?? ""
      case .changed: "~\(row.old?.name ?? "")>\(row.new?.name ?? "")"
      case .added: "+\(row.new?.name ?? "")"
      case .removed: "-\(row.old?.name ?? "")"
      }
    }
  }

  @Test func whatStaysIsAligned() {
    let (a, b, c, d) = (layer("a"), layer("b", "ReLU"), layer("c"), layer("d", "Dense"))
    #expect(changes([a, b, d], [a, b, c, d]) == ["a", "b", "+c", "d"])
    #expect(changes([a, b, c, d], [a, d]) == ["a", "-b", "-c", "d"])
    #expect(changes([], [a]) == ["+a"])
    #expect(changes([a], []) == ["-a"])
    #expect(changes([a, b], [a, b]) == ["a", "b"])
  }

  @Test func aLayerOfTheSameNameOrTypeHasChanged() {
    #expect(changes([layer("a"), layer("b")], [layer("a"), layer("b", "Conv2D", 9)]) == ["a", "~b>b"])
    // A convolution made into two: the one that keeps the name is the changed one.
    let apart = [layer("x_depthwise", "DepthwiseConv2D", 3), layer("x", "Conv2D", 4)]
    #expect(changes([layer("x", "Conv2D", 20)], apart) == ["+x_depthwise", "~x>x"])
    #expect(changes([layer("conv2d")], [layer("conv2d_1")]) == ["~conv2d>conv2d_1"])
    #expect(changes([layer("a", "ReLU")], [layer("b", "Dense")]) == ["-a", "+b"])
  }

  @Test func aPinComesBackAsItWas() {
    let figures = ModelFigures(
      name: "odd; name, 100%\n", parameters: 12, trainableParameters: 10, multiplyAdds: nil, activationBytes: 4096,
      peakBytes: nil, receptiveField: [3, 5], depth: 2,
      narrowest: ModelFigures.Narrowest(layer: "a,b/c", shape: [nil, 4, nil, 8], share: 0.25), milliseconds: 0.125,
      layers: [
        layer("a;b"), ModelFigures.Layer(name: "%3B", typeName: "X", shape: nil, parameters: 0, multiplyAdds: nil),
      ])
    #expect(ModelFigures(pin: figures.pin) == figures)
    let plain = ModelFigures(name: "m", parameters: 1, trainableParameters: 0, multiplyAdds: 5)
    #expect(ModelFigures(pin: plain.pin) == plain)
    #expect(!figures.pin.contains("\n"))
  }

  @Test(arguments: ["", "EffNet", "a;b;c;d;e;f;g;h;i;j", ";1;1;1;1;1;1;1;1;1", "a;1;1;1;1;1;1;1;1;1;x"])
  func whatIsNoPinIsNone(text: String) {
    #expect(ModelFigures(pin: text) == nil)
  }

  /// As the layers' own tests count: a 3×3 convolution on 8×8×3, then a pooling.
  @Test func thePanesFiguresAreTheModels() async throws {
    let session = Session(
      """
      import keras
      x = keras.Input((8, 8, 3))
      y = keras.layers.MaxPooling2D(name='pool')(keras.layers.Conv2D(4, 3, padding='same')(x))
      model = keras.Model(x, y, name='small')
      """)
    let figures = try #require(try await session.snapshot(cursor: (0, 3)).subject?.figures)
    #expect(figures.name == "small")
    #expect(figures.parameters == 112)
    #expect(figures.multiplyAdds == 64 * 108)
    #expect(figures.receptiveField == [4, 4])
    #expect(figures.peakBytes == 64 * 7 * 4)
    #expect(figures.narrowest == ModelFigures.Narrowest(layer: "pool", shape: [nil, 4, 4, 4], share: 0.25))
    #expect(figures.layers.map(\.name) == ["input_layer", "conv2d", "pool"])
  }
}
