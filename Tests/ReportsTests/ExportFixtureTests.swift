// The exported scripts against the fixture: the very bytes that ran under Keras, and what Keras made of them.

import Foundation
import Kernel
import Notebook
import Tensors
import Testing

@testable import Reports

/// What Keras made of the script that was exported of a session.
struct ExportRecord: Decodable, CustomTestStringConvertible {
  struct Model: Decodable {
    let variable: String
    let name: String
    let inputShapes: [[Int?]]
    let outputShapes: [[Int?]]
    let parameters: Count
    let layers: [Layer]
  }

  struct Layer: Decodable {
    let name: String
    let type: String
    /// Of each output of each call.
    let outputShapes: [[[Int?]]]
    let parameters: Count
  }

  struct Count: Decodable {
    let total: Int
    let trainable: Int
  }

  let session: String
  let output: String
  let tensors: [String: [Int?]]
  let models: [Model]

  var testDescription: String { session }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let folder = root.appending(path: "Tests/Fixtures/exports")

  static let all: [ExportRecord] = {
    struct Fixture: Decodable { let scripts: [ExportRecord] }
    let data = try? Data(contentsOf: folder.appending(path: "exports.json"))
    return data.flatMap { try? JSONDecoder().decode(Fixture.self, from: $0).scripts } ?? []
  }()

  /// The script that ran under Keras.
  var script: URL {
    ExportRecord.folder.appending(path: URL(filePath: session).lastPathComponent)
  }
}

struct ExportFixtureTests {
  @Test func everySessionHasItsRecord() throws {
    let sessions = try FileManager.default.contentsOfDirectory(
      atPath: ExportRecord.root.appending(path: "sessions").path)
    let names = Set(ExportRecord.all.map { URL(filePath: $0.session).lastPathComponent })
    #expect(names.isSuperset(of: sessions.filter { $0.hasSuffix(".py") }))
    #expect(names.isSuperset(of: ["new_notebook.py", "compose_undefined.py"]))
  }

  @Test(arguments: ExportRecord.all) func theScriptIsTheOneThatRanUnderKeras(record: ExportRecord) async throws {
    let path = ExportRecord.root.appending(path: record.session).path
    let session = try await SessionRun(path: path, environment: [:]).exported(styled: false)
    #expect(KerasScript.document(session) == (try String(contentsOf: record.script, encoding: .utf8)))
  }

  @Test(arguments: ExportRecord.all) func theScriptComesToWhatKerasMakesOfIt(record: ExportRecord) async throws {
    let session = try await SessionRun(path: record.script.path, environment: [:]).exported(styled: false)
    #expect(session.diagnosticText.isEmpty)
    #expect(session.cells.map(\.report.output).joined() == record.output)
    // Without a model, its last layers stand there.
    let models = session.models.filter { $0.subject.kind == .model }
    #expect(models.map(\.variable) == record.models.map(\.variable))
    for (model, expected) in zip(models, record.models) {
      let subject = model.subject
      #expect(subject.title == expected.name)
      #expect(subject.inputShapes.map(\.dimensions) == expected.inputShapes)
      #expect(subject.outputShapes.map(\.dimensions) == expected.outputShapes)
      #expect(subject.parameters == expected.parameters.total)
      #expect(subject.trainableParameters == expected.parameters.trainable)
      let rows = subject.rows.filter { $0.depth == 0 }
      #expect(rows.map(\.name) == expected.layers.map(\.name))
      #expect(rows.map(\.typeName) == expected.layers.map(\.type))
      #expect(rows.map(\.parameters) == expected.layers.map(\.parameters.total))
      #expect(rows.map(\.outputShape?.dimensions) == expected.layers.map { $0.outputShapes.last?.last })
    }
  }

  /// The fixture's shapes as expectations below the script.
  @Test(arguments: ExportRecord.all) func theScriptsTensorsHaveKerasShapes(record: ExportRecord) throws {
    let expectations = record.tensors.map { name, shape in
      "# expect: \(name).shape == (\(shape.map { $0.map(String.init) ?? "None" }.joined(separator: ", ")))\n"
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).py")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try String(contentsOf: record.script, encoding: .utf8) + "\n# %%\n" + expectations.sorted().joined()
    try Data(text.utf8).write(to: file)
    let report = SessionRun(path: file.path, environment: [:]).check(budget: ModelBudget(), styled: false)
    #expect(report.diagnosticText.isEmpty)
    #expect(expectations.isEmpty || report.summary.contains(": \(expectations.count) check"))
  }

  /// What runs under Keras as it is: the file of a new notebook with some lines in it.
  @Test func theNewNotebookIsTheOneThatRanUnderKeras() throws {
    let path = ExportRecord.folder.appending(path: "sources/new_notebook.py").path
    let stored = try SessionFile.open(path).document
    var document = NotebookDocument.new()
    let cell = try #require(document.cells.last)
    let lines = Edit.replaceText(cell: cell.id, range: 0..<0, text: try #require(stored.cells.last).text)
    let start = Selection(Caret(cell: cell.id, offset: 0))
    document.perform([lines], before: start, after: start)
    #expect(document.fileBytes == stored.fileBytes)
  }
}
