// What a forward pass runs on: the input and the seed, as the command line and the notebook's settings spell them.

import Datasets
import Notebook
import Tensors

package struct ForwardSettings: Hashable, Sendable {
  /// `random`, `cifar10:4`, or the path of a picture or of a batch.
  package var input: String
  /// Where a relative path starts; nil is where the program was started.
  package var folder: String?
  /// Of a picture's values: `0..255`, `0..1` or `-1..1`.
  package var scaling: String
  /// Of the weights, and of random input.
  package var seed: UInt64
  package var batch: Int

  package init(
    input: String, folder: String? = nil, scaling: String = NotebookSettings.defaultScaling, seed: UInt64,
    batch: Int = 1
  ) {
    self.input = input
    self.folder = folder
    self.scaling = scaling
    self.seed = seed
    self.batch = batch
  }
}

/// The settings that a command line gives: what it leaves out is the session's own.
package struct ForwardOverrides: Hashable, Sendable {
  private let input: String?
  private let scaling: String?
  private let seed: UInt64?
  private let batch: Int?

  package init(input: String? = nil, scaling: String? = nil, seed: UInt64? = nil, batch: Int? = nil) {
    self.input = input
    self.scaling = scaling
    self.seed = seed
    self.batch = batch
  }

  var namesInput: Bool { input != nil }

  /// The session's own input is a path from the session's folder.
  package func over(_ settings: NotebookSettings, session path: String? = nil) -> ForwardSettings {
    ForwardSettings(
      input: input ?? settings.input, folder: input == nil ? path.flatMap(TypedPath.folder) : nil,
      scaling: scaling ?? settings.scaling, seed: seed ?? settings.seed, batch: batch ?? 1)
  }

  /// What is wrong with the input or its scaling, in one sentence: it reads the file that the input names.
  package func problem(environment: [String: String]) -> String? {
    if let scaling {
      do throws(InputError) { _ = try InputScaling(scaling) } catch { return "--scaling: \(error)" }
    }
    guard let input else { return nil }
    do throws(InputError) {
      var loader = InputLoader(environment: environment)
      _ = try loader.input(InputSource(input), for: InputLoader.Request(shape: [nil, 32, 32, 3]))
      return nil
    } catch {
      return "--input: \(error)"
    }
  }
}

extension ForwardSettings {
  /// Why the input cannot be had, in one sentence: it reads the file that the input names.
  package func inputProblem(environment: [String: String]) -> String? {
    do throws(InputError) {
      var loader = InputLoader(environment: environment)
      try loader.check(InputSource(input), folder: folder)
      return nil
    } catch {
      return error.description
    }
  }

  /// An input without the number of its image.
  static func source(of input: String) -> String {
    switch try? InputSource(input) {
    case .file(let path, _): path
    case .dataSet(let dataSet, _): dataSet.rawValue
    case .random, nil: input
    }
  }

  /// Whether the input is a file, of which nobody knows how many images it has before it is read.
  package static func isFile(_ input: String) -> Bool {
    if case .file? = try? InputSource(input) { true } else { false }
  }

  /// Another image of the same input, so many after the present one of `count`, around the end; the first of CIFAR-10
  /// where the input has none.
  package static func input(_ text: String, movedBy step: Int, of count: Int) -> String {
    guard let source = try? InputSource(text), let index = source.index else {
      return InputSource.dataSet(.cifar10, index: 0).description
    }
    let next = (index + step) % count
    return source.at(next < 0 ? next + count : next).description
  }

  /// Why a text names no input; nil where it does, whether or not there is such a file.
  package static func problem(ofInput text: String) -> String? {
    do throws(InputError) { _ = try InputSource(text) } catch { return "\(error)" }
    return nil
  }

  /// As `--scaling` spells them.
  package static let scalings = InputScaling.allCases.map(\.rawValue)

  /// The scaling after one, around the end.
  package static func scaling(after text: String) -> String {
    let index = scalings.firstIndex(of: text) ?? -1
    return scalings[(index + 1) % scalings.count]
  }
}
