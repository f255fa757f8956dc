// Runs the program's own loop on a script of keys, in a process that a test can kill. All is real but the kernel, which
// never answers, and the terminal.
//
// scripted-notebook SCRIPT LOG MICROSECONDS: works in the present folder and on the journals in `$XDG_STATE_HOME`. After
// each key it writes the key's number and the time to LOG, and waits. After the last, it waits to be killed, as a busy
// machine may be late with that; for two minutes at most.

import Foundation
import Interface
import Notebook
import Screen

let arguments = CommandLine.arguments
let script = try String(contentsOfFile: arguments[1], encoding: .utf8)
let log = open(arguments[2], O_WRONLY | O_CREAT | O_APPEND, 0o600)
let pause = UInt32(arguments[3]) ?? 0

func note(_ index: Int) {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  let line = Array("\(index) \(now.tv_sec * 1_000_000_000 + now.tv_nsec)\n".utf8)
  _ = write(log, line, line.count)
}

_ = alarm(120)
let events = FakeTerminal.keys(script)
let keys = events.enumerated().flatMap { index, event -> [FakeTerminal.Step] in
  [
    .event(event),
    .look { _ in
      note(index)
      usleep(pause)
    },
  ]
}
let end = FakeTerminal.Step.look { _ in while true { sleep(1) } }
let terminal = FakeTerminal(size: Size(width: 40, height: 10), steps: keys + [end])
let journals = JournalFolder(environment: ProcessInfo.processInfo.environment)
var state = AppState(document: .new(), size: terminal.size, startsAtEnd: true)
let journal = journals.map { state.begin(followingIn: $0, onNews: {}) }
var app = App(
  state: state, terminal: terminal, mailbox: Mailbox(onPost: terminal.wake),
  services: Services(evaluate: { _ in }, files: .real(journals: journals), journal: journal))
exit(app.run())
