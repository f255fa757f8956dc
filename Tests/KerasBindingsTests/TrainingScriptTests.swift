// Scripts with data, training and drawing around their models: the models are Keras', and each line that is not run
// says so. The scripts mark those lines themselves.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Testing

struct TrainingScriptTests {
  private static let scripts = ["cifar10_cnn", "custom_training", "mnist_convnet", "resnet_training"]

  @Test(arguments: scripts)
  func modelsAreKerasModels(script: String) throws {
    let session = Session(try Fixture.text("training/scripts/\(script).py"))
    let records = try Fixture.json("training/models.json")["models"].array.filter { $0["script"].string == script }
    // What depends on data that is not there is unknown.
    let expected = records.filter { $0["variable"].string != "unknown" }
    #expect(session.models.map(\.variable) == expected.map { $0["variable"].string })
    for (model, record) in zip(session.models, expected) {
      let count = session.graph.parameters(of: model.calls)
      #expect(count.trainable == record["parameters"]["trainable"].int)
      #expect(count.nonTrainable == record["parameters"]["nonTrainable"].int)
      #expect(model.rows.map(\.parameters.total) == record["layers"].array.map { $0.array[1].int })
      #expect(model.rows.map(\.typeName).count == record["layers"].array.count)
      guard let shapes = record["outputShapes"].isNull ? nil : record["outputShapes"].array.map(\.shape) else {
        continue
      }
      #expect(model.outputs.map { session.graph[$0].shape } == shapes)
    }
  }

  /// What only registers a class for saving runs, and changes nothing.
  @Test func registeringForSavingChangesNothing() {
    let session = Session(
      """
      import keras
      @keras.saving.register_keras_serializable(package='mine')
      class Double(keras.layers.Layer):
        def call(self, inputs):
          return inputs
      @keras.utils.register_keras_serializable()
      def twice(x):
        return 2 * x
      with keras.utils.custom_object_scope({'Double': Double}):
        print(Double(name='d').name, twice(3))
      """)
    #expect(session.messages == [])
    #expect(session.output == "d 6\n")
  }

  @Test(arguments: scripts)
  func exactlyTheLinesThatAreNotRunAreNoted(script: String) throws {
    let text = try Fixture.text("training/scripts/\(script).py")
    let session = Session(text)
    #expect(
      session.diagnostics.allSatisfy { $0.severity == .note && ["not-run", "keras-2"].contains($0.code) },
      "\(session.messages)")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = lines.indices.filter { lines[$0].hasSuffix("# not run") }.map { $0 + 1 }
    let noted = session.diagnostics.filter { $0.code == "not-run" }.map {
      session.source.location(of: $0.range.lowerBound).line
    }
    #expect(noted.sorted() == marked)
  }
}
