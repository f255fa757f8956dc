// The weights of a layer as sessions ask for them: `layer.weights` and its kin.

import Language
import ModelGraph

enum LayerWeights {
  static let members: [(name: String, member: HostClass.Member)] = ["weights", "variables"].flatMap { name in
    [
      (name, .property(getter: list(name) { _ in true })),
      ("trainable_\(name)", .property(getter: list("trainable_\(name)") { $0.isTrainable })),
      ("non_trainable_\(name)", .property(getter: list("non_trainable_\(name)") { !$0.isTrainable })),
    ]
  }

  private static func list(
    _ name: String, _ isIncluded: @escaping @Sendable (Interpreter.KeptWeight) -> Bool
  ) -> HostFunction {
    .method(name, of: "Layer") { interpreter, arguments throws(Raised) in
      let layer = try interpreter.requireLayer(arguments[0])
      var values: [Value] = []
      for kept in interpreter.weights(of: layer) where isIncluded(kept) {
        values.append(VariableClass.variable(kept.weight, in: &interpreter))
      }
      return interpreter.makeList(values)
    }
  }
}

extension Interpreter {
  struct KeptWeight: Sendable {
    let weight: Weight
    let isTrainable: Bool
  }

  /// The weights of a model in Keras' order.
  package func weights(of model: SessionModel) -> [Weight] { weights(of: model.layer).map(\.weight) }

  /// The weights of a layer and of all that it keeps, each layer once, in Keras' order: a layer's own first, and among
  /// these the trainable ones.
  func weights(of layer: LayerID) -> [KeptWeight] {
    var seen: Set<LayerID> = []
    var weights: [KeptWeight] = []
    func visit(_ id: LayerID, isTrainable: Bool) {
      guard seen.insert(id).inserted else { return }
      let layer = keras.graph[id]
      let isTrainable = isTrainable && layer.trainable
      for wanted in [true, false] {
        for weight in layer.weights where weight.specification.trainable == wanted {
          weights.append(KeptWeight(weight: weight, isTrainable: isTrainable && wanted))
        }
      }
      for sublayer in sublayers(of: id) { visit(sublayer, isTrainable: isTrainable) }
    }
    visit(layer, isTrainable: true)
    return weights
  }
}
