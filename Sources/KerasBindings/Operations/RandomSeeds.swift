// Seeds of random draws: numbers, Keras' generators of them, or one of each draw's own.

import Language

/// What the session's `SeedGenerator` carries.
struct SeedState: Sendable {
  let seed: Int
  var draws = 0

  /// Another number for each draw.
  mutating func next() -> Int {
    draws += 1
    return seed &* 1_000_003 &+ draws
  }
}

enum SeedGenerator {
  static let hostClass = HostClass(
    "SeedGenerator", module: "keras.random",
    members: [("__init__", .method(initialize)), ("next", .method(next))])

  private static let initialize = HostFunction.method(
    "__init__", of: "SeedGenerator",
    [
      Parameter("seed", default: Value.none), Parameter("name", default: Value.none),
      Parameter("kwargs", .keywords),
    ]
  ) { interpreter, arguments throws(Raised) in
    guard case .instance(let id) = arguments[0] else { return .none }
    let given = arguments["seed"]
    guard given.isNone || given.integer != nil else {
      throw interpreter.raise(.notInteger("seed", of: "SeedGenerator", got: try interpreter.repr(given)))
    }
    let own = try interpreter.drawSeed()
    let seed = given.integer ?? own
    interpreter.setPayload(SeedState(seed: seed), of: id)
    return .none
  }

  private static let next = HostFunction.method(
    "next", of: "SeedGenerator", [Parameter("ordered", default: .bool(true))]
  ) { interpreter, arguments in
    interpreter.nextSeed(of: arguments[0]).map(Value.int) ?? .none
  }
}

extension Interpreter {
  /// The seed of a function's draw.
  mutating func seed(_ arguments: OperationArguments) throws(Raised) -> Int {
    let given = arguments["seed"]
    if given.isNone { return try drawSeed() }
    if let seed = nextSeed(of: given) { return seed }
    return try requireInteger("seed", arguments)
  }

  /// A number that no other draw of the session has; the same whenever it runs.
  fileprivate mutating func drawSeed() throws(Raised) -> Int {
    let draws = keras.randomDraws + 1
    try withKeras { $0.randomDraws = draws }
    return -draws
  }

  /// Nil for what is no generator.
  fileprivate mutating func nextSeed(of value: Value) -> Int? {
    guard case .instance(let id) = value, var state = payload(of: value, as: SeedState.self) else { return nil }
    let seed = state.next()
    setPayload(state, of: id)
    return seed
  }
}
