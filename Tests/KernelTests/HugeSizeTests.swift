// Layers of sizes that no machine holds: a shape and its counts, or a sentence, and never a trap.

import Testing

@testable import Kernel

@Suite struct HugeSizeTests {
  /// On an image of 8×8×4, a sequence of 8×4 or a row of 8; N is the size.
  static let layers = [
    "Conv2D(N, 3)", "Conv2D(4, N, padding='same')", "Conv2D(4, 3, strides=N)", "Conv2D(4, 3, dilation_rate=N)",
    "Conv2D(4, 3, dilation_rate=N, padding='same')", "Conv2D(N, 3, groups=4)", "Conv2D(4, 3, groups=N)",
    "Conv2DTranspose(N, 3)", "Conv2DTranspose(4, N)", "Conv2DTranspose(4, 3, strides=(1, N))",
    "Conv2DTranspose(4, 3, dilation_rate=N)", "Conv2DTranspose(4, 3, strides=N, output_padding=N - 1)",
    "Conv2DTranspose(4, N, padding='same', output_padding=0)", "DepthwiseConv2D(3, depth_multiplier=N)",
    "DepthwiseConv2D(N, padding='same')", "DepthwiseConv2D(3, dilation_rate=N, padding='same')",
    "SeparableConv2D(4, 3, depth_multiplier=N)", "SeparableConv2D(4, (1, N), padding='same')", "MaxPooling2D(N)",
    "MaxPooling2D(N, padding='same')", "AveragePooling2D((2, N), strides=1, padding='same')",
    "AveragePooling2D(2, strides=N)", "UpSampling2D((1, N))", "UpSampling2D(N, interpolation='bilinear')",
    "ZeroPadding2D(((N, N), (0, N)))", "Cropping2D(N)", "Resizing(N, 8)", "CenterCrop(4, N)",
    "Conv1D(4, 3, dilation_rate=N, padding='causal')", "Conv1D(4, N, padding='causal')", "UpSampling1D(N)",
    "Conv1DTranspose(4, 3, strides=N)", "Dense(N)", "RepeatVector(N)", "Embedding(N, 4)", "Embedding(4, N)",
  ]

  @Test(arguments: layers, ["2**40", "2**62"])
  func aHugeSizeIsAnsweredInASentence(layer: String, size: String) async throws {
    let isRow = ["Dense", "RepeatVector", "Embedding"].contains { layer.hasPrefix($0) }
    let shape = isRow ? "(8,)" : layer.contains("1D") ? "(8, 4)" : "(8, 8, 4)"
    let session = Session(
      "import keras\nx = keras.Input(\(shape))\ny = keras.layers.\(layer.replacing("N", with: size))(x)")
    let snapshot = try await session.snapshot(
      cursor: (0, 2), shown: .explained(nil), settings: ForwardSettings(input: "random", seed: 0))
    let problems = snapshot.report(0).problems.map(\.message) + [snapshot.subject?.forward?.problem].compactMap { $0 }
    #expect(snapshot.subject?.forward?.output != nil || problems.contains { !$0.isEmpty })
    #expect(snapshot.subject?.explanation.map { !$0.multiplyAdds.formula.isEmpty } ?? !problems.isEmpty)
  }
}
