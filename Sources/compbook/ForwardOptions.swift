// The options that every command with a forward pass shares.

import ArgumentParser
import Kernel

struct ForwardOptions: ParsableArguments {
  @Option(
    help: """
      random, cifar10[:INDEX], cifar100[:INDEX], a PNG or JPEG file, or a CIFAR batch FILE[:INDEX], binary or pickled; \
      by default the session's own.
      """)
  var input: String?

  // A value may begin with a minus sign.
  @Option(
    parsing: .unconditional,
    help: "The range of a picture's values: 0..255, 0..1 or -1..1; by default the session's own.")
  var scaling: String?

  @Option(help: "The seed of the weights and of random input; by default the session's own.")
  var seed: UInt64?

  @Option(help: "How many images to run at once; by default 1.")
  var batch: Int?

  var overrides: ForwardOverrides { ForwardOverrides(input: input, scaling: scaling, seed: seed, batch: batch) }

  func validate() throws {
    if let batch, batch < 1 { throw ValidationError("--batch must be at least 1, not \(batch)") }
    if let problem = overrides.problem(environment: Environment.variables) {
      throw ValidationError(problem)
    }
  }
}
