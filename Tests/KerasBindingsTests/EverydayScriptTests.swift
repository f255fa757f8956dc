// Scripts as people write them, against Keras: names, types, shapes and counts of every model; nothing but the lines that
// are not run is noted.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Testing

struct EverydayScriptTests {
  @Test(arguments: try Fixture.everyday())
  func everydayScriptsGiveKerasModels(script: String) throws {
    let session = Session(try Fixture.text("everyday/\(script).py"))
    let record = try Fixture.json("everyday/\(script).json")
    #expect(
      session.diagnostics.allSatisfy { $0.severity == .note && ["not-run", "keras-2"].contains($0.code) },
      "\(session.messages)")
    #expect(session.output == record["output"].string)
    let models = record["models"].array
    #expect(session.models.map(\.variable) == models.map { $0["variable"].string })
    for (model, expected) in zip(session.models, models) {
      compare(model, in: session, with: expected)
    }
  }

  private func compare(_ model: SessionModel, in session: Session, with expected: JSON) {
    let what = Comment(rawValue: model.variable)
    #expect(model.name == expected["name"].string, what)
    #expect(session.graph[model.layer].typeName == expected["type"].string, what)
    let shapes = { (tensors: [TensorID]) in tensors.map { session.graph[$0].shape } }
    if !expected["outputShapes"].isNull {
      #expect(shapes(model.inputs) == expected["inputShapes"].array.map(\.shape), what)
      #expect(shapes(model.outputs) == expected["outputShapes"].array.map(\.shape), what)
    }
    compare(session.graph.parameters(of: model.calls), expected["parameters"], what)
    let layers = expected["layers"].array
    let rows = model.rows.filter { session.graph[$0.layer].role == .layer }
    #expect(rows.map(\.name) == layers.map { $0["name"].string }, what)
    #expect(rows.map(\.typeName) == layers.map { $0["type"].string }, what)
    for (row, layer) in zip(rows, layers) {
      let what = Comment(rawValue: "\(model.variable): \(row.name)")
      if let last = layer["outputShapes"].array.last { #expect(row.outputShapes == last.array.map(\.shape), what) }
      if !layer["parameters"].isNull { compare(row.parameters, layer["parameters"], what) }
    }
  }

  private func compare(_ count: ParameterCount, _ expected: JSON, _ what: Comment) {
    #expect(count.trainable == expected["trainable"].int, what)
    #expect(count.nonTrainable == expected["nonTrainable"].int, what)
  }

  @Test(arguments: try Fixture.everyday())
  func linesThatAreNotRunAreNoted(script: String) throws {
    let text = try Fixture.text("everyday/\(script).py")
    let session = Session(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = lines.indices.filter { lines[$0].hasSuffix("# not run") }.map { $0 + 1 }
    let noted = session.diagnostics.filter { $0.code == "not-run" }.map {
      session.source.location(of: $0.range.lowerBound).line
    }
    #expect(noted.sorted() == marked)
  }
}
