// The weights of everything that runs: generated when first asked for, then always the same objects.

import ModelGraph
import Synchronization
import Tensors

private let madeWeights = Atomic<Int>(0)

/// A weight's values. Other values are another object, with another number.
package final class StoredWeight: Sendable {
  let id = madeWeights.add(1, ordering: .relaxed).newValue
  package let tensor: Tensor

  init(_ tensor: Tensor) { self.tensor = tensor }
}

/// Generated weights, by path, specification and seed.
struct WeightStore {
  private struct Key: Hashable {
    let seed: UInt64
    let weight: Weight
  }

  private var weights = RecentCache<Key, StoredWeight>(limit: 128 << 20)

  mutating func beginRun() { weights.beginRun() }

  /// A weight that is wanted no more while it is drawn is not kept.
  mutating func weight(
    _ weight: Weight, seed: UInt64, _ account: inout WorkAccount
  ) throws(RuntimeProblem) -> StoredWeight {
    let key = Key(seed: seed, weight: weight)
    if let stored = weights.use(key) { return stored }
    let stored = StoredWeight(try weight.initialTensor(seed: seed, &account))
    weights.insert(stored, for: key, cost: stored.tensor.count * MemoryLayout<Float>.stride)
    return stored
  }
}
