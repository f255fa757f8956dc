// What a refusal says: the actual values, and what would fix it.

import ModelGraph
import Tensors
import Testing

struct LayerMessageTests {
  struct Refusal: Sendable {
    var layer: String
    var arguments: [String: ArgumentValue] = [:]
    var inputs: [Shape] = [[nil, 16, 16, 64]]
    var message: String
    var argument: String?
  }

  private static let refusals: [Refusal] = [
    Refusal(
      layer: "Add", inputs: [[nil, 16, 16, 64], [nil, 16, 16, 128]],
      message: "Add needs equal shapes: 16×16×64 and 16×16×128 differ in channels; "
        + "Conv2D(64, 1) on the second would match"),
    Refusal(
      layer: "Add", inputs: [[nil, 16, 16, 64], [nil, 8, 8, 64]],
      message: "Add needs equal shapes: 16×16×64 and 8×8×64 differ in height and width; "
        + "MaxPooling2D(2, padding='same') on the first would match"),
    Refusal(
      layer: "Add", inputs: [[nil, 8, 8, 128], [nil, 15, 16, 64]],
      message: "Add needs equal shapes: 8×8×128 and 15×16×64 differ in height and width and channels; "
        + "Conv2D(128, 1, strides=2, padding='same') on the second would match"),
    Refusal(
      layer: "Add", inputs: [[nil, 4], [nil, 5]], message: "Add needs equal shapes: 4 and 5 differ in axis 1"),
    Refusal(
      layer: "Concatenate", inputs: [[nil, 8, 8, 3], [nil, 8, 7, 3]],
      message: "Concatenate needs equal sizes beside axis 3: 8×8×3 and 8×7×3 differ in width"),
    Refusal(
      layer: "Concatenate", inputs: [[nil, 8, 8, 32], [nil, 4, 4, 64]],
      message: "Concatenate needs equal sizes beside axis 3: 8×8×32 and 4×4×64 differ in height and width; "
        + "MaxPooling2D(2, padding='same') on the first would match"),
    Refusal(
      layer: "Concatenate", inputs: [[nil, 8, 8, 32], [nil, 64]],
      message: "Concatenate needs inputs of one rank, but (None, 8, 8, 32) has 4 axes and (None, 64) has 2; "
        + "Flatten() on the first would match"),
    Refusal(
      layer: "Conv2D", arguments: ["filters": .int(8), "kernel_size": .int(3)], inputs: [[nil, 192]],
      message: "Conv2D needs an image batch of rank 4, such as (None, 32, 32, 3), but its input has shape (None, 192); "
        + "put it before the Flatten, or a Reshape((1, 1, 192)) between"),
    Refusal(
      layer: "MaxPooling2D", inputs: [[nil, 28, 28]],
      message: "MaxPooling2D needs an image batch of rank 4, such as (None, 32, 32, 3), "
        + "but its input has shape (None, 28, 28); Reshape((28, 28, 1)) before it would make an image of one channel"),
    Refusal(
      layer: "Conv2D", arguments: ["filters": .int(8), "kernel_size": .int(17)],
      message: "Conv2D: a 17×17 window does not fit into 16×16×64; padding='same' would give 16×16",
      argument: "kernel_size"),
    Refusal(
      layer: "Conv2D", arguments: ["filters": .int(8), "kernel_size": .int(5), "dilation_rate": .int(4)],
      message: "Conv2D: a 5×5 window, spread over 17×17, does not fit into 16×16×64; "
        + "padding='same' would give 16×16",
      argument: "kernel_size"),
    Refusal(
      layer: "Conv2D", arguments: ["filters": .int(9), "kernel_size": .int(3), "groups": .int(3)],
      message: "Conv2D: groups=3 does not divide the input's 64 channels; groups=2 would", argument: "groups"),
    Refusal(
      layer: "Conv2D", arguments: ["filters": .float(64), "kernel_size": .int(3)],
      message: "Conv2D: filters must be an integer, not 64.0; int(…) would make it 64", argument: "filters"),
    Refusal(
      layer: "Conv2D", arguments: ["filters": .int(0), "kernel_size": .int(3)],
      message: "Conv2D: filters must be a positive integer, not 0", argument: "filters"),
    Refusal(
      layer: "Activation", arguments: ["activation": .string("rellu")],
      message: "there is no activation 'rellu'. Did you mean: 'relu'?", argument: "activation"),
    Refusal(
      layer: "MaxPooling2D", arguments: ["pool_size": .int(17)],
      message: "MaxPooling2D: a 17×17 window does not fit into 16×16×64; padding='same' would give 1×1",
      argument: "pool_size"),
    Refusal(
      layer: "Reshape", arguments: ["target_shape": .sequence([.int(7), .int(-1)])], inputs: [[nil, 8, 8, 3]],
      message: "Reshape: an input of 8×8×3 has 192 elements, but (7, -1) needs a multiple of 7",
      argument: "target_shape"),
    Refusal(
      layer: "Reshape", arguments: ["target_shape": .sequence([.int(190)])], inputs: [[nil, 8, 8, 3]],
      message: "Reshape: an input of 8×8×3 has 192 elements, but (190,) needs 190", argument: "target_shape"),
    Refusal(
      layer: "BatchNormalization", arguments: ["axis": .int(4)],
      message: "BatchNormalization: there is no axis 4 in an input of shape (None, 16, 16, 64)", argument: "axis"),
  ]

  @Test(arguments: refusals)
  func refusalsSayWhatIsWrongAndTheFix(refusal: Refusal) throws {
    let found = problem { _ = try call(refusal.layer, refusal.arguments, on: refusal.inputs) }
    #expect(found?.message == refusal.message)
    #expect(found?.argument == refusal.argument)
  }
}
