// The graph that a session makes: layers, their calls on tensors, and the tensors, in the order of making.

import Diagnostics
import Tensors

package struct TensorID: Hashable, Sendable {
  package let index: Int

  init(index: Int) { self.index = index }

  /// A tensor that no graph has: one that a plan makes for itself.
  package init(own number: Int) { index = -1 - number }
}
package struct LayerID: Hashable, Sendable { package let index: Int }
package struct CallID: Hashable, Sendable { package let index: Int }

/// A symbolic tensor: a shape, and what made it.
package struct GraphTensor: Sendable {
  package let shape: Shape
  package let type: NumberType
  /// The call of a primitive layer that computes it.
  package let producer: CallID
  /// The outermost call that returned it: what Keras calls its history. While that call is under way, the producer.
  package fileprivate(set) var history: CallID
}

/// A weight of a built layer.
package struct Weight: Hashable, Sendable {
  /// Keras 3's `variable.path`, such as `block1/sequential/conv2d/kernel`.
  package let path: String
  /// The path where Keras 3 ignores what the session renamed by `_name`; nil where that is the same.
  package let unrenamedPath: String?
  package let specification: WeightSpecification

  /// Keras' `variable.name`: the path's last part.
  package var name: String { specification.name.split(separator: "/").last.map(String.init) ?? specification.name }
}

/// A layer: a primitive with a definition, or one made of others.
package struct Layer: Sendable {
  package enum Role: Hashable, Sendable {
    case layer
    /// A function on tensors, such as `x + y`: Keras has it in a model's operations and its summary, and not in
    /// `model.layers`.
    case operation
    /// Made by the graph itself, to give a tensor that a call hands on a history of its own, or computed from constants
    /// and weights alone; no row shows it.
    case implicit
  }

  package enum Kind: Sendable {
    case primitive(Operation)
    /// A `Layer` subclass or `Sequential`: each call runs its own code and nests what that calls.
    case composite
    /// A functional model: each call applies its body again.
    case functional(FunctionalModel)
  }

  package var name: String
  /// The name before the session assigned another.
  package let madeName: String
  /// The class' name: `Conv2D`, or the session's own.
  package let typeName: String
  package let kind: Kind
  /// Where it was made.
  package let origin: Origin
  package let role: Role
  package var trainable = true
  /// Empty until the first call builds the layer.
  package fileprivate(set) var weights: [Weight] = []
  package fileprivate(set) var isBuilt = false
  /// Its calls, in order.
  fileprivate var calls: [CallID] = []
}

/// One application of a layer. The calls that a composite layer makes are its children.
package struct Call: Sendable {
  package let layer: LayerID
  package let inputs: [TensorID]
  package fileprivate(set) var outputs: [TensorID] = []
  package let parent: CallID?
  package fileprivate(set) var children: [CallID] = []
  package let origin: Origin
}

/// All that a session made so far. It only grows, so that what an error leaves behind can still be shown.
package struct Graph: Sendable {
  package private(set) var layers: [Layer] = []
  package private(set) var calls: [Call] = []
  package private(set) var tensors: [GraphTensor] = []
  /// The composite calls under way, the outermost first.
  private var openCalls: [CallID] = []
  /// The names that stand before those of weights made now, each with the number of calls that were open when it began.
  private var pathScopes: [(name: String, depth: Int)] = []

  package init() {}

  // Read and changed in place: a copy of a call or a layer would retain all its arrays.
  package subscript(id: TensorID) -> GraphTensor { _read { yield tensors[id.index] } }
  package subscript(id: CallID) -> Call { _read { yield calls[id.index] } }
  package subscript(id: LayerID) -> Layer {
    _read { yield layers[id.index] }
    _modify { yield &layers[id.index] }
  }

  package var callIDs: [CallID] { calls.indices.map { CallID(index: $0) } }

  /// The calls that no other call made, in order.
  package var topLevelCalls: [CallID] {
    calls.indices.lazy.filter { calls[$0].parent == nil }.map { CallID(index: $0) }
  }

  /// The calls of a layer, in order.
  package func calls(of layer: LayerID) -> [CallID] { self[layer].calls }

  /// The innermost call under way.
  package var openCall: CallID? { openCalls.last }

  /// Whether a tensor is computed from constants and weights alone, outside of any layer's call: no model's input leads
  /// to it.
  package func isConstant(_ tensor: TensorID) -> Bool { self[self[self[tensor].history].layer].role == .implicit }

  /// The layer's definition if it is a primitive.
  package func operation(of layer: LayerID) -> Operation? {
    if case .primitive(let operation) = self[layer].kind { operation } else { nil }
  }
}

// MARK: - Building

extension Graph {
  /// No network that a session composes comes near this many layers or calls; a runaway loop, or a model that is
  /// nested in itself over and over, ends here.
  package static let limit = 20_000

  /// Layers within layers; one that holds itself ends here.
  package static let nestingLimit = 64

  package func checkRoom() throws(LayerProblem) {
    if openCalls.count >= Graph.nestingLimit { throw .nestedTooDeep(Graph.nestingLimit) }
    if max(calls.count, layers.count) >= Graph.limit { throw .tooManyLayers(Graph.limit) }
  }

  package mutating func addLayer(
    _ kind: Layer.Kind, name: String, typeName: String, origin: Origin, role: Layer.Role = .layer
  ) -> LayerID {
    var layer = Layer(name: name, madeName: name, typeName: typeName, kind: kind, origin: origin, role: role)
    // Its layers have been called already.
    if case .functional = kind { layer.isBuilt = true }
    layers.append(layer)
    return LayerID(index: layers.count - 1)
  }

  /// Calls a primitive layer, building it on its first call.
  package mutating func apply(
    _ operation: Operation, of layer: LayerID, to inputs: [TensorID], origin: Origin
  ) throws(LayerProblem) -> [TensorID] {
    try checkRoom()
    let shapes = inputs.map { self[$0].shape }
    let definition = operation.definition
    try definition.checkInputCount(shapes.count)
    let weights = try definition.weights(for: shapes)
    let outputs = try definition.outputShapes(for: shapes)
    if self[layer].isBuilt { try checkBuilt(layer, against: weights) } else { build(layer, with: weights) }
    let types = definition.outputTypes(for: inputs.map { self[$0].type }, count: outputs.count)
    return record(layer, on: inputs, outputs: Array(zip(outputs, types)), origin: origin)
  }

  /// Adds a primitive layer's call and its outputs.
  private mutating func record(
    _ layer: LayerID, on inputs: [TensorID], outputs: [(shape: Shape, type: NumberType)], origin: Origin
  ) -> [TensorID] {
    let call = begin(layer, inputs: inputs, origin: origin)
    var made: [TensorID] = []
    for (shape, type) in outputs {
      made.append(TensorID(index: tensors.count))
      tensors.append(GraphTensor(shape: shape, type: type, producer: call, history: call))
    }
    return end(call, outputs: made)
  }

  /// Opens a call of a composite layer: the calls until its end are its children.
  package mutating func begin(_ layer: LayerID, inputs: [TensorID], origin: Origin) -> CallID {
    let call = CallID(index: calls.count)
    calls.append(Call(layer: layer, inputs: inputs, parent: openCalls.last, origin: origin))
    layers[layer.index].calls.append(call)
    if let parent = openCalls.last { calls[parent.index].children.append(call) }
    openCalls.append(call)
    return call
  }

  /// Closes a call and gives its outputs.
  ///
  /// A tensor has one history, so one that the call hands on without having made it goes through an identity: the
  /// outputs are then other tensors than those passed.
  @discardableResult
  package mutating func end(_ call: CallID, outputs: [TensorID]) -> [TensorID] {
    let outputs = outputs.map { self[$0].producer.index < call.index ? identity(of: $0, in: call) : $0 }
    calls[call.index].outputs = outputs
    for output in outputs { tensors[output.index].history = call }
    close(call)
    self[calls[call.index].layer].isBuilt = true
    return outputs
  }

  /// Opens a call again, to go on with it.
  package mutating func resume(_ call: CallID) { openCalls.append(call) }

  /// Closes a call that failed: it keeps its children and has no outputs.
  package mutating func abandon(_ call: CallID) { close(call) }

  /// Takes a call and what is still open under it off the open calls.
  private mutating func close(_ call: CallID) {
    if let index = openCalls.lastIndex(of: call) { openCalls.removeSubrange(index...) }
  }

  private mutating func identity(of tensor: TensorID, in call: CallID) -> TensorID {
    let origin = self[call].origin
    let identity = PassingLayer.identity
    let layer = addLayer(
      .primitive(identity.operation), name: "identity", typeName: identity.typeName, origin: origin, role: .implicit)
    build(layer, with: [])
    return record(layer, on: [tensor], outputs: [(self[tensor].shape, self[tensor].type)], origin: origin)[0]
  }

  /// The path that weights made now are under: the names of the composite layers whose calls are under way.
  package var scope: [String] {
    scope(of: openCalls.map { self[self[$0].layer].name })
  }

  /// The names of the open calls with the scopes between them.
  private func scope(of names: [String]) -> [String] {
    guard !pathScopes.isEmpty else { return names }
    return (0...names.count).flatMap { depth in
      pathScopes.filter { $0.depth == depth }.map(\.name) + names[depth...].prefix(1)
    }
  }

  /// Begins a scope of weights' paths, which lies within the calls that are open.
  package mutating func openPathScope(_ name: String) { pathScopes.append((name, openCalls.count)) }

  package mutating func closePathScope() { _ = pathScopes.popLast() }

  /// Builds a layer with these weights.
  package mutating func build(_ layer: LayerID, with specifications: [WeightSpecification]) {
    addWeights(specifications, to: layer)
    self[layer].isBuilt = true
  }

  /// Adds weights to a layer in the scope of the open calls, as Keras does when it builds one.
  package mutating func addWeights(_ specifications: [WeightSpecification], to layer: LayerID) {
    let isOpen = openCalls.last.map { self[$0].layer } == layer
    let enclosing = openCalls.map { self[$0].layer } + (isOpen ? [] : [layer])
    func prefix(_ name: (Layer) -> String) -> String {
      let names = enclosing.map { name(self[$0]) }
      return ((isOpen ? scope(of: names) : scope(of: names.dropLast()) + names.suffix(1))).joined(separator: "/")
    }
    let renamed = enclosing.contains { self[$0].name != self[$0].madeName }
    let (path, unrenamed) = (prefix(\.name), renamed ? prefix(\.madeName) : nil)
    self[layer].weights += specifications.map { specification in
      Weight(
        path: "\(path)/\(specification.name)", unrenamedPath: unrenamed.map { "\($0)/\(specification.name)" },
        specification: specification)
    }
  }

  /// A shared layer keeps its weights, so its later inputs must need the same ones.
  private func checkBuilt(_ layer: LayerID, against needed: [WeightSpecification]) throws(LayerProblem) {
    for (weight, need) in zip(self[layer].weights, needed) where weight.specification.shape != need.shape {
      throw .incompatibleSharedInput(
        layer: self[layer].name, weight: need.name, built: weight.specification.shape, needed: need.shape)
    }
  }
}
