// `compbook config`, and the file that it shows how to write.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct ConfigTests {
  private func check(_ text: String) throws -> Outcome {
    let folder = try TemporaryFolder()
    let home = folder.url.appending(path: "compbook")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: home.appending(path: "config.toml"))
    let process = Process()
    let diagnostics = try folder.file("stderr")
    process.executableURL = Compbook.program
    process.arguments = ["config", "--check"]
    process.environment = ["XDG_CONFIG_HOME": folder.url.path]
    process.standardError = try FileHandle(forWritingTo: diagnostics)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationStatus, output: "",
      diagnostics: try String(contentsOf: diagnostics, encoding: .utf8).replacing(folder.url.path + "/", with: ""))
  }

  @Test func theDefaultFileHasNoMistakes() throws {
    let outcome = try Compbook.run(["config"])
    #expect(outcome.exitCode == 0 && outcome.output.contains("\nsave = [\"Ctrl-S\"]"))
    let checked = try check(outcome.output)
    #expect(checked.exitCode == 0 && checked.diagnostics.isEmpty)
  }

  @Test func aMistakeIsToldWithItsPlace() throws {
    let outcome = try check("[input]\nsedd = 1\n")
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.diagnostics
        == "error: compbook/config.toml:2: there is no setting input.sedd; did you mean seed?\n")
  }
}
