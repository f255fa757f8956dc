// What all convolutions share: the window, where the channels are, and what comes after the product.

package struct ConvolutionSettings: Hashable, Sendable {
  let typeName: String
  var window: Window
  let dataFormat: DataFormat
  let activation: Activation
  let useBias: Bool
  private let biasInitializer: Initializer

  init(_ arguments: LayerArguments, dimensions: Int) throws(LayerProblem) {
    typeName = arguments.layer
    window = Window(
      size: try arguments.sizes("kernel_size", count: dimensions),
      strides: try arguments.sizes("strides", count: dimensions), padding: try arguments.padding(),
      dilation: try arguments.sizes("dilation_rate", count: dimensions))
    dataFormat = try arguments.dataFormat()
    activation = try arguments.activation()
    useBias = try arguments.bool("use_bias")
    biasInitializer = try arguments.initializer("bias_initializer")
  }

  /// One value for each of the filters, if they have a bias.
  func bias(_ filters: Int) -> [WeightSpecification] {
    useBias ? [WeightSpecification("bias", [filters], biasInitializer)] : []
  }
}

/// A layer with a learned window.
package protocol ConvolutionLayer: ImageLayer {
  var settings: ConvolutionSettings { get set }
}

extension ConvolutionLayer {
  package var typeName: String { settings.typeName }
  package var window: Window {
    get { settings.window }
    set { settings.window = newValue }
  }
  package var dataFormat: DataFormat { settings.dataFormat }
  package var activation: Activation { settings.activation }
  package var useBias: Bool { settings.useBias }
}
