// `compbook run` on what is wrong: one clear line, the right exit code, never a crash.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct BadInputTests {
  private static let imports = "import keras\nfrom keras.layers import *\n"

  struct Session: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// What standard error must start with.
    let start: String
    let code: String
  }

  static let sessions = [
    Session(
      testDescription: "syntax error", text: "x = (1 +\n",
      start: "session.py:1:5: error: SyntaxError: '(' was never closed\nx = (1 +\n    ^\n", code: "syntax"),
    Session(
      testDescription: "unknown name", text: imports + "x = Conv3D(3)\n",
      start: "session.py:3:5: error: NameError: name 'Conv3D' is not defined", code: "name-undefined"),
    Session(
      testDescription: "wrong argument", text: imports + "x = Conv2D(3, 3, kernal=3)\n",
      start: "session.py:3:", code: "unknown-argument"),
    Session(
      testDescription: "shape mismatch", text: imports + "x = Conv2D(3, 3)(Input((8,)))\n",
      start: "session.py:3:18: error: ValueError: Conv2D needs an image batch of rank 4", code: "rank-mismatch"),
    Session(
      testDescription: "zero size", text: imports + "x = Conv2D(0, 3)\n",
      start: "session.py:3:12: error: ValueError: Conv2D: filters must be a positive integer, not 0\n",
      code: "argument-value"),
    Session(
      testDescription: "negative size", text: imports + "x = Input((-1, 3))\n",
      start: "session.py:3:11: error: ValueError: Input: shape must be a tuple of positive integers",
      code: "input-shape"),
    Session(
      testDescription: "more than the memory budget",
      text: imports + "x = Input((8,))\ny = Dense(10**12)(x)\nm = keras.Model(x, y)\n",
      start: "session.py:5:5: error: not run: a forward pass needs", code: "memory-budget"),
    Session(
      testDescription: "a size beyond 64 bits", text: imports + "x = Dense(10**30)\n",
      start: "session.py:3:11: error: OverflowError", code: "overflow-error"),
    Session(
      testDescription: "endless loop", text: "while True: pass\n",
      start: "session.py:1:13: error: the session was stopped here after", code: "step-limit"),
    Session(
      testDescription: "models nested without end",
      text: imports + "x = Input((8,))\nm = keras.Model(x, Dense(8)(x))\nwhile True:\n  m = keras.Model(x, m(m(x)))\n",
      start: "session.py:6:", code: "too-many-layers"),
    Session(
      testDescription: "a model that holds itself",
      text: imports + "m = keras.Sequential()\nm.add(m)\nm.build((None, 3))\n",
      start: "session.py:5:1: error: RecursionError: more than 64 layers are nested", code: "nested-too-deep"),
    Session(
      testDescription: "endless recursion", text: "def f(n):\n  return f(n + 1)\nf(0)\n",
      start: "session.py:2:10: error: RecursionError: maximum recursion depth exceeded\n  return f(n + 1)\n",
      code: "recursion-error"),
    Session(
      testDescription: "a huge list", text: "x = [0] * 10**12\n",
      start: "session.py:1:5: error: MemoryError", code: "memory-limit"),
  ]

  @Test(arguments: sessions)
  func aBadSessionIsToldByItsPlace(_ session: Session) throws {
    let text = try Compbook.runSession(session.text)
    #expect(text.exitCode == 1)
    #expect(text.diagnostics.hasPrefix(session.start), "\(text.diagnostics)")
    #expect(!text.output.contains("error"))
    let json = try Compbook.runSession(session.text, "--json")
    #expect(json.exitCode == 1)
    #expect(json.diagnostics.isEmpty)
    #expect(try json.codes == [session.code])
  }

  @Test func whatComesBeforeAnErrorIsShownAllTheSame() throws {
    let outcome = try Compbook.runSession(RunTests.classifier + "oops\n")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.hasPrefix("made\nModel: "))
    #expect(outcome.output.contains("forward of model"))
    #expect(outcome.diagnostics.hasPrefix("session.py:6:1: error: NameError: name 'oops' is not defined\noops\n^~~~\n"))
  }

  @Test func aFileThatCannotBeReadIsOneLine() throws {
    let folder = try TemporaryFolder()
    for path in [folder.url.path, folder.url.path + "/missing.py"] {
      let outcome = try Compbook.run(["run", path])
      #expect(outcome.exitCode == 1)
      #expect(outcome.output.isEmpty)
      #expect(outcome.diagnostics.hasPrefix("error: \(path)"))
      #expect(outcome.diagnostics.split(separator: "\n").count == 1)
      let json = try Compbook.run(["run", path, "--json"])
      #expect(json.exitCode == 1)
      #expect(try json.codes.count == 1)
    }
  }

  @Test(arguments: [[0, 1, 2, 255], Array("x = '\u{E9}'\n".unicodeScalars.map { UInt8($0.value) })])
  func aFileThatIsNoTextIsOneLine(_ bytes: [UInt8]) throws {
    let outcome = try Compbook.runSession("", bytes: Data(bytes))
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.diagnostics.hasPrefix("error: session.py"))
    #expect(outcome.diagnostics.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    ["--input", "cifar10:20"], ["--input", "cifar10:-1"], ["--input", "cifar10:x"], ["--input", "nonsense"],
    ["--input", "missing.bin"], ["--batch", "0"], ["--seed", "x"], ["--seed=-1"], ["--bogus"], ["second.py"],
  ])
  func aBadOptionIsAUsageError(_ options: [String]) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", RunTests.classifier)
    let outcome = try Compbook.run(["run", file.path] + options)
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.diagnostics.hasPrefix("Error: "))
  }

  @Test func whatFollowsTheNotebooksFileIsAUsageError() throws {
    let misspelt = try Compbook.run(["chek", "session.py"])
    #expect(misspelt.exitCode == 64)
    #expect(misspelt.diagnostics.contains("there is no subcommand chek: did you mean check?"))
    let second = try Compbook.run(["session.py", "second.py"])
    #expect(second.exitCode == 64)
    #expect(second.diagnostics.contains("the notebook opens one file, and second.py is a second"))
    #expect(try Compbook.run(["--version"]).output.hasPrefix("Compbook "))
  }

  @Test func aBatchBeyondTheMemoryBudgetIsRefused() throws {
    let outcome = try Compbook.runSession(RunTests.classifier, "--json", "--batch", "1000000000")
    #expect(outcome.exitCode == 1)
    #expect(try outcome.codes == ["memory-budget"])
    let models = try #require(outcome.json["models"] as? [[String: Any]])
    #expect((models.first?["parameters"] as? [String: Int])?["total"] == 1930)
  }

  @Test func aReaderThatGoesAwayIsNoNews() throws {
    let program = try #require(Compbook.program).path
    let folder = try TemporaryFolder()
    let session = try folder.file("session.py", "for i in range(60000): print('a long line of output', i)\n").path
    let diagnostics = try folder.file("stderr")
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = [
      "-c", "'\(program)' run '\(session)' 2> '\(diagnostics.path)' | head -1 > '\(folder.url.path)/out'",
    ]
    try shell.run()
    shell.waitUntilExit()
    #expect(try String(contentsOf: folder.url.appending(path: "out"), encoding: .utf8) == "a long line of output 0\n")
    #expect(try String(contentsOf: diagnostics, encoding: .utf8).isEmpty)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func outputThatCannotBeWrittenIsAnError() throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = Compbook.program
    process.arguments = ["run", try folder.file("session.py", "print(1)\n").path]
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
    let diagnostics = try folder.file("stderr")
    process.standardError = try FileHandle(forWritingTo: diagnostics)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(try String(contentsOf: diagnostics, encoding: .utf8) == "error: standard output: No space left on device\n")
  }
}
