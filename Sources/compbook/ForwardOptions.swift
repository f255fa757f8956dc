// The options that every command with a forward pass shares.

import ArgumentParser
import Kernel

struct ForwardOptions: ParsableArguments {
  @Option(help: "random, cifar10[:INDEX], or a CIFAR-10 batch FILE.bin[:INDEX]; by default the session's own.")
  var input: String?

  @Option(help: "The seed of the weights and of random input; by default the session's own.")
  var seed: UInt64?

  @Option(help: "How many images to run at once; by default 1.")
  var batch: Int?

  var overrides: ForwardOverrides { ForwardOverrides(input: input, seed: seed, batch: batch) }

  func validate() throws {
    if let batch, batch < 1 { throw ValidationError("--batch must be at least 1, not \(batch)") }
    if let problem = overrides.problem(environment: Environment.variables) {
      throw ValidationError("--input: \(problem)")
    }
  }
}
