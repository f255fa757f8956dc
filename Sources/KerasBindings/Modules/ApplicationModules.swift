// `keras.applications`: the helpers around the published builders. The builders themselves are files that a session opens.

import Language

enum ApplicationModules {
  typealias Member = SourceModules.Member

  static let all =
    [
      HostModule("keras.src.applications", explainMissing: { missing($0, in: "keras.src.applications") }) { [] },
      HostModule("keras.applications", explainMissing: { missing($0, in: "keras.applications") }) {
        families.map { ($0.file, .module("keras.applications.\($0.file)")) }
          + [("imagenet_utils", .module("keras.src.applications.imagenet_utils"))]
      },
      SourceModules.module("keras.src.applications.imagenet_utils", ImagenetUtilities.members),
    ]
    + families.map { family in
      let name = "keras.applications.\(family.file)"
      return HostModule(name, explainMissing: { missing($0, in: name) }) {
        [
          ("preprocess_input", .function(ImagenetUtilities.preprocess(as: family.scaling))),
          ("decode_predictions", .function(ImagenetUtilities.decodePredictions)),
        ] + (family.file == "mobilenet" ? FormerPaths.mobileNetLayers : [])
      }
    }

  private struct Family: Sendable {
    let file: String
    /// How its `preprocess_input` scales pixels; nil where the model does that itself.
    let scaling: PixelScaling?
    let builders: [String]

    init(_ file: String, _ scaling: PixelScaling?, _ builders: String) {
      self.file = file
      self.scaling = scaling
      self.builders = builders.split(separator: " ").map(String.init)
    }
  }

  private static let families = [
    Family("convnext", nil, "ConvNeXtTiny ConvNeXtSmall ConvNeXtBase ConvNeXtLarge ConvNeXtXLarge"),
    Family("densenet", .torch, "DenseNet121 DenseNet169 DenseNet201"),
    Family(
      "efficientnet", nil,
      "EfficientNetB0 EfficientNetB1 EfficientNetB2 EfficientNetB3 EfficientNetB4 EfficientNetB5 EfficientNetB6 "
        + "EfficientNetB7"),
    Family(
      "efficientnet_v2", nil,
      "EfficientNetV2B0 EfficientNetV2B1 EfficientNetV2B2 EfficientNetV2B3 EfficientNetV2S EfficientNetV2M "
        + "EfficientNetV2L"),
    Family("inception_resnet_v2", .tensorFlow, "InceptionResNetV2"),
    Family("inception_v3", .tensorFlow, "InceptionV3"),
    Family("mobilenet", .tensorFlow, "MobileNet"),
    Family("mobilenet_v2", .tensorFlow, "MobileNetV2"),
    Family("mobilenet_v3", nil, "MobileNetV3Small MobileNetV3Large"),
    Family("nasnet", .tensorFlow, "NASNetMobile NASNetLarge"),
    Family("resnet", .caffe, "ResNet50 ResNet101 ResNet152"),
    Family("resnet50", .caffe, "ResNet50"),
    Family("resnet_v2", .tensorFlow, "ResNet50V2 ResNet101V2 ResNet152V2"),
    Family("vgg16", .caffe, "VGG16"),
    Family("vgg19", .caffe, "VGG19"),
    Family("xception", .tensorFlow, "Xception"),
  ]

  /// Says which of Keras' files has a builder.
  private static func missing(_ name: String, in module: String) -> Fault? {
    guard let family = families.first(where: { $0.builders.contains(name) || $0.file == name }) else {
      return .notYet("\(module).\(name)")
    }
    let file = family.file == "resnet50" ? "resnet" : family.file
    return .notYet(
      "\(module).\(name)",
      instead: "Keras' own file keras/src/applications/\(file).py opens here: put it beside the session and import "
        + "from \(file)")
  }
}
