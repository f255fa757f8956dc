// How the tests run sessions.

import Diagnostics

@testable import Language

struct Outcome {
  var output: String
  var messages: [String]
  var interpreter: Interpreter
  var execution: Execution
  var source: SourceText
}

/// Parses and runs a session; messages are those of the parser and then those of the evaluation.
func run(_ text: String, library: HostLibrary = HostLibrary(), limits: Limits = Limits()) -> Outcome {
  withLargeStack {
    let source = SourceText(name: "test.py", text: text)
    let parsed = parse(source)
    var interpreter = Interpreter(limits: limits)
    interpreter.install(library)
    let execution = interpreter.execute(parsed.tree)
    return Outcome(
      output: execution.output, messages: (parsed.diagnostics + execution.diagnostics).map(\.message),
      interpreter: interpreter, execution: execution, source: source)
  }
}
