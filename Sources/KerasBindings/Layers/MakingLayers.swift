// Making the layer behind a session's object, with the arguments that every layer takes.

import Diagnostics
import Language
import ModelGraph
import Tensors

/// What every layer takes besides its own arguments, as far as it has an effect.
struct CommonArguments: Sendable {
  var name: String?
  var nameRange: SourceRange?
  var trainable = true
  /// Keras 2's `input_shape=`, with a batch.
  var inputShape: Shape?
}

extension Interpreter {
  static let commonNames = Set([LayerSignature.Parameter].common.map(\.name))

  /// Reads what every layer takes, and refuses other keywords with the nearest of these and of the layer's own.
  mutating func commonArguments(
    _ keywords: [KeywordArgument], of typeName: String, own: [String] = []
  ) throws(Raised) -> CommonArguments {
    var common = CommonArguments()
    for keyword in keywords {
      switch (keyword.name, keyword.value) {
      case ("name", .none): break
      // Keras 3 refuses a slash; the scripts of before it are full of them, and nothing here minds.
      case ("name", .string(let name)):
        common.name = name
        common.nameRange = keyword.range
      case ("name", let other): throw raise(.layerName(try repr(other)), at: keyword.range)
      case ("trainable", .bool(let trainable)): common.trainable = trainable
      case ("trainable", let other): throw raise(.trainable(try repr(other)), at: keyword.range)
      case ("input_shape", let value):
        noteFormerly(KerasNotes.inputShape(keyword.name), at: keyword.range)
        common.inputShape = Shape([nil] + (try shape(value, at: keyword.range)).dimensions)
      case ("input_dim", let value):
        noteFormerly(KerasNotes.inputShape(keyword.name), at: keyword.range)
        common.inputShape = Shape([nil] + (try shape(.tuple([value]), at: keyword.range)).dimensions)
      case ("batch_input_shape", let value):
        common.inputShape = try shape(value, at: keyword.range)
        noteFormerly(KerasNotes.batchInputShape, at: keyword.range)
      case ("activity_regularizer", let value):
        let argument = try argumentValue(value)
        do throws(LayerProblem) {
          try TrainingRole.regularizer.check(argument, of: keyword.name)
        } catch {
          throw raise(error, at: keyword.range)
        }
      case (let other, _) where !Self.commonNames.contains(other):
        let known = own + [LayerSignature.Parameter].common.map(\.name)
        throw raise(.unrecognizedKeyword(other, of: typeName, known: known), at: keyword.range)
      default: break
      }
    }
    return common
  }

  /// Makes the layer behind a session's object.
  @discardableResult
  mutating func makeLayer(
    _ kind: Layer.Kind, object: Value, _ common: CommonArguments, typeName: String? = nil,
    argumentRanges: [String: SourceRange] = [:], arguments: [String: Value] = [:]
  ) throws(Raised) -> LayerID {
    guard case .instance(let instance) = object else { throw raise(.notALayer(try repr(object))) }
    let typeName = typeName ?? self.typeName(object)
    var argumentRanges = argumentRanges
    argumentRanges["name"] = common.nameRange
    let record = LayerRecord(
      object: instance, isModel: isInstance(object, of: ModelClass.hostClass), argumentRanges: argumentRanges,
      inputShape: common.inputShape, arguments: arguments)
    var origin = origin
    if case .unmade(let asked)? = payload(of: object, as: LayerPayload.self) { origin = asked }
    let layer = try withKeras { keras throws(LayerProblem) in
      try keras.graph.checkRoom()
      let layer = keras.graph.addLayer(
        kind, name: common.name ?? keras.names.next(for: typeName), typeName: typeName, origin: origin)
      keras.graph[layer].trainable = common.trainable
      keras.layers[layer] = record
      return layer
    }
    setPayload(LayerPayload.made(layer), of: instance)
    return layer
  }

  /// A new input layer of a shape, with its one tensor.
  mutating func makeInput(_ shape: Shape, name: String? = nil) throws(Raised) -> TensorID {
    let object = makeInstance(of: PrimitiveClass.hostClass(named: InputLayer.name))
    let operation = InputLayer(shape: shape).operation
    let layer = try makeLayer(.primitive(operation), object: object, CommonArguments(name: name))
    return try apply(operation, of: layer, to: [])[0]
  }

  /// The layer of a method's receiver.
  mutating func requireLayer(_ value: Value) throws(Raised) -> LayerID {
    guard let layer = layer(value) else { throw raise(.superInitMissing(typeName(value))) }
    return layer
  }
}
