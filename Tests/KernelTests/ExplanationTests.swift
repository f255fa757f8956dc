// What the Explain tab tells: the arithmetic under a window is the layer's own.

import Diagnostics
import ModelGraph
import Notebook
import Tensors
import Testing

@testable import Kernel

@Suite struct ExplanationTests {
  /// The last snapshot for a layer on a 9×8 image of six channels, explained.
  private func explained(_ layer: String, on shape: String = "(9, 8, 6)") async throws -> Subject {
    let session = Session("import keras\nx = keras.Input(\(shape))\ny = keras.layers.\(layer)(x)")
    let snapshot = try await session.snapshot(cursor: (0, 2), shown: .explained(nil), settings: .random)
    return try #require(snapshot.subject)
  }

  /// Biases that are not zero, so that forgetting them shows.
  private static let bias = "bias_initializer='random_normal'"

  static let layers = [
    "Conv2D(5, 3, \(bias))", "Conv2D(5, (2, 3), padding='same', strides=2, activation='relu', \(bias))",
    "Conv2D(4, 3, padding='same', dilation_rate=(2, 1))", "Conv2D(6, 3, groups=3, padding='same', \(bias))",
    "Conv2D(4, 1)", "Conv2D(4, (1, 3), use_bias=False)", "DepthwiseConv2D(3, padding='same', \(bias))",
    "DepthwiseConv2D(3, depth_multiplier=2, strides=2, \(bias))",
    "SeparableConv2D(4, 3, depth_multiplier=2, padding='same', \(bias))", "MaxPooling2D(2)",
    "MaxPooling2D(3, strides=2, padding='same')", "AveragePooling2D(3, strides=1, padding='same')",
  ]

  @Test(arguments: layers) func theProductsShownSumToTheOutput(layer: String) async throws {
    try check(try await explained(layer))
  }

  @Test(arguments: [
    "Conv1D(4, 3, padding='causal')", "MaxPooling1D(2)", "AveragePooling1D(3, strides=1, padding='same')",
    "DepthwiseConv1D(3)", "SeparableConv1D(4, 3)", "Conv1DTranspose(4, 3, strides=2)",
  ])
  func sequencesHaveOneRow(layer: String) async throws {
    let subject = try await explained(layer, on: "(9, 6)")
    #expect(subject.explanation?.window?.rows.output == 1)
    try check(subject)
  }

  @Test(arguments: [
    "Conv2DTranspose(3, 3, strides=2, padding='same', \(bias))", "Conv2DTranspose(3, (2, 3), strides=(2, 1))",
    "Conv2DTranspose(2, 3, strides=2, padding='same', output_padding=0, \(bias))",
    "Conv2DTranspose(2, 3, dilation_rate=2, activation='relu', \(bias))",
    // Smaller than its stride, it leaves gaps.
    "Conv2DTranspose(2, 2, strides=3, \(bias))",
  ])
  func whatFeedsATransposedPixelSumsToIt(layer: String) async throws { try check(try await explained(layer)) }

  @Test(arguments: [
    "Conv2D(5, (2, 3), padding='same', strides=2, ", "Conv2D(6, 3, groups=3, ",
    "DepthwiseConv2D(3, depth_multiplier=2, ", "SeparableConv2D(4, 3, depth_multiplier=2, padding='same', ",
    "Conv2DTranspose(3, 3, strides=2, padding='same', ", "MaxPooling2D(3, strides=2, padding='same', ",
    "AveragePooling2D(2, ",
  ])
  func theChannelsMayComeFirst(layer: String) async throws {
    let isPooling = layer.contains("Pooling")
    let arguments = (isPooling ? "" : "\(Self.bias), ") + "data_format='channels_first')"
    try check(try await explained(layer + arguments, on: "(6, 9, 8)"))
  }

  /// Input pixels 0 and 1 lay windows of three on the output's 0 to 2 and 2 to 4.
  @Test func twoTransposedWindowsMeet() async throws {
    let subject = try await explained("Conv2DTranspose(1, 3, strides=2)", on: "(2, 2, 1)")
    let rows = try #require(subject.explanation?.window?.rows)
    #expect(rows.output == 5)
    let fed = (0..<5).map { rows.taps(at: $0).filter { 0..<2 ~= $0.input }.map { [$0.input, $0.kernel] } }
    #expect(fed == [[[0, 0]], [[0, 1]], [[0, 2], [1, 0]], [[1, 1]], [[1, 2]]])
  }

  /// What the window reaches from each place in turn, and the image.
  @Test(arguments: [1, 2, 3, 5], [1, 2, 4]) func theExtentIsWhatAllPlacesReach(stride: Int, size: Int) throws {
    let steps = (1...7).flatMap { places in (0...2).map { (places, $0) } }
    for (places, padding) in steps {
      for dilation in stride == 1 ? [1, 3] : [1] {
        let slid = SlidingWindow.Axis(
          input: 6, output: places, size: size, stride: stride, dilation: dilation, padding: padding)
        // Of the output's size that Keras gives without padding.
        let laid = SlidingWindow.Axis(
          input: places, output: stride * (places - 1) + max(stride, (size - 1) * dilation + 1), size: size,
          stride: stride, dilation: dilation, padding: 0, isTransposed: true)
        for axis in [slid, laid] {
          let reached = (0..<axis.output).flatMap { axis.taps(at: $0).map(\.input) } + [0, axis.input - 1]
          #expect(try axis.extent == #require(reached.min())..<#require(reached.max()) + 1, "\(axis)")
        }
      }
    }
  }

  /// Eight windows of three, each 2⁴⁰ places after the one before.
  @Test func theExtentOfAHugeImageIsNotCountedOut() {
    let axis = SlidingWindow.Axis(
      input: 8, output: 8 << 40, size: 3, stride: 1 << 40, dilation: 1, padding: 0, isTransposed: true)
    #expect(axis.extent == 0..<8)
  }

  /// Their weights cannot be listed, or they reach where nobody can look; the counts are told all the same.
  @Test(
    arguments: [
      "Conv2D(4, 3, dilation_rate=N, padding='same')", "DepthwiseConv2D(3, dilation_rate=(1, N), padding='same')",
      "SeparableConv2D(4, (1, N), padding='same')", "Conv2DTranspose(4, N, padding='same')",
      "Conv2DTranspose(4, 3, dilation_rate=N, padding='same', output_padding=0)", "MaxPooling2D(N, padding='same')",
      "AveragePooling2D((2, N), strides=1, padding='same')",
    ], ["2**40", "2**61", "2**62"])
  func aHugeWindowIsNotDrawn(layer: String, size: String) async throws {
    let explanation = try #require(try await explained(layer.replacing("N", with: size)).explanation)
    #expect(explanation.window == nil)
    #expect(!explanation.multiplyAdds.formula.isEmpty && !explanation.parameters.formula.isEmpty)
  }

  /// A step never taken is no reach: there is one place, or one weight.
  @Test(arguments: [
    "Conv2D(4, 3, strides=2**62, padding='same')", "Conv2D(4, 1, dilation_rate=2**62)",
    "AveragePooling2D(2, strides=2**62)",
  ])
  func aHugeStepThatIsNotTakenIsDrawn(layer: String) async throws {
    let subject = try await explained(layer, on: "(3, 2, 4)")
    let window = try #require(subject.explanation?.window)
    #expect(window.rows.extent.count <= 4 && window.columns.extent.count <= 4)
    try check(subject)
  }

  private func check(_ subject: Subject) throws {
    let window = try #require(subject.explanation?.window)
    let values = try #require(subject.forward?.window)
    var places = 0
    for row in 0..<window.rows.output {
      for column in 0..<window.columns.output {
        for filter in 0..<window.filters {
          var total = 0.0
          var last: WindowArithmetic?
          for channel in window.seenChannels(by: filter).indices {
            let index = channel - window.seenChannels(by: filter).lowerBound
            let found = values.arithmetic(
              at: SlidingWindow.Place(row: row, column: column, filter: filter, channel: index))
            // What is shown of each channel, worked out again from the shown numbers alone.
            let products = found.taps.joined().reduce(0.0) { $0 + Double($1.value ?? 0) * Double($1.weight ?? 1) }
            if found.taps.joined().allSatisfy({ $0.weight != nil }) { #expect(abs(found.channelSum - products) < 1e-6) }
            total += found.channelSum * Double(found.pointwiseWeight ?? 1)
            last = found
          }
          let arithmetic = try #require(last)
          #expect(abs(total - arithmetic.total) < 1e-6)
          let sum = total + Double(arithmetic.bias ?? 0)
          let output = window.activation == "relu" ? max(0, sum) : sum
          #expect(abs(output - Double(arithmetic.output)) < 1e-5, "\(row), \(column), \(filter)")
          places += 1
        }
      }
    }
    #expect(places == (subject.explanation?.outputShape.elementsPerImage ?? 0))
  }

  @Test func paddingIsNoValue() async throws {
    let subject = try await explained("Conv2D(4, 3, padding='same')")
    let values = try #require(subject.forward?.window)
    let corner = values.arithmetic(at: SlidingWindow.Place())
    #expect(
      corner.taps.map { $0.map { $0.value == nil } } == [
        [true, true, true], [true, false, false], [true, false, false],
      ])
  }

  @Test func theCountsOfTheProductsExample() async throws {
    let explanation = try #require(try await explained("Conv2D(1024, (1, 5))", on: "(8, 8, 5)").explanation)
    #expect(explanation.parameters.formula == "1024×(1×5×5+1)")
    #expect(explanation.parameters.value == 26_624)
    #expect(explanation.kind == "convolution along one axis")
    #expect(explanation.equivalent?.text == "Conv2D(1024, (5, 5))")
    #expect(explanation.equivalent?.parameters == 1024 * (25 * 5 + 1))
  }

  @Test func aRowOfSeveralLayersExplainsTheFirstWithWeights() async throws {
    let session = Session(
      """
      import keras
      x = keras.Input((8, 8, 3))
      b = keras.Sequential([keras.layers.ReLU(), keras.layers.Conv2D(4, 3), keras.layers.BatchNormalization()])
      model = keras.Model(x, b(x))
      """)
    let subject = try #require(try await session.snapshot(cursor: (0, 3), shown: .explained(nil)).subject)
    #expect(subject.explanation?.name == "conv2d")
    let row = try #require(subject.rows.first { $0.typeName == "BatchNormalization" })
    let chosen = try await session.snapshot(cursor: (0, 3), shown: .explained(row.id)).subject
    #expect(chosen?.explanation?.kind == "normalisation")
    #expect(chosen?.explanation?.nonTrainable == 8)
    #expect(chosen?.explanation?.window == nil)
  }

  /// Sessions whose last line makes a chain of tensors or a model with layers in layers.
  private static let nested = [
    """
    b = keras.Sequential([keras.layers.ReLU(), keras.layers.Conv2D(4, 3), keras.layers.BatchNormalization()])
    c = keras.layers.DepthwiseConv2D(3)(x)
    y = b(keras.layers.Conv2D(3, 1)(c))
    """,
    """
    class Block(keras.layers.Layer):
        def __init__(self, filters):
            super().__init__()
            self.steps = [keras.layers.Conv2D(filters, 3), keras.layers.BatchNormalization(), keras.layers.ReLU()]
        def call(self, x):
            for step in self.steps:
                x = step(x)
            return 2 * x
    y = keras.layers.Conv2D(3, 1)(Block(8)(Block(4)(x)))
    """,
    """
    def block(x, filters):
        return keras.layers.ReLU()(keras.layers.Conv2D(filters, 3)(x))
    inner = keras.Model(x, block(block(x, 4), 8), name='inner')
    y = block(inner(keras.layers.ReLU()(x)), 2)
    """,
    """
    b = keras.Sequential([keras.Sequential([keras.layers.ReLU(), keras.layers.Conv2D(4, 3)]), keras.layers.Conv2D(4, 40)])
    y = b(keras.layers.Conv2D(3, 1)(x))
    """,
  ]

  /// Wherever the cursor is.
  @Test(arguments: nested) func aChosenRowIsExplainedHoweverDeepItLies(text: String) async throws {
    let session = Session("import keras\nx = keras.Input((20, 20, 3))\n" + text)
    let lines = session.cells[0].split(separator: "\n").count
    for line in [2, lines - 1] {
      let rows = try #require(try await session.snapshot(cursor: (0, line)).subject).rows
      for row in rows where row.outputShape != nil {
        let chosen = try await session.snapshot(cursor: (0, line), shown: .explained(row.id)).subject
        #expect(
          chosen?.explanation?.row.starts(with: row.id) == true,
          "\(line): \(row.id), not \(chosen?.explanation?.row ?? [])")
      }
    }
  }

  @Test func aRowThatFailedIsExplainedByNoOther() async throws {
    let session = Session(
      """
      import keras
      class Large(keras.layers.Layer):
          def call(self, x):
              return keras.layers.Conv2D(4, 40)(x)
      x = keras.layers.Conv2D(4, 3, name='good')(keras.Input((8, 8, 3)))
      """, "y = Large()(keras.layers.ReLU(name='fine')(x))")
    let subject = try #require(try await session.snapshot(cursor: (1, 0), shown: .explained(nil)).subject)
    #expect(subject.explanation?.name == "fine")
    let failed = try #require(
      subject.rows.first { $0.outputShape == nil }, "\(subject.rows.map { ($0.id, $0.outputShape) })")
    #expect(try await session.snapshot(cursor: (1, 0), shown: .explained(failed.id)).subject?.explanation == nil)
  }

  @Test func everyFamilyHasALesson() {
    for family in LayerFamily.allCases {
      #expect(LayerLesson.table[family].map { $0.text.hasSuffix(".") } == true, "\(family)")
    }
  }
}

extension ForwardSettings {
  fileprivate static let random = ForwardSettings(input: "random", seed: 3)
}
