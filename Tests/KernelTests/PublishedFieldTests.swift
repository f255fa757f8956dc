// Receptive fields of Keras' own builders against those that were published.

import Foundation
import KerasBindings
import ModelGraph
import Testing

@testable import Kernel

/// A row of the table "Receptive field size" in A. Araujo, W. Norris and J. Sim, Computing Receptive Fields of Convolutional
/// Neural Networks (Distill, 2019), for a network that Keras builds with the same windows.
private struct PublishedField: Sendable, CustomTestStringConvertible {
  let file: String
  let call: String
  let size: Int

  var testDescription: String { call }
}

struct PublishedFieldTests {
  @Test(arguments: [
    PublishedField(file: "vgg16", call: "VGG16", size: 212),
    PublishedField(file: "mobilenet", call: "MobileNet", size: 315),
    PublishedField(file: "resnet", call: "ResNet50", size: 483),
    PublishedField(file: "resnet", call: "ResNet101", size: 1027),
    PublishedField(file: "resnet", call: "ResNet152", size: 1507),
    PublishedField(file: "inception_v3", call: "InceptionV3", size: 1311),
    PublishedField(file: "inception_resnet_v2", call: "InceptionResNetV2", size: 3039),
  ])
  private func theLastImagesFieldIsAsPublished(published: PublishedField) throws {
    guard let keras = KerasPackage.folder(for: published) else { return }
    let evaluation = try KerasPackage.evaluation(
      of: published.file, then: "model = \(published.call)(weights=None, include_top=False)", in: keras)
    let graph = evaluation.interpreter.keras.graph
    let model = try #require(evaluation.interpreter.models.last { $0.variable == "model" })
    let fields = ReceptiveFields(from: model.inputs, in: graph)
    let output = try #require(model.outputs.last)
    #expect(fields[output]?.sizes == [published.size, published.size])
  }
}
