// What the kernel offers at a place: names, attributes, arguments and their values, and the signature of the call.

import Diagnostics
import Foundation
import KerasBindings
import Language
import Testing

@testable import Kernel
@testable import Notebook

/// The answer at the bar of the last cell, which is no part of it, after the cells have run.
func assistance(_ cells: String...) throws -> Assistance {
  try withLargeStack {
    Result {
      let marked = try #require(cells.last)
      let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      let texts = cells.dropLast() + [parts.joined()]
      let document = DocumentSnapshot(
        revision: 3,
        cells: texts.enumerated().map { .init(id: CellID($0 + 1), kind: .code, text: $1, firstLine: 1) })
      let cells = texts.enumerated().map { Cell(id: CellID($0 + 1), text: $1) }
      var evaluation = DocumentEvaluation()
      _ = evaluation.update(to: document.codeCells, fileName: "test.py")
      return try #require(
        evaluation.assistance(
          for: AssistanceRequest(
            revision: 3, cells: cells, cell: CellID(texts.count), offset: parts[0].utf8.count)))
    }
  }.get()
}

extension Assistance {
  fileprivate func labels(_ kinds: Completion.Kind...) -> [String] {
    completions.filter { kinds.contains($0.kind) }.map(\.label)
  }

  fileprivate func completion(_ label: String) throws -> Completion {
    try #require(completions.first { $0.label == label })
  }
}

@Suite struct AssistanceTests {
  private static let imports = "import keras\nfrom keras.layers import Conv2D, Dense, Input"

  // MARK: Names

  @Test func namesInScopeAreOffered() throws {
    let answer = try assistance(Self.imports, "size = 3\ndef block(mid):\n    count = mid\n    return co|\nlater = 1")
    #expect(answer.word == 52..<54)
    let labels = answer.completions.map(\.label)
    for name in ["size", "block", "mid", "count", "Conv2D", "keras", "later", "print", "compose", "lambda"] {
      #expect(labels.contains(name), "\(name)")
    }
    #expect(try answer.completion("mid").documentation == "Parameter of the function.")
  }

  @Test func aNameOfALaterCellIsOfferedInAFunctionOnly() throws {
    func labels(_ text: String) throws -> [String] {
      let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      let cells = [parts.joined(), "later = 1"]
      let document = DocumentSnapshot(
        revision: 0, cells: cells.enumerated().map { .init(id: CellID($0 + 1), kind: .code, text: $1, firstLine: 1) })
      return try withLargeStack {
        Result {
          var evaluation = DocumentEvaluation()
          _ = evaluation.update(to: document.codeCells, fileName: "test.py")
          let cells = cells.enumerated().map { Cell(id: CellID($0 + 1), text: $1) }
          let question = AssistanceRequest(revision: 0, cells: cells, cell: CellID(1), offset: parts[0].utf8.count)
          return try #require(evaluation.assistance(for: question)).completions.map(\.label)
        }
      }.get()
    }
    #expect(try !labels("la|").contains("later"))
    #expect(try labels("def f():\n    la|").contains("later"))
  }

  @Test func everyEntryHasOneLineOfDocumentation() throws {
    for text in ["|", "keras.|", "keras.layers.|", "'a'.|", "[].|", "Conv2D(|", "Conv2D(8, 3, padding=|", "import |"] {
      let answer = try assistance(Self.imports, text)
      #expect(!answer.completions.isEmpty, "\(text)")
      for entry in answer.completions {
        #expect(!entry.documentation.isEmpty && !entry.documentation.contains("\n"), "\(text): \(entry.label)")
      }
    }
  }

  @Test(arguments: [
    "# co|", "x = 12|", "def co|", "class Co|", "import keras as ke|", "def f(a, co|", "x = 'co|", "for co|",
  ])
  func nothingIsOfferedWhereNothingCanBeCompleted(_ text: String) throws {
    #expect(try assistance(text).completions.isEmpty)
  }

  // MARK: Layers

  @Test func aLayerThatIsNotImportedJoinsTheImportOfLayers() throws {
    let entry = try assistance(Self.imports, "y = Max|").completion("MaxPool2D")
    #expect(entry.insertion == "MaxPool2D")
    #expect(entry.additions == [.replaceText(cell: CellID(1), range: 58..<58, text: ", MaxPool2D")])
  }

  @Test(arguments: [
    ("import keras", "keras.layers.MaxPool2D"), ("from tensorflow import keras", "keras.layers.MaxPool2D"),
    ("from keras import layers", "layers.MaxPool2D"), ("import tensorflow as tf", "tf.keras.layers.MaxPool2D"),
    ("import tensorflow.keras.layers as L", "L.MaxPool2D"),
  ])
  func aLayerThatIsNotImportedIsWrittenByTheSessionsImports(_ imports: String, _ insertion: String) throws {
    let entry = try assistance(imports, "y = Max|").completion("MaxPool2D")
    #expect(entry.insertion == insertion)
    #expect(entry.additions.isEmpty)
  }

  @Test func withoutAnyImportOneIsWritten() throws {
    let entry = try assistance("y = 1", "y = Max|").completion("MaxPool2D")
    #expect(
      entry.additions == [.replaceText(cell: CellID(1), range: 0..<0, text: "from keras.layers import MaxPool2D\n")])
  }

  /// The order is that of a count over public scripts; `Convolution2D` is Keras 1's spelling of `Conv2D`.
  @Test func layersThatMorePeopleUseComeFirst() throws {
    let answer = try assistance("from keras.layers import Concatenate, Dense", "y = |")
    let layers = answer.labels(.layer)
    #expect(Array(layers.prefix(4)) == ["Dense", "Concatenate", "Conv2D", "BatchNormalization"])
    let old = try #require(layers.firstIndex { $0.contains("Convolution") })
    #expect(layers[old...].allSatisfy { $0.contains("Convolution") })
    let members = try assistance("import keras", "keras.layers.|").completions.map(\.label)
    #expect(members.first == "Conv2D")
    #expect(Set(members.prefix(4)) == ["Conv2D", "BatchNormalization", "Dense", "Input"])
  }

  @Test func theSessionsOwnNamesComeBeforeLayers() throws {
    let labels = try assistance(Self.imports, "size = 3", "y = |").completions.map(\.label)
    let (size, layer) = (labels.firstIndex(of: "size"), labels.firstIndex(of: "Conv2D"))
    #expect(try #require(size) < #require(layer))
  }

  @Test func anAnswerIsGivenAgainAfterTheEvaluation() async throws {
    let (answers, continuation) = AsyncStream<Assistance>.makeStream()
    let kernel = Kernel(onSnapshot: { _ in }, onAssistance: { continuation.yield($0) })
    var given = answers.makeAsyncIterator()
    func offersWithoutImport() async throws -> Bool {
      let answer = try #require(await given.next())
      return try #require(answer.completions.first { $0.label == "Conv2D" }).additions.isEmpty
    }
    let cells = [Cell(id: CellID(1), text: "from keras.layers import Conv2D"), Cell(id: CellID(2), text: "Co")]
    kernel.submit(AssistanceRequest(revision: 0, cells: cells, cell: CellID(2), offset: 2))
    #expect(try await !offersWithoutImport())
    let document = DocumentSnapshot(
      revision: 0, cells: cells.map { .init(id: $0.id, kind: .code, text: $0.text, firstLine: 1) })
    kernel.submit(KernelRequest(document: document, cursor: nil, settings: ForwardSettings(input: "zeros", seed: 0)))
    #expect(try await offersWithoutImport())
  }

  // MARK: Attributes

  @Test func whatFollowsADotIsWhatTheValueHas() throws {
    #expect(try assistance("import keras", "keras.layers.|").labels(.layer).contains("DepthwiseConv2D"))
    #expect(try assistance("import keras", "keras.|").labels(.module).contains("layers"))
    #expect(try assistance("'a b'.|").completion("split").documentation.hasPrefix("The parts between separators"))
    #expect(try assistance("x = [1]", "x.|").completions.map(\.label).contains("append"))
    let layer = try assistance(Self.imports, "y = Conv2D(8, 3)", "y.|").completions.map(\.label)
    #expect(Set(["name", "weights", "count_params"]).isSubset(of: layer))
    let tensor = try assistance(Self.imports, "Conv2D(8, 3)(Input((8, 8, 3))).|").completions.map(\.label)
    #expect(tensor.contains("shape"))
    #expect(!tensor.contains("weights"))
  }

  @Test func aLocalNameIsWhatItWasAssigned() throws {
    let answer = try assistance(Self.imports, "def f(x):\n    y = Conv2D(8, 3)\n    y.|")
    #expect(answer.completions.map(\.label).contains("count_params"))
  }

  @Test func nothingOfTheSessionsRunsForAnAnswer() throws {
    let session = "class A:\n    @property\n    def b(self):\n        print('run')\n        return 1\na = A()"
    #expect(try assistance(session, "a.b.|").completions.isEmpty)
    #expect(try assistance(session, "a.|").completions.map(\.label) == ["b"])
  }

  @Test func importsKnowModulesAndTheirNames() throws {
    #expect(try assistance("import ke|").completions.map(\.label).contains("keras"))
    #expect(try assistance("from keras.|").completions.map(\.label).contains("layers"))
    #expect(try assistance("from keras.layers import Conv2D, De|").labels(.layer).contains("Dense"))
    #expect(try assistance("from functools import |").completions.map(\.label).contains("reduce"))
  }

  // MARK: Arguments

  private struct Fixture: Decodable {
    struct Layer: Decodable {
      struct Parameter: Decodable {
        let name: String
        let kind: String
      }
      let name: String
      let parameters: [Parameter]
    }
    let layers: [Layer]
  }

  /// The names that Keras' own signatures have.
  @Test func theArgumentsOfALayerAreKerasOwn() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/defaults.json")
    let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
    var checked = 0
    for layer in fixture.layers where LayerReference.all[layer.name] != nil {
      let offered = try assistance("import keras", "keras.layers.\(layer.name)(|").labels(.argument)
      let expected = layer.parameters.filter { $0.kind == "positional" || $0.kind == "keyword" }.map { $0.name + "=" }
      let missing = Set(expected).subtracting(offered)
      #expect(missing.isEmpty, "\(layer.name) lacks \(missing)")
      // Besides them stands what every layer takes.
      let common = Set(["name=", "trainable=", "dtype=", "autocast=", "activity_regularizer=", "batch_size="])
      let more = Set(offered).subtracting(expected).subtracting(common).filter { !$0.hasPrefix("input_") }
      #expect(more.subtracting(["batch_input_shape="]).isEmpty, "\(layer.name) has \(more) besides")
      checked += 1
    }
    #expect(checked > 60)
  }

  @Test func whatIsGivenIsNotOfferedAgain() throws {
    let offered = try assistance(Self.imports, "Conv2D(8, 3, pa|, strides=2)").labels(.argument)
    #expect(offered.contains("padding="))
    #expect(!offered.contains("strides="))
    #expect(!offered.contains("filters="))
    #expect(!offered.contains("kernel_size="))
    #expect(offered.contains("use_bias="))
  }

  @Test func afterANamedArgumentOnlySuchAreOffered() throws {
    let answer = try assistance(Self.imports, "Conv2D(filters=8, |)")
    #expect(Set(answer.completions.map(\.kind)) == [.argument])
  }

  @Test func legalValuesComeFirst() throws {
    let padding = try assistance(Self.imports, "Conv2D(8, 3, padding=|)").completions
    #expect(padding.prefix(2).map(\.label) == ["'valid'", "'same'"])
    #expect(padding[0].documentation.contains("default"))
    #expect(try assistance(Self.imports, "Conv2D(8, 3, use_bias=|)").labels(.value) == ["True", "False"])
    let activation = try assistance(Self.imports, "Dense(8, activation=|)").labels(.value)
    #expect(Set(["'relu'", "'softmax'", "'gelu'"]).isSubset(of: activation))
    let initializer = try assistance(Self.imports, "Dense(8, kernel_initializer=|)").labels(.value)
    #expect(initializer.contains("'he_normal'"))
    let format = try assistance(Self.imports, "Conv2D(8, 3, data_format=|)").labels(.value)
    #expect(format == ["'channels_last'", "'channels_first'"])
  }

  /// The formulas are those of Keras' documentation.
  @Test func eachLegalValueSaysWhatItMeans() throws {
    let activations = try assistance(Self.imports, "Dense(8, activation='|")
    #expect(try activations.completion("relu").documentation == "max(x, 0)")
    #expect(try activations.completion("mish").documentation == "x * tanh(softplus(x))")
    #expect(Set(activations.completions.map(\.documentation)).count == activations.completions.count)
    let padding = try assistance(Self.imports, "Conv2D(8, 3, padding='|")
    #expect(try padding.completion("valid").documentation.hasPrefix("(default) Nothing is added"))
    #expect(try padding.completion("same").documentation.hasPrefix("Zeros around the input"))
    // What is true or false, the argument's own line says.
    let flags = try assistance(Self.imports, "Conv2D(8, 3, use_bias=|)")
    #expect(try flags.completion("False").documentation == "Whether a bias is added to each channel.")
  }

  @Test func aTextWithinQuotesIsCompletedToItsEnd() throws {
    let open = try assistance(Self.imports, "Conv2D(8, 3, padding='sa|")
    #expect(try open.completion("same").insertion == "same'")
    #expect(open.word == 22..<24)
    #expect(try assistance(Self.imports, "Conv2D(8, 3, padding=\"sa|\")").completion("same").insertion == "same")
  }

  @Test func argumentsOfTheSessionsOwnFunctionsAndClassesAreOffered() throws {
    let function = "def block(mid, out=3, *, name=None):\n    'Makes a block.'\n    return mid"
    #expect(try assistance(function, "block(|").labels(.argument) == ["mid=", "out=", "name="])
    let type = "class A:\n    def __init__(self, size, deep=True):\n        pass\n    def go(self, far): pass\na = A(1)"
    #expect(try assistance(type, "A(|").labels(.argument) == ["size=", "deep="])
    #expect(try assistance(type, "A(1, deep=|").labels(.value) == ["True", "False"])
    #expect(try assistance(type, "a.go(|").labels(.argument) == ["far="])
  }

  // MARK: Signatures

  @Test func theArgumentAtThePlaceIsLit() throws {
    func active(_ text: String) throws -> String? {
      let signature = try #require(try assistance(Self.imports, text).signature)
      return signature.active.map { signature.parameters[$0].text }
    }
    #expect(try active("Conv2D(|") == "filters")
    #expect(try active("Conv2D(8, |") == "kernel_size")
    #expect(try active("Conv2D(8, (3, |") == "kernel_size")
    #expect(try active("Conv2D(8, 3, padding='s|") == "padding='valid'")
    #expect(try active("x = Conv2D(8, 3)\ny = Dense(|") == "units")
    #expect(try active("print(1, 2, |") == "*args")
  }

  @Test func theSignatureIsOfTheInnermostCall() throws {
    #expect(try assistance(Self.imports, "Dense(8, f(Conv2D(|").signature?.name == "Conv2D")
    #expect(try assistance(Self.imports, "Dense(Conv2D(8, 3), |").signature?.name == "Dense")
    #expect(try assistance(Self.imports, "Dense(8)|").signature == nil)
    #expect(try assistance(Self.imports, "y = (1, |").signature == nil)
  }

  @Test func aSignatureSaysWhereItsBracketOpensAndWhetherItMakesALayer() throws {
    let layer = try #require(try assistance(Self.imports, "y = compose(\n  Conv2D(8, |").signature)
    #expect(layer.opening == 21 && layer.isLayer)
    let function = try #require(try assistance(Self.imports, "y = compose(\n  Conv2D(8, 3), |").signature)
    #expect(function.opening == 11 && !function.isLayer)
    let own = try #require(try assistance("def Block(size):\n    return size", "Block(|").signature)
    #expect(own.opening == 5 && !own.isLayer)
  }

  @Test func aFunctionsDocstringIsTold() throws {
    let answer = try assistance("def f(a, b=2):\n    '''Adds.\n\n    More.'''\n    return a + b", "f(1, |")
    #expect(answer.signature?.documentation == "Adds.")
    #expect(answer.signature?.parameters.map(\.text) == ["a", "b=2"])
  }

  @Test func aLayerThatIsNotImportedHasItsSignature() throws {
    #expect(try assistance("MaxPool2D(|").signature?.parameters.first?.text == "pool_size=(2, 2)")
  }

  @Test func aCallWithinAnFStringIsUnderstood() throws {
    let answer = try assistance(Self.imports, "x = f'{Conv2D(8, pa|")
    #expect(answer.labels(.argument).contains("padding="))
  }
}
