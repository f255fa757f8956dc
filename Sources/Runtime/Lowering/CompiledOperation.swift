// A layer's operation for given shapes, as oneDNN primitives on the step's memory.

import CDNNL

/// What runs for one step. It holds no weights, so that layers that are alike share it.
struct CompiledOperation {
  struct Argument {
    let role: Role
    let place: View.Place
    let offset: Int
    let layout: Layout
  }

  enum Action {
    case execute(Primitive, [Argument])
    case fill(View.Place, Float)
  }

  /// How a weight is brought from Keras' layout into the one that a primitive prefers.
  struct WeightPreparation {
    /// Keras' name: `kernel`.
    let name: String
    let keras: Layout
    /// Where the part that is needed begins among Keras' values.
    let offset: Int
    let preferred: Layout
    let reorder: Primitive
  }

  var actions: [Action] = []
  var weights: [WeightPreparation] = []
  /// Numbers of values.
  var temporaries: [Int] = []
  var constants: [Buffer] = []
  /// The output is the input's values in their order: nothing runs.
  var sharesInput = false

  /// What running takes for its own: temporaries, and the largest scratch memory of a primitive.
  var workspaceBytes: Int {
    let scratch = actions.map { if case .execute(let primitive, _) = $0 { primitive.scratchBytes } else { 0 } }
    return temporaries.reduce(scratch.max() ?? 0) { $0 + $1 * MemoryLayout<Float>.stride }
  }
}
