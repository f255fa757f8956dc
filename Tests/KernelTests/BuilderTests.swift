// Keras' own builders, opened as they are with a few lines appended, have Keras' counts, names, shapes and weights.

import Diagnostics
import Foundation
import KerasBindings
import Language
import ModelGraph
import Notebook
import Tensors
import Testing

@testable import Kernel

/// What Keras made of one builder: see `Tests/Fixtures/builders.py`.
private struct Builder: Decodable, Sendable, CustomTestStringConvertible {
  let file: String
  let source: String
  let name: String
  let total: Int
  let trainable: Int
  let nonTrainable: Int
  let layers: Int
  let rowHash: String
  let weightHash: String
  let rows: [String]?

  var testDescription: String { "\(file): \(source)" }

  static let all: [Builder] = {
    struct Fixture: Decodable { let builders: [Builder] }
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/builders.json")
    return (try? JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file)))?.builders ?? []
  }()
}

struct BuilderTests {
  @Test func everyFileOfTheFolderIsThere() {
    #expect(Set(Builder.all.map(\.file)).count == 15)
    #expect(Builder.all.count >= 70)
  }

  @Test(arguments: Builder.all) private func buildersHaveKerasCounts(
    builder: Builder
  ) throws {
    guard let keras = KerasPackage.folder(for: builder) else { return }
    let evaluation = try KerasPackage.evaluation(of: builder.file, then: builder.source, in: keras)
    let problems = evaluation.stages.flatMap(\.diagnostics).filter { $0.severity == .error }
    #expect(problems.map { $0.rendered(in: evaluation.sources.all) } == [])
    let interpreter = evaluation.interpreter
    let graph = interpreter.keras.graph
    let model = try #require(interpreter.models.last { $0.variable == "model" })
    let count = graph.parameters(of: model.calls)
    #expect(model.name == builder.name)
    #expect(count.total == builder.total)
    #expect(count.trainable == builder.trainable)
    #expect(count.nonTrainable == builder.nonTrainable)
    let layers = model.rows.filter { graph[$0.layer].role == .layer }
    let rows = layers.map { row in
      "\(row.name) \(row.typeName) \(row.outputShapes.first.map(\.python) ?? "?") \(row.parameters.total)"
    }
    #expect(rows.count == builder.layers)
    if let known = builder.rows { #expect(rows == known) }
    #expect(fnv(rows) == builder.rowHash, "\(rows)")
    let weights = graph.weights(of: model.rows).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(fnv(weights) == builder.weightHash, "\(weights)")
  }
}

/// FNV-1a, 64 bits, over the lines, each with its line feed.
private func fnv(_ lines: [String]) -> String {
  var value: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in lines.map({ $0 + "\n" }).joined().utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

extension Shape {
  /// As Python writes the tuple.
  fileprivate var python: String { pythonTuple(dimensions.map { $0.map(String.init) ?? "None" }) }
}

private func pythonTuple(_ items: [String]) -> String {
  items.count == 1 ? "(\(items[0]),)" : "(\(items.joined(separator: ", ")))"
}

extension Graph {
  /// A line for each weight under the rows: its path, its shape, and whether it is trained.
  fileprivate func weights(of rows: [LayerSummary]) -> [String] {
    var seen: Set<LayerID> = []
    func collect(_ rows: [LayerSummary]) -> [String] {
      rows.flatMap { row -> [String] in
        let layer = self[row.layer]
        let own = seen.insert(row.layer).inserted ? layer.weights : []
        return own.map { weight in
          let isTrainable = layer.trainable && weight.specification.trainable
          let shape = pythonTuple(weight.specification.shape.map(String.init))
          return "\(weight.path) \(shape) \(isTrainable ? "True" : "False")"
        } + collect(row.children)
      }
    }
    return collect(rows)
  }
}
