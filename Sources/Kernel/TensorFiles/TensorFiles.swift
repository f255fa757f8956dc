// The files of tensors that a command line names: what a run reads before its forward pass, and what it writes.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Runtime
import Tensors

package struct TensorFiles: Hashable, Sendable {
  /// The model's weights, by their paths.
  package var weights: String?
  /// The model's inputs.
  package var inputs: String?
  package var savedActivations: String?
  package var savedWeights: String?

  package init(
    weights: String? = nil, inputs: String? = nil, savedActivations: String? = nil, savedWeights: String? = nil
  ) {
    self.weights = weights
    self.inputs = inputs
    self.savedActivations = savedActivations
    self.savedWeights = savedWeights
  }

  /// The files, in the order of the command line's documentation.
  var all: [String] { [weights, inputs, savedActivations, savedWeights].compactMap(\.self) }
}

/// What is wrong with a file, or with what should go into it.
struct TensorFileFailure: Error, CustomStringConvertible {
  let diagnostic: Diagnostic

  var description: String { diagnostic.message }
}

/// The tensors that a pass gets from files, rather than from its settings.
struct GivenTensors: Sendable {
  var weights: LoadedWeights?
  var inputs: [TensorID: Tensor]?
  /// The file that the inputs come from.
  var inputLabel = ""

  /// The number of images.
  var batch: Int? { inputs?.values.first?.shape.first }
}

extension TensorFiles {
  /// What a model's pass gets. All names and shapes are looked at before any tensor is read.
  func read(for model: SessionModel, in interpreter: Interpreter) throws(TensorFileFailure) -> GivenTensors {
    var given = GivenTensors()
    if let weights { given.weights = try LoadedWeights(file: weights, of: model, in: interpreter) }
    if let inputs {
      given.inputs = try model.inputs(from: inputs, in: interpreter.keras.graph)
      given.inputLabel = inputs
    }
    return given
  }
}

/// Reads a file's header, and gives what is wrong as a failure.
func openTensors(_ path: String) throws(TensorFileFailure) -> SafetensorsFile {
  do throws(SafetensorsError) { return try SafetensorsFile(path: path) } catch {
    throw TensorFileFailure(diagnostic: .unreadableTensors(path, error))
  }
}

extension SafetensorsFile {
  func read(_ item: SafetensorsHeader.Item) throws(TensorFileFailure) -> Tensor {
    do throws(SafetensorsError) { return try tensor(item) } catch {
      throw TensorFileFailure(diagnostic: .unreadableTensors(path, error))
    }
  }
}
