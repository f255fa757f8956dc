// What an interpreter knows of the files beside its session: which modules they became, and what was asked for.

import Diagnostics

/// The file of a module.
struct ModuleFile: Sendable {
  /// Its place below the session's folder.
  let path: [String]
  /// The path that diagnostics call it by; nil for a folder without an `__init__.py`.
  let name: String?
  let isPackage: Bool
  /// Whether its top level has not come to its end yet.
  var isRunning = false
}

/// The files beside the session that imports have asked for.
package struct ImportedSources: Sendable {
  /// Far beyond the positions of any session, so that no position means two places.
  private static let firstPosition = 1 << 40

  /// The texts that ran, each with positions of its own.
  package private(set) var map = SourceMap()
  /// By path, so that a file that has several names runs once.
  var modules: [[String]: ModuleID] = [:]
  /// What was there when it was asked for.
  var found: [[String]: SourceBeside] = [:]

  /// Gives a text its positions.
  mutating func add(_ source: ModuleSource) -> SourceText {
    let base = map.sources.last.map { $0.range.upperBound + 1 } ?? Self.firstPosition
    let text = SourceText(name: source.name, text: source.text, base: base)
    map.insert(text)
    return text
  }

  /// Whether all that was asked for is as it was then.
  package func areCurrent(_ find: (_ path: [String]) -> SourceBeside) -> Bool {
    found.allSatisfy { find($0.key) == $0.value }
  }
}
