// How far a download is: a bar that is painted over on a terminal, a line for each tenth elsewhere.

import Downloads
import Foundation

final class ProgressDisplay {
  private static let width = 24

  private let name: String
  private let isTerminal = isatty(STDERR_FILENO) != 0 && Environment.variables["TERM"] != "dumb"
  private let began = Date()
  private var first: Int?
  /// What was shown last: the bar's text, or the number of tenths.
  private var shown = ""
  private var tenths = -1

  init(name: String) { self.name = name }

  func show(_ progress: DownloadProgress) {
    if isTerminal { paint(progress) } else { tell(progress) }
  }

  /// The bar stays, and what is written next begins a line of its own.
  func end() {
    if !shown.isEmpty { FileHandle.standardError.write(Data("\n".utf8)) }
  }

  private func paint(_ progress: DownloadProgress) {
    let first = first ?? progress.bytes
    self.first = first
    let seconds = Date().timeIntervalSince(began)
    var line = "\(name)  "
    if let total = progress.total {
      let share = Double(progress.bytes) / Double(max(1, total))
      let filled = min(Self.width, Int(share * Double(Self.width)))
      line += String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
      line += "  \(Int(share * 100))%  "
    }
    line += Self.amount(progress)
    if seconds > 1 { line += "  \(Self.megabytes(Int(Double(progress.bytes - first) / seconds)))/s" }
    guard line != shown else { return }
    shown = line
    FileHandle.standardError.write(Data("\r\(line)\u{1B}[K".utf8))
  }

  private func tell(_ progress: DownloadProgress) {
    guard let total = progress.total, progress.bytes > 0 else { return }
    let now = progress.bytes * 10 / max(1, total)
    guard now > tenths else { return }
    tenths = now
    writeToStandardError("\(name): \(now * 10)% (\(Self.amount(progress)))")
  }

  private static func amount(_ progress: DownloadProgress) -> String {
    megabytes(progress.bytes) + (progress.total.map { " of \(megabytes($0))" } ?? "")
  }

  private static func megabytes(_ bytes: Int) -> String {
    "\((Double(bytes) / 1e6).formatted(.number.precision(.fractionLength(1)).locale(Locale(identifier: "en_US_POSIX")))) MB"
  }
}
