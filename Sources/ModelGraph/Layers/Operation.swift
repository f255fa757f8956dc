// The registry of primitive layers: one case each, so that a runtime which forgets one does not compile.

package enum Operation: Hashable, Sendable {
  case inputLayer(InputLayer)
  case identity(Identity)
  case conv2D(Conv2D)
  case dense(Dense)

  package var definition: any LayerDefinition {
    switch self {
    case .inputLayer(let layer): layer
    case .identity(let layer): layer
    case .conv2D(let layer): layer
    case .dense(let layer): layer
    }
  }
}

package enum LayerRegistry {
  /// Every primitive layer class that a session can name.
  package static let all: [any LayerDefinition.Type] = [
    InputLayer.self, Identity.self, Conv2D.self, Dense.self,
  ]

  /// The layer class of a name or an alias.
  package static func layer(named name: String) -> (any LayerDefinition.Type)? {
    all.first { $0.signature.name == name || $0.signature.aliases.contains(name) }
  }
}
