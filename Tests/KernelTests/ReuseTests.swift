// An edit pays for what it changed: neither the cells before it run again, nor the layers.

import Diagnostics
import Foundation
import KerasBindings
import Language
import ModelGraph
import Notebook
import Runtime
import Tensors
import Testing

@testable import Kernel

struct ReuseTests {
  private func evaluated(_ texts: [String], from old: DocumentEvaluation = DocumentEvaluation()) -> DocumentEvaluation {
    withLargeStack {
      var evaluation = old
      let cells = texts.enumerated().map { CodeCell(id: CellID($0.offset + 1), text: $0.element, firstLine: 1) }
      let isComplete = evaluation.update(to: cells, fileName: "session.py")
      #expect(isComplete)
      return evaluation
    }
  }

  // A cell that runs gets positions of its own, so equal positions are those of the earlier run.
  @Test func theCellsBeforeAnEditKeepTheirRuns() {
    let before = evaluated(["a = 1", "b = 2", "c = 3"]).stages.map(\.source.base)
    let evaluation = evaluated(["a = 1", "b = 2", "c = 3"])
    let edited = evaluated(["a = 1", "b = 20", "c = 3"], from: evaluation).stages.map(\.source.base)
    #expect(edited[0] == before[0])
    #expect(Set(edited.dropFirst()).isDisjoint(with: before))
    #expect(evaluated(["a = 1", "b = 2", "c = 3"], from: evaluation).stages.map(\.source.base) == before)
  }

  @Test func aCancelledEvaluationSaysSo() {
    let isComplete = withLargeStack {
      var evaluation = DocumentEvaluation()
      let cells = [CodeCell(id: CellID(1), text: "while True: pass", firstLine: 1)]
      return evaluation.update(to: cells, fileName: "session.py", isCancelled: { true })
    }
    #expect(!isComplete)
  }

  @Test func anEditRunsOnlyTheLayersThatItChanged() async throws {
    let imports = "from keras.layers import *"
    func session(_ classes: Int) -> [String] {
      [
        imports, "x = Conv2D(4, 3)(Input((8, 8, 3)))\nx = Conv2D(8, 3)(x)\nx = Flatten()(x)",
        "y = Dense(\(classes))(x)",
      ]
    }
    let pass = ForwardPass(environment: [:])
    let settings = ForwardSettings(input: "cifar10:0", seed: 0)
    func executed(_ evaluation: DocumentEvaluation) async throws -> Int {
      let graph = evaluation.interpreter.keras.graph
      let output = try #require(graph.topLevelCalls.last.map { graph[$0].outputs })
      let result = await pass.run(output, of: graph, settings: settings)
      return try #require(result?.activations).executedCount
    }
    let first = evaluated(session(10))
    #expect(try await executed(first) == 4)
    #expect(try await executed(first) == 0)
    #expect(try await executed(evaluated(session(11), from: first)) == 1)
    // The cells before were run again here, and still give the same layers.
    #expect(try await executed(evaluated(session(12))) == 1)
  }

  // MARK: Inputs

  private func input(_ pass: ForwardPass, _ input: String) async throws -> PassResult {
    let graph = evaluated(["from keras.layers import *\ny = Flatten()(Input((8, 8, 3)))"]).interpreter.keras.graph
    let output = try #require(graph.topLevelCalls.last.map { graph[$0].outputs })
    return try #require(await pass.run(output, of: graph, settings: ForwardSettings(input: input, seed: 0)))
  }

  @Test func aPictureThatChangedOnDiskIsTheNextPasses() async throws {
    let pictures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/pictures")
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).png")
    defer { try? FileManager.default.removeItem(at: file) }
    let pass = ForwardPass(environment: [:])
    try Data(contentsOf: pictures.appending(path: "colour.png")).write(to: file)
    let first = try await input(pass, file.path).input
    #expect(try await input(pass, file.path).input == first)
    try Data(contentsOf: pictures.appending(path: "grey.png")).write(to: file)
    #expect(try await input(pass, file.path).input != first)
  }

  @Test func randomValuesServeInTheNotebookUntilADataSetIsThere() async throws {
    let notebook = try await input(ForwardPass(environment: [:], takesRandomForMissing: true), "cifar100:3")
    #expect(notebook.inputLabel == "random · compbook fetch cifar100 gets CIFAR-100")
    #expect(notebook.problem == nil && notebook.activations != nil)
    let report = try await input(ForwardPass(environment: [:]), "cifar100:3")
    #expect(report.problem?.message.contains("compbook fetch cifar100") == true && report.activations == nil)
  }

  // MARK: EffNet

  private static let effNet = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "sessions/effnet.py").path

  /// The session's cells, with a part of the text replaced.
  private func effNet(_ old: String = "", _ new: String = "") throws -> [CodeCell] {
    var cells = try SessionFile.open(Self.effNet).document.snapshot.codeCells
    guard !old.isEmpty else { return cells }
    let index = try #require(cells.firstIndex { $0.text.contains(old) })
    cells[index].text = cells[index].text.replacing(old, with: new, maxReplacements: 1)
    return cells
  }

  private func plan(_ evaluation: DocumentEvaluation) throws -> ExecutionPlan {
    let model = try #require(evaluation.interpreter.models.last)
    return try ExecutionPlan(
      graph: evaluation.interpreter.keras.graph, outputs: model.outputs, batch: 1, keeping: .outputs)
  }

  private static let edits: [(old: String, new: String, executed: Set<String>)] = [
    // The last block's last brick of three layers, and what follows it.
    ("block(128, 256, 'block3')", "block(128, 192, 'block3')", ["block3_out", "flatten", "classes"]),
    ("Dense(classes, activation='softmax'", "Dense(classes, activation='sigmoid'", ["classes"]),
    (
      "block(64, 128, 'block2')", "block(64, 96, 'block2')",
      [
        "block2_out", "block3_mix", "block3_row", "block3_pool", "block3_column", "block3_out", "flatten", "classes",
      ]
    ),
    // Nothing that a layer depends on.
    ("One callable out of many", "Any callable out of many", []),
    ("return keras.Model(image", "print('made')\n    return keras.Model(image", []),
  ]

  @Test(arguments: edits.indices) func anEditOfEffNetExecutesWhatFollowsItAndNothingElse(edit: Int) async throws {
    let (old, new, expected) = Self.edits[edit]
    let update = { (cells: [CodeCell], evaluation: DocumentEvaluation) in
      withLargeStack {
        var evaluation = evaluation
        let isComplete = evaluation.update(to: cells, fileName: "effnet.py")
        #expect(isComplete)
        return evaluation
      }
    }
    let before = update(try effNet(), DocumentEvaluation())
    let after = update(try effNet(old, new), before)
    let engine = try Engine()
    let (first, second) = (try plan(before), try plan(after))
    let image = Tensor(shape: [1, 32, 32, 3], repeating: 0.5)
    #expect(try await engine.run(first, inputs: [first.inputs[0].tensor: image], seed: 0).executedCount == 41)
    var known: [String: StoredWeight] = [:]
    for weight in first.steps.flatMap(\.weights) { known[weight.path] = try await engine.weight(weight, seed: 0) }

    let edited = try await engine.run(second, inputs: [second.inputs[0].tensor: image], seed: 0)
    let graph = after.interpreter.keras.graph
    let executed = edited.steps.filter { !$0.isReused }.map { step in
      // The outermost layer but the model.
      let calls = sequence(first: step.call) { graph[$0].parent }
      return calls.map { graph[graph[$0].layer].name }.last { $0 != "EffNet" } ?? ""
    }
    #expect(Set(executed) == expected)

    // What has another shape is drawn anew; all other weights are the same objects, in executed layers too.
    for weight in second.steps.flatMap(\.weights) {
      let earlier = try #require(known[weight.path])
      let now = try await engine.weight(weight, seed: 0)
      #expect((now === earlier) == (weight.specification.shape == earlier.tensor.shape), "\(weight.path)")
    }
  }
}
