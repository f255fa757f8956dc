// What models are compared by: the same figures in the Compare tab and in `compbook compare`, but for the time.

import KerasBindings
import ModelGraph
import Tensors

/// A model's figures at one moment, with its layers.
package struct ModelFigures: Hashable, Sendable {
  package var name: String
  package var parameters: Int
  package var trainableParameters: Int
  /// For one image, as all that follows; nil where a size is unknown.
  package var multiplyAdds: Int?
  /// Bytes of all layers' outputs, as float32.
  package var activationBytes: Int?
  /// Bytes of what must be held at once when the layers run one after the other.
  package var peakBytes: Int?
  /// The number of input places along each axis that a place of the last image sees; nil where the input is no image.
  package var receptiveField: [Int]?
  /// How many layers with a kernel lie on the longest path.
  package var depth: Int
  package var narrowest: Narrowest?
  /// Of a forward pass with one image; nil where none was measured. The notebook's passes run layer by layer (`PassTimer`),
  /// those of `compbook compare` as for prediction, fused (`PredictionTimer`): only times of one kind can be compared.
  package var milliseconds: Double?
  /// Whether the time is that of one pass alone, which may have been the first, and not a median of several.
  package var isOfOnePass: Bool
  /// The model's rows, without those nested in them.
  package var layers: [Layer]

  /// Where the flow of values narrows most: see `DataFlow.narrowest`.
  package struct Narrowest: Hashable, Sendable {
    /// Such as `block1_pool`, or `block1/conv2d`.
    package var layer: String
    package var shape: Shape
    /// Values that it passes on for each one of the place before it through which all goes.
    package var share: Double

    package init(layer: String, shape: Shape, share: Double) {
      self.layer = layer
      self.shape = shape
      self.share = share
    }
  }

  /// A row of the model.
  package struct Layer: Hashable, Sendable {
    package var name: String
    package var typeName: String
    package var shape: Shape?
    package var parameters: Int
    package var multiplyAdds: Int?

    package init(name: String, typeName: String, shape: Shape?, parameters: Int, multiplyAdds: Int?) {
      self.name = name
      self.typeName = typeName
      self.shape = shape
      self.parameters = parameters
      self.multiplyAdds = multiplyAdds
    }
  }

  package init(
    name: String, parameters: Int, trainableParameters: Int, multiplyAdds: Int?, activationBytes: Int? = nil,
    peakBytes: Int? = nil, receptiveField: [Int]? = nil, depth: Int = 0, narrowest: Narrowest? = nil,
    milliseconds: Double? = nil, isOfOnePass: Bool = false, layers: [Layer] = []
  ) {
    self.name = name
    self.parameters = parameters
    self.trainableParameters = trainableParameters
    self.multiplyAdds = multiplyAdds
    self.activationBytes = activationBytes
    self.peakBytes = peakBytes
    self.receptiveField = receptiveField
    self.depth = depth
    self.narrowest = narrowest
    self.milliseconds = milliseconds
    self.isOfOnePass = isOfOnePass
    self.layers = layers
  }
}

extension ModelFigures {
  /// Of what some calls make of inputs; the layers are `rows`.
  init(
    name: String, calls: [CallID], outputs: [TensorID], rows: [LayerSummary], fields: ReceptiveFields, in graph: Graph
  ) {
    let flow = DataFlow(to: outputs, in: graph)
    let parameters = graph.parameters(of: calls)
    self.init(
      name: name, parameters: parameters.total, trainableParameters: parameters.trainable,
      multiplyAdds: graph.multiplyAdds(of: calls), activationBytes: graph.activationBytes(of: calls),
      peakBytes: flow.peakBytes, receptiveField: flow.lastField(fields), depth: flow.depth,
      narrowest: flow.narrowest(in: graph).map { waist, share in
        Narrowest(layer: graph.path(of: waist.tensor), shape: graph[waist.tensor].shape, share: share)
      },
      layers: rows.map { row in
        Layer(
          name: row.name, typeName: row.typeName, shape: row.outputShapes.last, parameters: row.parameters.total,
          multiplyAdds: row.multiplyAdds)
      })
  }

  init(_ model: SessionModel, in graph: Graph) {
    self.init(
      name: model.name, calls: model.calls, outputs: model.outputs, rows: model.rows,
      fields: ReceptiveFields(from: model.inputs, in: graph), in: graph)
  }
}

extension DataFlow {
  /// Of the last tensor whose places do not see the whole image whatever its size.
  fileprivate func lastField(_ fields: ReceptiveFields) -> [Int]? {
    tensors.reversed().lazy.compactMap { tensor -> [Int]? in
      guard let sizes = fields[tensor]?.sizes, !sizes.contains(nil) else { return nil }
      return sizes.compactMap(\.self)
    }.first
  }
}
