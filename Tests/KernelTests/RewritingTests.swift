// What a convolution could be instead: each way's text, shape and counts, which come from the formulas of the papers.

import Diagnostics
import Language
import Tensors
import Testing

@testable import Kernel
@testable import Notebook

@Suite struct RewritingTests {
  // MARK: Counts

  /// A way on a 3×3 window from 32 channels to 64 on 16×16 pixels: its parameters and its multiply-adds.
  struct Counted: Sendable, CustomTestStringConvertible {
    let name: String
    let parameters: Int
    /// For each of the 256 pixels.
    let perPixel: Int

    var testDescription: String { name }
  }

  static let counted = [
    Counted(
      name: "depthwise + pointwise", parameters: 3 * 3 * 32 + 32 + 32 * 64 + 64, perPixel: 3 * 3 * 32 + 32 * 64),
    Counted(name: "separable", parameters: 3 * 3 * 32 + 32 * 64 + 64, perPixel: 3 * 3 * 32 + 32 * 64),
    Counted(
      name: "1×k + k×1", parameters: 3 * 32 * 64 + 64 + 3 * 64 * 64 + 64, perPixel: 3 * 32 * 64 + 3 * 64 * 64),
    Counted(
      name: "EffNet's block", parameters: (32 * 32 + 32) + 2 * (3 * 32 + 32) + (32 * 64 + 64),
      perPixel: 32 * 32 + 2 * 3 * 32 + 32 * 64),
    Counted(name: "2 groups", parameters: 3 * 3 * 16 * 64 + 64, perPixel: 3 * 3 * 16 * 64),
    Counted(name: "4 groups", parameters: 3 * 3 * 8 * 64 + 64, perPixel: 3 * 3 * 8 * 64),
    Counted(name: "8 groups", parameters: 3 * 3 * 4 * 64 + 64, perPixel: 3 * 3 * 4 * 64),
  ]

  /// The layer as an item of `compose`, as an item of a list, added to a model, and called at once.
  static let forms = [
    """
    from keras.layers import Conv2D, Input, ReLU
    x = Input((16, 16, 32))
    block = compose(
        Conv|2D(64, 3, padding='same', name='mix'),
        ReLU(),
    )
    y = block(x)
    """,
    """
    import keras
    model = keras.Sequential([
        keras.Input((16, 16, 32)),
        keras.layers.Conv2D(64, 3, padding='same'|),
    ])
    """,
    """
    import keras
    from keras import layers
    model = keras.Sequential([keras.Input((16, 16, 32)), layers.Conv2D(filters=|64, kernel_size=3, padding='same')])
    """,
    """
    from keras.layers import Conv2D
    from keras import Input, Sequential
    model = Sequential()
    model.add(Input((16, 16, 32)))
    model.add(Conv2D(64, (3, 3), padding="same"))|
    model.add(Conv2D(8, 1))
    """,
    """
    from keras.layers import *
    from keras import Input
    x = Input((16, 16, 32))
    y = Conv2D(64, 3, padding='same')|(x)  # the middle
    """,
    """
    from keras.layers import Conv2D, Input, ReLU
    def block(x, count, name):
        return ReLU()(Conv2D(
            count, 3,
            padding='same', name=name + '|_conv')(x))
    y = block(Input((16, 16, 32)), 64, 'a')
    """,
  ]

  @Test(arguments: forms, counted) func everyWayCountsAsItsFormulaAndKeepsTheShape(form: String, way: Counted) throws {
    let rewritten = try Rewritten(form)
    let offer = try rewritten.result.get()
    #expect(offer.today == RewriteOffer.Counts(parameters: 18_496, multiplyAdds: 256 * 3 * 3 * 32 * 64))
    let rewriting = try rewritten.rewriting(way.name)
    #expect(rewriting.counts == RewriteOffer.Counts(parameters: way.parameters, multiplyAdds: 256 * way.perPixel))
    #expect(rewriting.outputShape == [nil, 16, 16, 64])
  }

  @Test(arguments: forms) func writingIsOneStepOfUndo(form: String) throws {
    var rewritten = try Rewritten(form)
    let before = rewritten.document.fileBytes
    for name in try rewritten.names {
      try rewritten.write(name)
      #expect(rewritten.document.fileBytes != before)
      _ = rewritten.document.undo()
      #expect(rewritten.document.fileBytes == before)
    }
  }

  @Test func aStrideIsSharedByEffNetsPoolAndLastConvolution() throws {
    let rewritten = try Rewritten(
      "from keras.layers import Conv2D, Input\ny = Conv2D(|64, 3, 2, 'same')(Input((16, 16, 32)))")
    let macs = 256 * 32 * 32 + 256 * 3 * 32 + 128 * 3 * 32 + 64 * 2 * 32 * 64
    let parameters = (32 * 32 + 32) + 2 * (3 * 32 + 32) + (2 * 32 * 64 + 64)
    let block = try rewritten.rewriting("EffNet's block")
    #expect(block.counts == RewriteOffer.Counts(parameters: parameters, multiplyAdds: macs))
    #expect(block.outputShape == [nil, 8, 8, 64])
  }

  @Test func aCallThatMakesSeveralLayersCountsThemAll() throws {
    let rewritten = try Rewritten(
      """
      from keras.layers import Conv2D, Input
      def block(x, count):
          return Conv2D(|count, 3)(x)
      y = block(block(Input((16, 16, 4)), 8), 16)
      """)
    let offer = try rewritten.result.get()
    #expect(offer.today.parameters == (9 * 4 * 8 + 8) + (9 * 8 * 16 + 16))
    #expect(offer.calls == 2)
    let depthwise = try rewritten.rewriting("depthwise + pointwise")
    #expect(depthwise.counts.parameters == (9 * 4 + 4 + 4 * 8 + 8) + (9 * 8 + 8 + 8 * 16 + 16))
    // Eight groups would not divide the first call's four channels.
    #expect(try rewritten.names.contains("4 groups") && !rewritten.names.contains("8 groups"))
  }

  // MARK: Text

  @Test func itemsStandOnLinesOfTheirOwnAndKeepTheirWords() throws {
    var rewritten = try Rewritten(
      """
      from keras.layers import Conv2D, DepthwiseConv2D, Input, ReLU
      block = compose(
          Conv2D(2 * 8, kernel_size=(3, 3), strides = 2, padding="same", use_bias=False, activation='relu', |name='a'),
          ReLU(),
      )
      y = block(Input((16, 16, 8)))
      """)
    #expect(
      try rewritten.writing("depthwise + pointwise") == """
        from keras.layers import Conv2D, DepthwiseConv2D, Input, ReLU
        block = compose(
            DepthwiseConv2D((3, 3), strides=2, padding="same", use_bias=False, name='a_depthwise'),
            Conv2D(2 * 8, 1, activation='relu', use_bias=False, name='a'),
            ReLU(),
        )
        y = block(Input((16, 16, 8)))
        """)
  }

  @Test func anAssignedLayerBecomesALineForEach() throws {
    var rewritten = try Rewritten("import keras\nx = keras.Input((9, 9, 4))", "x = keras.layers.Conv2D(|8, 3)(x)  # c")
    #expect(
      try rewritten.writing("1×k + k×1")
        == "x = keras.layers.Conv2D(8, (1, 3))(x)\nx = keras.layers.Conv2D(8, (3, 1))(x)  # c")
  }

  @Test func aLayerWithinAnExpressionIsNested() throws {
    var rewritten = try Rewritten(
      "from keras.layers import *\nfrom keras import Input", "y = ReLU()(Conv2D(8, 3, name=n|)(Input((9, 9, 4))))")
    #expect(rewritten.refusal != nil, "n has no value")
    rewritten = try Rewritten(
      "from keras.layers import *\nfrom keras import Input\nn = 'a'",
      "y = ReLU()(Conv2D(8, 3, name=n|)(Input((9, 9, 4))))")
    #expect(
      try rewritten.writing("1×k + k×1")
        == "y = ReLU()(Conv2D(8, (3, 1), name=n)(Conv2D(8, (1, 3), name=n + '_row')(Input((9, 9, 4)))))")
  }

  @Test func aMissingLayerIsImportedInTheSameStep() throws {
    var rewritten = try Rewritten("from keras.layers import Conv2D, Input", "y = Conv|2D(8, 3)(Input((9, 9, 4)))")
    try rewritten.write("separable")
    #expect(
      rewritten.cells == [
        "from keras.layers import Conv2D, Input, SeparableConv2D", "y = SeparableConv2D(8, 3)(Input((9, 9, 4)))",
      ])
  }

  @Test func separableGroupedAndDepthwiseLayersHaveAPlainForm() throws {
    let head = "from keras.layers import *\nfrom keras import Input\nx = Input((9, 9, 4))"
    var rewritten = try Rewritten(head, "y = SeparableConv2D(8, 3, activation='relu'|)(x)")
    #expect(try rewritten.rewriting("plain").counts.parameters == 3 * 3 * 4 * 8 + 8)
    #expect(try rewritten.rewriting("depthwise + pointwise").counts == rewritten.result.get().today)
    #expect(try rewritten.writing("plain") == "y = Conv2D(8, 3, activation='relu')(x)")
    rewritten = try Rewritten(head, "y = Conv2D(8, 3, groups=2|)(x)")
    #expect(try rewritten.writing("plain") == "y = Conv2D(8, 3)(x)")
    rewritten = try Rewritten(head, "y = DepthwiseConv2D(3, depth_multiplier=2|)(x)")
    #expect(try rewritten.names == ["plain"])
    #expect(try rewritten.writing("plain") == "y = Conv2D(8, 3)(x)")
  }

  @Test func theFirstConvolutionOfTheLineIsMeantWhereTheCursorIsInNone() throws {
    let rewritten = try Rewritten(
      "from keras.layers import *\nfrom keras import Input", "|y = Conv2D(8, 3)(Input((9, 9, 4)))")
    #expect(try rewritten.result.get().layer == "Conv2D(8, 3)")
  }

  @Test func aLayerThatIsBoundToANameKeepsToOneLayer() throws {
    let rewritten = try Rewritten(
      "from keras.layers import *\nfrom keras import Input", "conv = Conv2D(8, 3|)\ny = conv(Input((9, 9, 4)))")
    #expect(try rewritten.names == ["separable", "2 groups", "4 groups"])
  }

  // MARK: Refusals

  @Test(arguments: [
    ("y = ReLU()|(x)", "no convolution that runs stands here: put the cursor on one"),
    (
      "y = Conv2D(9, 1)|(x)",
      "a 1×1 window sees no neighbours, and these channels do not part into groups: there is nothing to take apart"
    ),
    (
      "y = Conv2D(  # many\n    8, 3)|(x)",
      "the comments among this layer's arguments would be lost: move them out of the brackets to rewrite it"
    ),
    (
      "y = Conv1D(8, 3)|(Input((9, 4)))",
      "Conv1D slides along one axis: only convolutions over images are rewritten"
    ),
    (
      "y = Conv2DTranspose(8, 3)|(x)",
      "Conv2DTranspose makes images larger: only convolutions that do not are rewritten"
    ),
    (
      "settings = {'padding': 'same'}\ny = Conv2D(8, 3, **settings|)(x)",
      "**settings hides what the layer gets: write its arguments out to rewrite it"
    ),
    ("C = Conv2D\ny = C(8, 3)|(x)", "C is a layer under another name: only a call by Keras' own name is rewritten"),
    ("c = Conv2D(8, 3)|", "this layer is not called, so its numbers are not known yet"),
    (
      "def block(x):\n    return Conv2D(8, 3)(x)\ny = block(x|)",
      "the convolution is made within block: put the cursor on it there"
    ),
  ])
  func whatCannotBeRewrittenSaysWhy(text: String, reason: String) throws {
    let rewritten = try Rewritten("from keras.layers import *\nfrom keras import Input\nx = Input((9, 9, 4))", text)
    #expect(rewritten.refusal == reason)
  }

  // MARK: The kernel

  @Test func aTrialThatIsCancelledTellsNothing() {
    let text = "from keras.layers import *\nfrom keras import Input\ny = Conv2D(8, 3)(Input((9, 9, 4)))"
    let document = NotebookDocument(cells: [Cell(id: CellID(1), kind: .code, text: text)])
    let request = RewriteRequest(document: document.snapshot, cell: CellID(1), offset: text.utf8.count)
    #expect(withLargeStack { DocumentEvaluation().rewritings(for: request, isCancelled: { true }) } == nil)
  }

  @Test func a1x1WindowIsOfferedGroupsAlone() throws {
    let head = "from keras.layers import *\nfrom keras import Input\nx = Input((9, 9, 12))"
    var rewritten = try Rewritten(head, "y = Conv2D(24, 1|)(x)")
    #expect(try rewritten.names == ["2 groups", "4 groups"])
    // ShuffleNet's.
    #expect(
      try rewritten.rewriting("4 groups").counts == RewriteOffer.Counts(parameters: 24 * 3 + 24, multiplyAdds: 81 * 72))
    rewritten = try Rewritten(head, "y = Conv2D(24, 1, groups=3|)(x)")
    #expect(try rewritten.names == ["plain"])
  }

  @Test func commentsAroundTheLayerStay() throws {
    var rewritten = try Rewritten(
      "from keras.layers import *\nfrom keras import Input",
      "# above\ny = Conv2D(8, 3|)(  # between\n    Input((9, 9, 4)))  # after")
    #expect(
      try rewritten.writing("2 groups")
        == "# above\ny = Conv2D(8, 3, groups=2)(  # between\n    Input((9, 9, 4)))  # after")
  }

  @Test func theKernelAnswersForTheDocumentThatItIsAskedAbout() async throws {
    let (answers, continuation) = AsyncStream.makeStream(of: RewriteAnswer.self)
    let kernel = Kernel(onSnapshot: { _ in }, onRewritings: { continuation.yield($0) })
    let text = "from keras.layers import *\nfrom keras import Input\ny = Conv2D(8, 3)(Input((9, 9, 4)))"
    let document = NotebookDocument(cells: [Cell(id: CellID(1), kind: .code, text: text)])
    // Nothing is asked, which ends nothing.
    kernel.submit(nil as RewriteRequest?)
    kernel.submit(RewriteRequest(document: document.snapshot, cell: CellID(1), offset: text.utf8.count))
    var iterator = answers.makeAsyncIterator()
    let answer = try #require(await iterator.next())
    #expect(answer.revision == document.revision)
    #expect(try answer.result.get().layer == "Conv2D(8, 3)")
  }
}
