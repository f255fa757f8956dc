// What layers hold beside their calls: notes on Keras 2's spellings, refusals of what training reads, augmentation.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct LayerObjectTests {
  @Test func batchInputShapeWorksWithANote() throws {
    let session = Session(
      """
      import keras
      model = keras.Sequential()
      model.add(keras.layers.Conv2D(4, 3, batch_input_shape=(2, 8, 8, 3)))
      """)
    #expect(session.diagnostics.map(\.severity) == [.note])
    #expect(session.blamed == ["batch_input_shape=(2, 8, 8, 3)"])
    #expect(session.shapes.last == [2, 6, 6, 4])
  }

  /// What Keras 3 refuses or warns of, with what is underlined.
  @Test(
    arguments: [
      ("LeakyReLU(⟨alpha=0.1⟩)", [nil, 8, 8, 3]), ("Conv2D(4, 3, ⟨input_shape=(8, 8, 3)⟩)", [nil, 6, 6, 4]),
      ("DepthwiseConv2D(3, ⟨kernel_initializer='he_normal'⟩)", [nil, 6, 6, 3]),
      ("SeparableConv2D(4, 3, ⟨kernel_regularizer='l2'⟩)", [nil, 6, 6, 4]),
      ("DepthwiseConv2D(3, ⟨strides=(1, 2)⟩)", [nil, 6, 3, 3]), ("SeparableConv2D(4, 3, ⟨(2, 1)⟩)", [nil, 3, 6, 4]),
    ] as [(String, Shape)]) func whatKerasWouldNotRunWorksWithANote(marked: String, shape: Shape)
  {
    let parts = marked.split { "⟨⟩".contains($0) }
    let session = Session(
      "import keras\nfrom keras.layers import *\n\(parts.joined())(keras.Input((8, 8, 3)))")
    #expect(session.diagnostics.map(\.severity) == [.note])
    #expect(session.blamed == [String(parts[1])])
    #expect(session.shapes.last == shape)
  }

  @Test func convolution2DIsConv2D() {
    let session = Session("import keras\nkeras.layers.Convolution2D(4, 3)(keras.Input((8, 8, 3)))")
    #expect(session.diagnostics.isEmpty)
    #expect(session.shapes.last == [nil, 6, 6, 4])
  }

  @Test func aMisspeltRegularizerIsRefusedInAnyLayer() {
    let session = Session(
      "import keras\nkeras.layers.Flatten(activity_regularizer='l3')\n"
        + "keras.layers.Dense(3, kernel_constraint='max_nrm')")
    #expect(
      session.messages == [
        "ValueError: there is no regularizer 'l3'. Did you mean: 'l1'?",
        "ValueError: there is no constraint 'max_nrm'. Did you mean: 'max_norm'?",
      ])
    #expect(session.blamed == ["activity_regularizer='l3'", "kernel_constraint='max_nrm'"])
  }

  @Test func attentionTakesItsTensorsByNameAndPlace() {
    let session = Session(
      """
      import keras
      q, v, k = keras.Input((8, 3)), keras.Input((6, 5)), keras.Input((6, 7))
      attention = keras.layers.MultiHeadAttention(2, 4)
      attention(q, key=k, value=v)
      print([w.path for w in attention.weights][:4], attention.count_params())
      attention(q, v, k, return_attention_scores=True)
      """)
    // By Keras: the same paths, and (3 + 7 + 5) × 8 + 24 weights of projections, and 8 × 3 + 3 of the output's.
    let paths = ["query/kernel", "query/bias", "key/kernel", "key/bias"].map { "'multi_head_attention/\($0)'" }
    #expect(session.output == "[\(paths.joined(separator: ", "))] 171\n")
    #expect(
      session.messages == [
        "NotImplementedError: Compbook does not have return_attention_scores of MultiHeadAttention yet"
      ])
  }
}
