// Pinned models: their text, and their layers beside those of another.

import Language
import ModelGraph
import Tensors
import Testing

@testable import Kernel
@testable import Notebook

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
    #expect(changes([layer("a", "ReLU")], [layer("b", "Dense")]) == ["-a", "+b"])
    #expect(changes([layer("a", "ReLU")], [layer("a", "ELU")]) == ["~a>a"])
  }

  /// As Keras numbers the layers of a second model.
  @Test func aLayerOfAnotherNameAloneIsTheSame() {
    let input = { (name: String) in
      ModelFigures.Layer(name: name, typeName: "InputLayer", shape: [nil, 32, 32, 3], parameters: 0, multiplyAdds: 0)
    }
    #expect(changes([layer("conv2d")], [layer("conv2d_1")]) == ["conv2d_1"])
    #expect(
      changes([input("input_layer"), layer("conv2d")], [input("input_layer_1"), layer("conv2d_1", "Conv2D", 9)])
        == ["input_layer_1", "~conv2d>conv2d_1"])
  }

  @Test func aPinComesBackAsItWas() {
    let figures = ModelFigures(
      name: "odd; name, 100%\n", parameters: 12, trainableParameters: 10, multiplyAdds: nil, activationBytes: 4096,
      peakBytes: nil, receptiveField: [3, 5], depth: 2,
      narrowest: ModelFigures.Narrowest(layer: "a,b/c", shape: [nil, 4, nil, 8], share: 0.25), milliseconds: 0.125,
      isOfOnePass: true,
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

  // MARK: Of other sessions, and over several passes

  private func figures(_ text: String) async -> FiguresAnswer? {
    let (answers, continuation) = AsyncStream.makeStream(of: FiguresAnswer.self)
    let kernel = Kernel(onSnapshot: { _ in }, onFigures: { continuation.yield($0) })
    let document = NotebookDocument(cells: [Cell(id: CellID(1), kind: .code, text: text)])
    kernel.submit(FiguresRequest(name: "other.py", document: document.snapshot))
    var iterator = answers.makeAsyncIterator()
    return await iterator.next()
  }

  @Test func anotherSessionsLastModelIsTold() async throws {
    let figures = try #require(
      await figures(
        """
        import keras
        first = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3)], name='first')
        last = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(6, 3)], name='last')
        """)
    ).result.get()
    #expect(figures.name == "last")
    #expect(figures.parameters == 6 * (3 * 3 * 3 + 1))
    #expect(figures.multiplyAdds == 6 * 6 * 6 * 3 * 3 * 3)
    #expect(try #require(figures.milliseconds) > 0)
  }

  @Test(arguments: [
    ("x = 1", "other.py makes no model and calls no layer"), ("x = y", "other.py: NameError: name 'y' is not defined"),
  ])
  func aSessionWithoutAModelSaysSo(text: String, reason: String) async throws {
    let answer = try #require(await figures(text))
    #expect(throws: FiguresProblem(reason: reason)) { try answer.result.get() }
  }

  @Test func theCompareTabsTimeIsTheMedianOfSeveralPasses() async throws {
    let session = Session("import keras\ny = keras.layers.Conv2D(4, 3)(keras.Input((8, 8, 3)))")
    let revision = session.submit(shown: .timed)
    let timed = try await session.first { $0.revision == revision && $0.subject?.forward?.passTime != nil }
    let time = try #require(timed.subject?.forward?.passTime)
    #expect(time.passes == 15)
    #expect(time.median > 0)
  }

  @Test func aTimingThatIsCancelledTellsNothing() async throws {
    let text = "import keras\ny = keras.layers.Conv2D(4, 3)(keras.Input((8, 8, 3)))"
    let document = NotebookDocument(cells: [Cell(id: CellID(1), kind: .code, text: text)])
    let request = FiguresRequest(name: "other.py", document: document.snapshot)
    let made = try #require(withLargeStack { request.network(isCancelled: { false }) })
    let (network, graph) = try made.get()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await PassTimer(environment: [:]).time(network.pane.outputs, of: graph, batch: 1)
    }
    #expect(await task.value == nil)
  }
}
