// Depths of Keras' own builders against those that their papers give them, which are in most of their names.

import Foundation
import KerasBindings
import Testing

@testable import Kernel

private struct PublishedDepth: Sendable, CustomTestStringConvertible {
  let file: String
  let call: String
  /// Layers with a kernel on the longest path.
  let depth: Int

  var testDescription: String { call }
}

struct PublishedDepthTests {
  /// Howard et al. count 28 layers in MobileNet, depthwise and pointwise ones apart.
  @Test(arguments: [
    PublishedDepth(file: "vgg16", call: "VGG16", depth: 16),
    PublishedDepth(file: "vgg19", call: "VGG19", depth: 19),
    PublishedDepth(file: "resnet", call: "ResNet50", depth: 50),
    PublishedDepth(file: "resnet", call: "ResNet152", depth: 152),
    PublishedDepth(file: "mobilenet", call: "MobileNet", depth: 28),
    PublishedDepth(file: "densenet", call: "DenseNet121", depth: 121),
  ])
  private func theDepthIsAsPublished(published: PublishedDepth) throws {
    guard let keras = KerasPackage.folder(for: published) else { return }
    let evaluation = try KerasPackage.evaluation(
      of: published.file, then: "model = \(published.call)(weights=None)", in: keras)
    let interpreter = evaluation.interpreter
    let model = try #require(interpreter.models.last { $0.variable == "model" })
    #expect(ModelFigures(model, in: interpreter.keras.graph).depth == published.depth)
  }
}
