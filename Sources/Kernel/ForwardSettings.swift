// What a forward pass runs on: the input and the seed, as the command line and the notebook's settings spell them.

import Datasets
import Notebook
import Tensors

package struct ForwardSettings: Hashable, Sendable {
  /// `random`, `cifar10:4`, or the path of a batch.
  package var input: String
  /// Of the weights, and of random input.
  package var seed: UInt64
  package var batch: Int

  package init(input: String, seed: UInt64, batch: Int = 1) {
    self.input = input
    self.seed = seed
    self.batch = batch
  }
}

/// The settings that a command line gives: what it leaves out is the session's own.
package struct ForwardOverrides: Hashable, Sendable {
  private let input: String?
  private let seed: UInt64?
  private let batch: Int?

  package init(input: String? = nil, seed: UInt64? = nil, batch: Int? = nil) {
    self.input = input
    self.seed = seed
    self.batch = batch
  }

  package func over(_ settings: NotebookSettings) -> ForwardSettings {
    ForwardSettings(input: input ?? settings.input, seed: seed ?? settings.seed, batch: batch ?? 1)
  }

  /// What is wrong with the input, in one sentence: it reads the file that it names.
  package func problem(environment: [String: String]) -> String? {
    guard let input else { return nil }
    do throws(InputError) {
      var loader = InputLoader(environment: environment)
      _ = try loader.input(InputSource(input), shape: [nil, 32, 32, 3], seed: 0)
      return nil
    } catch {
      return error.description
    }
  }
}
