// What is legal in Keras and yet seldom meant.

import Diagnostics
import Language
import ModelGraph
import Tensors

extension Interpreter {
  /// What Keras 2 took and Keras 3 refuses, or warns of.
  mutating func noteFormerly(_ message: String, at range: SourceRange?) {
    note(message, code: "keras-2", at: range ?? place)
  }

  /// A depthwise convolution that Keras builds and TensorFlow cannot run.
  mutating func noteUnequalStrides(of operation: Operation, at range: SourceRange?) {
    let window: Window
    switch operation {
    case .depthwiseConvolution(let layer): window = layer.window
    case .separableConvolution(let layer): window = layer.window
    default: return
    }
    let strides = window.axes.map(\.stride)
    if Set(strides).count > 1 {
      note(KerasNotes.unequalStrides(strides), code: "unequal-strides", at: range ?? place)
    }
  }

  /// A model that ends in a Dense layer on an image gives numbers for each pixel: a Flatten may be missing.
  mutating func noteImagesOfDense(among outputs: [TensorID]) {
    let graph = keras.graph
    for output in outputs where graph[output].shape.rank == 4 {
      let call = graph[output].producer
      let layer = graph[call].layer
      // What a session's own layer makes is its own affair.
      let isInStack = graph[call].parent.flatMap { keras.layers[graph[$0].layer]?.stack } != nil
      guard isInStack || call == graph[output].history else { continue }
      guard case .dense(let dense)? = graph.operation(of: layer) else { continue }
      note(
        "Dense works along the last axis alone: the model gives \(graph[output].shape.display), \(dense.units) numbers "
          + "for each pixel; Flatten() or GlobalAveragePooling2D() before it would make that \(dense.units) in all",
        code: "dense-on-image", at: graph[layer].origin.range)
    }
  }
}
