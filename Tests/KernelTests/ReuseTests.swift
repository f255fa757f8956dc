// An edit pays for what it changed: neither the cells before it run again, nor the layers.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook
import Runtime
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
}
