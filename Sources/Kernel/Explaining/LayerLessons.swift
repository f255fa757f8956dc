// What each kind of layer does and why one would take it: one row for each family.

import ModelGraph

/// The words about a family of layers.
struct LayerLesson: Sendable {
  /// Such as `depthwise convolution`.
  let name: String
  /// A sentence or two.
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  static func of(_ family: LayerFamily) -> LayerLesson { table[family] ?? LayerLesson(family.rawValue, "") }

  static let table: [LayerFamily: LayerLesson] = [
    .input: LayerLesson("input", "The place where the data comes in. It computes nothing."),
    .plainConvolution: LayerLesson(
      "convolution",
      "Does two jobs at once: it looks at a pixel's neighbours and mixes all channels. Its cost is the product of the two."
    ),
    .pointwise: LayerLesson(
      "pointwise convolution",
      "Mixes the channels of each pixel and sees no neighbour. It is how a depthwise layer's channels come together, and "
        + "how their number is changed cheaply."),
    .rowOrColumn: LayerLesson(
      "convolution along one axis",
      "A row followed by a column sees as much as a square window, with 2k instead of k² weights for each pair of channels."
    ),
    .grouped: LayerLesson(
      "grouped convolution",
      "Each group of filters sees its own share of the channels alone, so g groups cost 1/g. What is in different groups "
        + "does not mix until a later layer mixes or shuffles it."),
    .depthwise: LayerLesson(
      "depthwise convolution",
      "One window for each channel: it looks at the neighbours and mixes nothing. A pointwise layer before or after it does "
        + "the mixing."),
    .separable: LayerLesson(
      "depthwise separable convolution",
      "A depthwise convolution sees the neighbours, then a pointwise one mixes the channels: a sum of two costs where a plain "
        + "convolution has their product."),
    .transposed: LayerLesson(
      "transposed convolution",
      "Each input pixel lays its window down, scaled by its value, and overlapping windows add up: the image grows by the "
        + "stride."),
    .dense: LayerLesson(
      "dense layer",
      "Every unit sees every value, wherever it lies, so most of a small network's weights are often here. After a global "
        + "pooling it has far fewer inputs."),
    .embedding: LayerLesson("embedding", "A row of a table for each index: nothing is multiplied."),
    .attention: LayerLesson(
      "attention",
      "Each place takes a mean of all places' values, weighted by how well their keys fit its query. The cost grows with the "
        + "square of the number of places; the parameters do not."),
    .pooling: LayerLesson(
      "pooling",
      "Keeps one value of each window, channel by channel, without weights. With strides of 2 both ways it drops three "
        + "quarters of the values at once; along one axis only half."),
    .globalPooling: LayerLesson(
      "global pooling",
      "One value for each channel, whatever the image's size: it takes the place of a large dense layer on all pixels."),
    .normalisation: LayerLesson(
      "normalisation",
      "Scales and shifts values to a common range. A batch normalisation's statistics are not trained, and after a "
        + "convolution it can be folded into its weights: it then costs nothing."),
    .activation: LayerLesson(
      "activation",
      "A function of each value by itself. Without one between them, two convolutions are no more than a single one."),
    .merging: LayerLesson(
      "merging",
      "Combines tensors of equal shapes value by value. A sum gives the flow a way around the layers between."),
    .concatenating: LayerLesson(
      "concatenation", "Lays tensors side by side: nothing is computed, and what follows sees all of their channels."),
    .rearranging: LayerLesson(
      "rearrangement", "Puts the same values into another shape or order. Nothing is computed."),
    .resampling: LayerLesson(
      "resizing", "Gives the image another size by repeating or mixing pixels, without weights."),
    .margins: LayerLesson("margins", "Adds or cuts off pixels at the edges."),
    .passing: LayerLesson(
      "training only", "Changes values in training; in a forward pass they go through as they are."),
    .function: LayerLesson(
      "function on tensors", "Arithmetic that the session wrote, with no layer's weights of its own."),
  ]
}
