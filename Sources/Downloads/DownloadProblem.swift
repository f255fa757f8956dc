// Why a data set is not fetched: every message of this module, in one sentence each.

package enum DownloadProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case interrupted
  case invalidAddress(String, words: String)
  case refused(address: String, code: Int)
  case stalled(address: String, seconds: Int)
  case disconnected(address: String, words: String)
  case tooLarge(address: String, limit: Int)
  case wrongSum(address: String, expected: String)
  case unwritable(String, words: String)
  case noArchive(String, words: String)
  /// An entry that an honest archive does not have.
  case unsafeEntry(String, name: String)
  case unpacksTooMuch(String, limit: Int)
  case missingFile(String, name: String)

  package var description: String {
    switch self {
    case .interrupted: "interrupted; the same command goes on where it stopped"
    case .invalidAddress(let address, let words): "\(address) is no address to fetch from: \(words)"
    case .refused(let address, let code): "\(address): the server answers with HTTP status \(code)"
    case .stalled(let address, let seconds):
      "\(address): nothing came for \(seconds) seconds; the same command goes on where it stopped"
    case .disconnected(let address, let words):
      "\(address): \(words); the same command goes on where it stopped"
    case .tooLarge(let address, let limit): "\(address) has more than \(limit) bytes: it is not what was published"
    case .wrongSum(let address, let expected):
      "\(address) is not what was published: its MD5 sum is not \(expected); it was thrown away"
    case .unwritable(let path, let words): "\(path) cannot be written: \(words)"
    case .noArchive(let path, let words): "\(path) cannot be unpacked: \(words)"
    case .unsafeEntry(let path, let name):
      "\(path) is not unpacked: its entry '\(name)' is a link or a device, or leads out of the folder"
    case .unpacksTooMuch(let path, let limit): "\(path) is not unpacked: it holds more than \(limit) bytes"
    case .missingFile(let path, let name): "\(path) is not unpacked: it holds no \(name)"
    }
  }
}
