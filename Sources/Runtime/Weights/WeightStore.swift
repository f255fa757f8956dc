// The weights of everything that runs: generated when first asked for, then always the same objects.

import ModelGraph
import Tensors

/// A weight's values. Its identity is theirs: other values are another object.
package final class StoredWeight: Sendable {
  let id: Int
  package let path: String
  package let tensor: Tensor

  fileprivate init(id: Int, path: String, tensor: Tensor) {
    self.id = id
    self.path = path
    self.tensor = tensor
  }
}

/// Weights by path, specification and seed; those of a file come first.
struct WeightStore {
  private struct Key: Hashable {
    let seed: UInt64
    let weight: Weight
  }

  private var generated = RecentCache<Key, StoredWeight>(limit: 256 << 20)
  private var loaded: [String: StoredWeight] = [:]
  private var madeWeights = 0

  private mutating func newWeight(path: String, _ tensor: Tensor) -> StoredWeight {
    madeWeights += 1
    return StoredWeight(id: madeWeights, path: path, tensor: tensor)
  }

  /// Replaces the file's weights.
  mutating func load(_ file: Safetensors?) {
    loaded = [:]
    for entry in file?.entries ?? [] { loaded[entry.name] = newWeight(path: entry.name, entry.tensor) }
  }

  mutating func beginRun() { generated.beginRun() }
  mutating func trim() { generated.trim() }

  mutating func weight(_ weight: Weight, seed: UInt64) throws(RuntimeProblem) -> StoredWeight {
    if let stored = loaded[weight.path] {
      guard stored.tensor.shape == weight.specification.shape else {
        throw .weightShape(
          path: weight.path, expected: weight.specification.shape, got: stored.tensor.shape)
      }
      return stored
    }
    let key = Key(seed: seed, weight: weight)
    if let stored = generated.use(key) { return stored }
    let stored = newWeight(path: weight.path, weight.initialTensor(seed: seed))
    generated.insert(stored, for: key, cost: stored.tensor.count * MemoryLayout<Float>.stride)
    return stored
  }
}
