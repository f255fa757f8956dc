// Whole sessions against Keras: names, order, shapes, counts, weights and the printed text.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct ModelFixtureTests {
  /// Keras marks a subclass of `Model` as built and leaves its layers without shapes; `build` builds them here.
  private static let builtByUs = "subclassed_model"

  /// Where `self._name = name` renames a layer, as in Keras 2; Keras 3 keeps the automatic name.
  private static let renamed: [String: [(keras: String, wanted: String)]] = [
    "custom_layers": [("conv__bn_1", "also_wanted"), ("conv__bn", "wanted")]
  ]

  @Test func sessionsGiveKerasModels() throws {
    let scripts = try Fixture.scripts().filter { $0 != Self.builtByUs }
    #expect(scripts.count == 30)
    let sessions = Session.each(try scripts.map { try Fixture.text("models/scripts/\($0).py") })
    var compared = 0
    for (script, session) in zip(scripts, sessions) {
      let record = try Fixture.json("models/\(script).json")
      #expect(session.errors.isEmpty, Comment(rawValue: script))
      let renamed = Self.renamed[script] ?? []
      #expect(session.output == rename(record["output"].string ?? "", renamed), Comment(rawValue: script))
      let models = record["models"].array
      #expect(
        session.models.map(\.variable) == models.map { $0["variable"].string }, Comment(rawValue: script))
      for (expected, model) in zip(models, session.models) {
        compare(model, in: session, with: expected, script: script, renamed: renamed)
        compared += 1
      }
    }
    #expect(compared == 62)
  }

  private func compare(
    _ model: SessionModel, in session: Session, with expected: JSON, script: String,
    renamed: [(keras: String, wanted: String)]
  ) {
    let what = Comment(rawValue: "\(script): \(model.variable)")
    #expect(model.name == expected["name"].string, what)
    #expect(session.graph[model.layer].typeName == expected["type"].string, what)
    let shapes = { (tensors: [TensorID]) in tensors.map { session.graph[$0].shape } }
    #expect(shapes(model.inputs) == expected["inputShapes"].array.map(\.shape), what)
    #expect(shapes(model.outputs) == expected["outputShapes"].array.map(\.shape), what)
    let parameters = session.graph.parameters(of: model.calls)
    if !expected["parameters"].isNull { #expect(Counts(parameters) == Counts(expected["parameters"]), what) }
    if case .functional = session.graph[model.layer].kind {
      #expect(model.rows.map(\.name) == expected["operations"].array.map { rename($0.string ?? "", renamed) }, what)
    }
    let layers = model.rows.filter { session.graph[$0.layer].role == .layer }
    compare(layers, in: session.graph, with: expected["layers"].array, what, renamed: renamed)
    let weights = session.weights(of: model).map { "\($0.path) \(Shape($0.shape)) \($0.isTrainable)" }
    let kerasWeights = expected["weights"].array.map { weight in
      rename(weight["path"].string ?? "", renamed)
        + " \(weight["shape"].shape ?? []) \(weight["trainable"].isTrue)"
    }
    #expect(weights.sorted() == kerasWeights.sorted(), what)
    let summary = session.interpreter.summaryText(of: model.layer) + "\n"
    #expect(summary == rename(expected["summary"].string ?? "", renamed), what)
  }

  private func compare(
    _ rows: [LayerSummary], in graph: Graph, with layers: [JSON], _ what: Comment,
    renamed: [(keras: String, wanted: String)]
  ) {
    #expect(rows.map(\.name) == layers.map { rename($0["name"].string ?? "", renamed) }, what)
    #expect(rows.map(\.typeName) == layers.map { $0["type"].string }, what)
    for (row, layer) in zip(rows, layers) {
      let what = Comment(rawValue: "\(what): \(row.name)")
      if let last = layer["outputShapes"].array.last { #expect(row.outputShapes == last.array.map(\.shape), what) }
      if layer["parameters"].isNull {
        #expect(row.calls.isEmpty, what)
      } else {
        #expect(Counts(row.parameters) == Counts(layer["parameters"]), what)
      }
      // Within a custom layer, ours stand in the order of their calls, and those never called are left out.
      let called = layer["layers"].array.filter { !$0["parameters"].isNull }.map { $0["name"].string ?? "" }
      let children = row.children.filter { graph[$0.layer].role == .layer }
      #expect(children.map(\.name).sorted() == called.sorted(), what)
    }
  }

  /// Keras' names replaced by the wanted ones, in the table too, where blanks fill the cell.
  private func rename(_ text: String, _ names: [(keras: String, wanted: String)]) -> String {
    var text = text
    for (keras, wanted) in names {
      let blanks = String(repeating: " ", count: max(0, wanted.count - keras.count) + 1)
      let refill = String(repeating: " ", count: max(0, keras.count - wanted.count) + 1)
      text = text.replacing("│ \(keras) (Conv_Bn)\(blanks)", with: "│ \(wanted) (Conv_Bn)\(refill)")
      if text == keras { text = wanted }
      if text.hasPrefix(keras + "/") { text = wanted + text.dropFirst(keras.count) }
    }
    return text
  }

  /// The listing that the whole is measured by: its names are those that it assigns to `self._name`.
  @Test func theEffNetListingIsEffNet() throws {
    guard let source = Fixture.listing() else { return }
    let session = Session(source)
    #expect(session.messages == [])
    let model = try #require(session.models.first)
    let expected = try Fixture.json("models/effnet.json")
    let layers = expected["layers"].array
    #expect(model.name == "EffNet")
    #expect(model.rows.count == 18)
    #expect(
      model.rows.map(\.parameters.total) == [
        0, 256, 256, 0, 256, 2_368, 4_416, 512, 0, 512, 8_832, 17_024, 1_024, 0, 1_024, 34_048, 0, 40_970,
      ])
    #expect(model.rows.map(\.name) == layers.map { $0["wantedName"].string ?? $0["name"].string })
    #expect(model.rows.map(\.typeName) == layers.map { $0["type"].string })
    #expect(model.rows.map(\.outputShapes) == layers.map { $0["outputShapes"].array[0].array.map(\.shape) })
    #expect(
      session.weights(of: model).map { "\($0.path) \(Shape($0.shape))" }
        == expected["weights"].array.map { "\($0["tensor"].string ?? "") \($0["shape"].shape ?? [])" })
    #expect(session.graph.parameters(of: model.calls).trainable == 109_258)
    #expect(session.graph.parameters(of: model.calls).nonTrainable == 2_240)
    #expect(session.graph.multiplyAdds(of: model.calls) == 4_067_328)
    #expect(session.output.hasSuffix(" Non-trainable params: 2,240 (8.75 KB)\n"))
    #expect(session.interpreter.keras.printedModels == [model.layer])
  }
}

/// Trainable and other parameters.
private struct Counts: Equatable {
  let trainable: Int?
  let nonTrainable: Int?

  init(_ count: ParameterCount) {
    trainable = count.trainable
    nonTrainable = count.nonTrainable
  }

  init(_ json: JSON) {
    trainable = json["trainable"].int
    nonTrainable = json["nonTrainable"].int
  }
}
