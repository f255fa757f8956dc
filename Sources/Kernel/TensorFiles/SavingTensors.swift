// Tensors into files: every layer's output, or a model's weights. A file is written as a whole or not at all.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook
import Runtime
import Tensors

/// A tensor that goes into a file, and the way to its values.
struct SavedTensor {
  let name: String
  let shape: [Int]
  /// Hands the values over for the time of the call.
  let withValues: ((UnsafeBufferPointer<Float>) -> Void) -> Void
}

/// Writes the tensors in this order; gives the line that tells of it. `session` must not be lost to a slip of the hand.
func save(_ tensors: [SavedTensor], _ what: String, to path: String, session: String) throws(TensorFileFailure)
  -> String
{
  if SessionFile.areSame(path, session) { throw TensorFileFailure(diagnostic: .savingOverSession(path)) }
  let header: SafetensorsHeader
  do throws(SafetensorsError) {
    header = try SafetensorsHeader(tensors.lazy.map { ($0.name, $0.shape) }, metadata: ["format": "np"])
  } catch {
    throw TensorFileFailure(diagnostic: .unwritableTensors(path, error))
  }
  do throws(SessionFileError) {
    try SessionFile.save(to: path) { (write) throws(SessionFileError) in
      try header.encoded.withUnsafeBufferPointer { (bytes) throws(SessionFileError) in
        try write(UnsafeRawBufferPointer(bytes))
      }
      for tensor in tensors {
        var failure: SessionFileError?
        tensor.withValues { values in
          do throws(SessionFileError) { try write(UnsafeRawBufferPointer(values)) } catch { failure = error }
        }
        if let failure { throw failure }
      }
    }
  } catch {
    throw TensorFileFailure(diagnostic: .unsaved(path, error))
  }
  return "saved \(tensors.count) \(what)\(tensors.count == 1 ? "" : "s") to \(path)\n"
}

extension Interpreter {
  /// The weights of a model that go into a file; too many are refused before any is made.
  func savedWeights(of model: SessionModel, file: String) throws(TensorFileFailure) -> [Weight] {
    let weights = try distinctWeights(of: model, file: file)
    let limit = MemoryEstimate.defaultLimit
    let count = weights.reduce(0) { count, weight in
      let (sum, overflow) = count.addingReportingOverflow(weight.specification.count)
      return overflow ? .max : sum
    }
    guard count <= limit / MemoryLayout<Float>.stride else {
      throw TensorFileFailure(diagnostic: .weightsTooLarge(file, count: count, limit: limit))
    }
    return weights
  }
}

extension ForwardPass {
  func weights(
    _ weights: [Weight], seed: UInt64, given: LoadedWeights?, for file: String
  ) async throws(TensorFileFailure) -> LoadedWeights {
    do throws(RuntimeProblem) { return try await self.weights(weights, seed: seed, given: given) } catch {
      throw TensorFileFailure(diagnostic: .unmadeWeights(file, error))
    }
  }
}

extension SessionModel {
  /// Every layer's output that a pass has computed; without a pass there is nothing for the file.
  func outputs(
    in graph: Graph, of activations: Activations?, for file: String
  ) throws(TensorFileFailure) -> [SavedTensor] {
    guard let activations else { throw TensorFileFailure(diagnostic: .nothingToSave(file, model: self)) }
    return layerOutputs(in: graph).compactMap { path, tensor in
      activations.shape(of: tensor).map { shape in
        SavedTensor(name: path, shape: shape) { body in activations.withValues(of: tensor, body) }
      }
    }
  }

  /// The outputs of the model's layers, of the layers within them, and so on, by path: the layers' names with slashes.
  /// Where a layer was called several times or gives several tensors, `[call][output]` follows as in Keras' summary.
  func layerOutputs(in graph: Graph) -> [(path: String, tensor: TensorID)] {
    var found: [(path: String, tensor: TensorID)] = []
    var taken: Set<String> = []
    func visit(_ calls: [CallID], under prefix: String) {
      let shown = calls.filter { graph[graph[$0].layer].role != .implicit }
      let counts = Dictionary(grouping: shown) { graph[graph[$0].layer].name }.mapValues(\.count)
      var seen: [String: Int] = [:]
      for call in shown {
        let name = graph[graph[call].layer].name
        let number = seen[name, default: 0]
        seen[name] = number + 1
        let outputs = graph[call].outputs
        let isPlain = counts[name] == 1 && outputs.count == 1
        for (index, tensor) in outputs.enumerated() {
          let path = prefix + name + (isPlain ? "" : "[\(number)][\(index)]")
          // A name may hold a slash itself.
          if taken.insert(path).inserted { found.append((path, tensor)) }
        }
        visit(graph[call].children, under: prefix + name + (counts[name] == 1 ? "/" : "[\(number)]/"))
      }
    }
    visit(rows.flatMap(\.calls), under: "")
    return found
  }
}

extension LoadedWeights {
  func saved(_ weights: [Weight]) -> [SavedTensor] {
    weights.compactMap { weight in
      self[weight.path].map { tensor in
        SavedTensor(name: weight.path, shape: tensor.shape) { body in tensor.values.withUnsafeBufferPointer(body) }
      }
    }
  }
}
