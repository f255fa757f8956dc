// Standard output and standard error.

import ArgumentParser
import Foundation

/// Writes the whole text, or ends the program with one line about why not. A reader that went away is no news.
func writeToStandardOutput(_ text: String) throws(ExitCode) {
  guard let failure = write(text, to: STDOUT_FILENO) else { return }
  if failure != EPIPE { writeToStandardError("error: standard output: \(String(cString: strerror(failure)))") }
  throw ExitCode(1)
}

/// Writes text and a newline; nothing for an empty text. Where that fails there is nobody to tell.
func writeToStandardError(_ text: String) {
  if !text.isEmpty { _ = write(text + "\n", to: STDERR_FILENO) }
}

/// Writes the whole text; gives the `errno` that kept it from that.
private func write(_ text: String, to descriptor: Int32) -> Int32? {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 {
      bytes = bytes.dropFirst(count)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}
