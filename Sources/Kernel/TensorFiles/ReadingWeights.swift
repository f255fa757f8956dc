// A model's weights from a file, by Keras' paths.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Runtime
import Tensors

extension LoadedWeights {
  /// The weights of a model, all of them: a file that lacks one, or has another besides, is another model's. A file of
  /// Keras 3 has the names that layers had before the session assigned their `_name`, and these will do as well.
  init(file path: String, of model: SessionModel, in interpreter: Interpreter) throws(TensorFileFailure) {
    let file = try openTensors(path)
    let items = file.header.items
    let wanted = try interpreter.distinctWeights(of: model, file: path)
    let names = Set(items.map(\.name))
    let byName = Dictionary(
      wanted.map { weight in
        let isUnrenamed = !names.contains(weight.path) && weight.unrenamedPath.map(names.contains) ?? false
        return (isUnrenamed ? weight.unrenamedPath ?? weight.path : weight.path, weight)
      }, uniquingKeysWith: { first, _ in first })

    let missing = wanted.filter { byName[$0.path] != nil && !names.contains($0.path) }
    let strange = items.map(\.name).filter { byName[$0] == nil }
    if let name = strange.first {
      // What the model still lacks is sooner meant than what the file has already.
      let nearest =
        Spelling.nearest(to: name, among: missing.map(\.path))
        ?? Spelling.nearest(to: name, among: wanted.map(\.path))
      throw TensorFileFailure(
        diagnostic: .unknownWeight(
          path, name, of: model, nearest: nearest, first: wanted.first?.path, others: strange.count - 1))
    }
    let graph = interpreter.keras.graph
    for item in items {
      guard let weight = byName[item.name], weight.specification.shape != item.shape else { continue }
      throw TensorFileFailure(
        diagnostic: .weightShape(path, weight, of: model, got: item.shape, at: graph.place(of: weight)))
    }
    if let weight = missing.first {
      throw TensorFileFailure(
        diagnostic: .missingWeight(
          path, weight.path, of: model, missing: missing.count, all: wanted.count, at: graph.place(of: weight)))
    }
    var entries: [Safetensors.Entry] = []
    for item in items {
      guard let weight = byName[item.name] else { continue }
      entries.append(Safetensors.Entry(name: weight.path, tensor: try file.read(item)))
    }
    self.init(entries)
  }
}

extension Interpreter {
  /// A model's weights, each once. Two of one path are the same if they are alike; otherwise no file can tell them apart.
  func distinctWeights(of model: SessionModel, file: String) throws(TensorFileFailure) -> [Weight] {
    var byPath: [String: Weight] = [:]
    var distinct: [Weight] = []
    for weight in weights(of: model) {
      guard let other = byPath.updateValue(weight, forKey: weight.path) else {
        distinct.append(weight)
        continue
      }
      if other != weight {
        throw TensorFileFailure(
          diagnostic: .ambiguousWeight(file, weight, other, at: keras.graph.place(of: weight)))
      }
    }
    return distinct
  }
}

extension Graph {
  /// Where the layer that has a weight was made.
  fileprivate func place(of weight: Weight) -> SourceRange {
    layers.first { $0.weights.contains(weight) }?.origin.range ?? .nowhere
  }
}
