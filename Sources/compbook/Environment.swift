// The process' surroundings: its environment, and what standard error takes.

import Foundation

enum Environment {
  static let variables = ProcessInfo.processInfo.environment

  /// Colour goes to a terminal only, and `NO_COLOR` and `TERM=dumb` switch it off.
  static var standardErrorTakesColour: Bool {
    isatty(STDERR_FILENO) != 0 && (variables["NO_COLOR"] ?? "").isEmpty && variables["TERM"] != "dumb"
  }
}
