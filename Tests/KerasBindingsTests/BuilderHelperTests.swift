// The modules behind Keras' builders: `imagenet_utils` and the names of `keras.src` give what Keras' give.

import Diagnostics
import KerasBindings
import Language
import Testing

struct BuilderHelperTests {
  struct Helper: Sendable, CustomTestStringConvertible {
    let script: String
    let source: String
    let output: String?
    let raises: String?

    var testDescription: String { source }
  }

  static let helpers: [Helper] = {
    guard let fixture = try? Fixture.json("builders.json") else { return [] }
    return fixture["helpers"].array.map { helper in
      let source = helper["source"].string ?? ""
      return Helper(
        script: (fixture["helperImports"].string ?? "") + source, source: source, output: helper["output"].string,
        raises: helper["raises"].string)
    }
  }()

  @Test func thereAreHelpers() {
    #expect(Self.helpers.count > 60)
  }

  @Test(arguments: helpers) func helpersBehaveAsInKeras(helper: Helper) {
    let session = Session(helper.script)
    if let raises = helper.raises {
      #expect(session.messages.count == 1)
      #expect(session.messages.first?.hasPrefix(raises + ": ") == true, "\(session.messages)")
    } else {
      #expect(session.messages == [])
      #expect(session.output == helper.output)
    }
  }

  @Test func aDecoratorOfExportsGivesWhatItDecorates() {
    let session = Session(
      """
      from keras.src.api_export import keras_export
      @keras_export(["keras.applications.Net", "keras.applications.net.Net"])
      def Net(size=3):
          return size
      @keras_export("keras.Thing")
      class Thing:
          pass
      print(Net(), Thing.__name__)
      """)
    #expect(session.messages == [])
    #expect(session.output == "3 Thing\n")
  }

  @Test func builtInBuildersSayThatTheirFilesOpen() {
    for text in [
      "from keras.applications import VGG16", "import keras\nm = keras.applications.VGG16()",
      "from tensorflow.keras.applications.vgg16 import VGG16",
      "from keras.src.applications import vgg16",
    ] {
      let session = Session(text)
      #expect(session.messages.count == 1)
      #expect(
        session.messages.first?.contains("keras/src/applications/vgg16.py opens here") == true, "\(session.messages)")
    }
  }

  @Test func aMissingNameOfASourceModuleIsSaid() {
    for (text, name) in [
      ("from keras.src import quantizers", "keras.src.quantizers"),
      ("from keras.src.applications import imagenet_utils\nimagenet_utils.CLASS_INDEX", "imagenet_utils.CLASS_INDEX"),
      ("from keras.src.utils.file_utils import extract_archive", "file_utils.extract_archive"),
    ] {
      let messages = Session(text).messages
      #expect(messages.count == 1)
      #expect(messages.first?.contains("does not have") == true && messages[0].contains(name), "\(messages)")
    }
  }

  @Test func weightsAreTakenToBeThereAndNotLoaded() {
    let session = Session(
      """
      from keras.src.utils import file_utils
      from keras.src import layers
      from keras.src.models import Functional
      path = file_utils.get_file("net.h5", "https://example.org/net.h5", cache_subdir="models", file_hash="0")
      print(path, file_utils.exists(path), file_utils.exists("imagnet"), file_utils.exists(None))
      i = layers.Input((4,))
      model = Functional(i, layers.Dense(1)(i))
      model.load_weights(path)
      print(model.count_params())
      """)
    #expect(session.output == "~/.keras/models/net.h5 True False False\n5\n")
    #expect(session.diagnostics.map(\.severity) == [.note])
  }
}
