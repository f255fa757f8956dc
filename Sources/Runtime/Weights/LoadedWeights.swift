// Weights that a run is given, rather than draws.

import ModelGraph
import Tensors

/// The weights of a file, by their paths.
package struct LoadedWeights: Sendable {
  private let byPath: [String: StoredWeight]

  package init(_ file: Safetensors) { self.init(file.entries) }

  package init(_ entries: some Sequence<Safetensors.Entry>) {
    byPath = Dictionary(entries.map { ($0.name, StoredWeight($0.tensor)) }, uniquingKeysWith: { first, _ in first })
  }

  init(stored: [String: StoredWeight]) { byPath = stored }

  /// The weight of that path; nil if there is none.
  func weight(_ weight: Weight) throws(RuntimeProblem) -> StoredWeight? {
    guard let stored = byPath[weight.path] else { return nil }
    guard stored.tensor.shape == weight.specification.shape else {
      throw .weightShape(path: weight.path, expected: weight.specification.shape, got: stored.tensor.shape)
    }
    return stored
  }

  package subscript(path: String) -> Tensor? { byPath[path]?.tensor }
}

extension Engine {
  /// All these weights as `run` would use them: from the file where it has them, else drawn from the seed. A run that is
  /// given them draws none of them again.
  package func weights(
    _ weights: [Weight], seed: UInt64, loaded: LoadedWeights? = nil
  ) throws(RuntimeProblem) -> LoadedWeights {
    var stored: [String: StoredWeight] = [:]
    for weight in weights { stored[weight.path] = try self.weight(weight, seed: seed, loaded: loaded) }
    return LoadedWeights(stored: stored)
  }
}
