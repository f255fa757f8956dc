// The options that name files of tensors.

import ArgumentParser
import Kernel

struct TensorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model's weights, by Keras' paths such as conv2d/kernel and in Keras' shapes: all of them and no others.",
      valueName: "file.safetensors"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "A tensor for each input of the model, by its name or else in the file's order; the first axis counts the images.",
      valueName: "file.safetensors"))
  var inputTensor: String?

  @Option(
    help: ArgumentHelp(
      "Write every layer's output to this file, by the layer's path such as block1/conv2d; shared[1][0] is a layer's second call.",
      valueName: "file.safetensors"))
  var saveActivations: String?

  @Option(
    help: ArgumentHelp("Write the weights that the model runs with to this file.", valueName: "file.safetensors"))
  var saveWeights: String?

  var files: TensorFiles {
    TensorFiles(
      weights: weights, inputs: inputTensor, savedActivations: saveActivations, savedWeights: saveWeights)
  }

  func validate() throws {
    if let saveWeights, saveWeights == saveActivations {
      throw ValidationError("--save-weights and --save-activations need two files, not both \(saveWeights)")
    }
  }
}
