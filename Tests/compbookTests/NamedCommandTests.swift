// The subcommands that the lessons and the README tell of are there, and help tells of each.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt)) struct NamedCommandTests {
  /// What stands behind `compbook` in code between backticks.
  private func names(in file: URL) throws -> Set<String> {
    let text = try String(contentsOf: file, encoding: .utf8)
    return Set(text.matches(of: /`compbook ([a-z]+)/).map { String($0.output.1) })
  }

  @Test func everySubcommandThatIsNamedIsThere() throws {
    let sessions = packageRoot.appending(path: "sessions")
    let lessons = try FileManager.default.contentsOfDirectory(at: sessions, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "py" }
    var found: Set<String> = []
    for file in lessons + [packageRoot.appending(path: "README.md")] { found.formUnion(try names(in: file)) }
    #expect(found.isSuperset(of: ["run", "check", "compare", "export", "convert", "recover"]))
    let known = try Compbook.run(["--help"]).output
    for name in found.subtracting(["help"]) {
      #expect(known.contains("\n  \(name) "), "\(name)")
      let help = try Compbook.run(["help", name])
      #expect(help.exitCode == 0 && help.output.contains("USAGE: compbook \(name)"), "\(name)")
    }
  }
}
