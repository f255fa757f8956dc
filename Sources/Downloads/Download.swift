// Fetches a file by HTTP: goes on where it broke off, tries again while something comes, and checks the sum.

import CDownloads
import Foundation

/// How far a download is.
package struct DownloadProgress: Sendable, Equatable {
  /// On the disk, those of an earlier attempt included.
  package var bytes: Int
  /// Nil where the server does not tell.
  package var total: Int?
}

package struct Download: Sendable {
  /// Where from, and the path that it is kept under until it is whole.
  package var address: String
  package var path: String
  /// The sum that the whole file must have, in hexadecimal digits.
  package var md5: String
  /// The most bytes that it may have.
  package var limit = 1 << 29
  /// Seconds without a byte until an attempt is given up.
  package var stall = 30
  /// How often in a row an attempt may bring nothing, and seconds before the next.
  package var attempts = 4
  package var pause = 1.0

  package init(address: String, path: String, md5: String) {
    self.address = address
    self.path = path
    self.md5 = md5
  }

  /// Returns once the whole file is there. `onProgress` is called several times a second, and stops the download by
  /// false. What came stays where the download can be taken up again.
  package func run(_ onProgress: (DownloadProgress) -> Bool) throws(DownloadProblem) {
    let file = try PartialFile(path)
    // Of what brought nothing, nothing stays.
    defer { if file.size == 0 { file.remove() } }
    let isResumed = file.size > 0
    try fetch(into: file, onProgress)
    if file.sum == md5 { return }
    try file.clear()
    // The beginning may have been another file's: the whole once more.
    if isResumed {
      try fetch(into: file, onProgress)
      if file.sum == md5 { return }
    }
    file.remove()
    throw .wrongSum(address: address, expected: md5)
  }

  private func fetch(into file: PartialFile, _ onProgress: (DownloadProgress) -> Bool) throws(DownloadProblem) {
    var failures = 0
    while true {
      let before = file.size
      let (status, result) = attempt(file, onProgress)
      let words = result.failure.words
      switch status {
      case CDOWNLOADS_SUCCESS: return
      case CDOWNLOADS_STOPPED: throw .interrupted
      // There is nothing behind what is there already.
      case CDOWNLOADS_REFUSED where result.code == 416 && before > 0: return
      case CDOWNLOADS_REFUSED where result.code < 500: throw .refused(address: address, code: result.code)
      case CDOWNLOADS_TOO_LARGE:
        file.remove()
        throw .tooLarge(address: address, limit: limit)
      case CDOWNLOADS_UNWRITABLE: throw .unwritable(path, words: words)
      case CDOWNLOADS_INVALID_ADDRESS: throw .invalidAddress(address, words: words)
      default:
        failures = file.size > before ? 0 : failures + 1
        if failures < attempts {
          if failures > 0 { Thread.sleep(forTimeInterval: pause) }
        } else if status == CDOWNLOADS_STALLED {
          throw .stalled(address: address, seconds: stall)
        } else if status == CDOWNLOADS_REFUSED {
          throw .refused(address: address, code: result.code)
        } else {
          throw .disconnected(address: address, words: words)
        }
      }
    }
  }

  private func attempt(
    _ file: PartialFile, _ onProgress: (DownloadProgress) -> Bool
  ) -> (cdownloads_status, cdownloads_result) {
    var result = cdownloads_result()
    let status = withoutActuallyEscaping(onProgress) { onProgress in
      let listener = Listener(onProgress)
      return withExtendedLifetime(listener) {
        address.withCString { address in
          var request = cdownloads_request(
            address: address, descriptor: file.descriptor, offset: Int64(file.size), limit: Int64(limit),
            stall: CInt(stall), context: Unmanaged.passUnretained(listener).toOpaque()
          ) { context, bytes, total in
            guard let context else { return true }
            let listener = Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
            return listener.hear(DownloadProgress(bytes: Int(bytes), total: total > 0 ? Int(total) : nil))
          }
          return cdownloads_fetch(&request, &result)
        }
      }
    }
    return (status, result)
  }

  /// Carries a function through C.
  private final class Listener {
    let hear: (DownloadProgress) -> Bool
    init(_ hear: @escaping (DownloadProgress) -> Bool) { self.hear = hear }
  }
}

/// What has come of a file.
private final class PartialFile {
  let descriptor: CInt
  private let path: String

  init(_ path: String) throws(DownloadProblem) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .unwritable(path, words: String(cString: strerror(errno))) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  var size: Int { Int(lseek(descriptor, 0, SEEK_END)) }

  var sum: String? {
    var digits = [CChar](repeating: 0, count: Int(CDOWNLOADS_MD5_SIZE))
    guard cdownloads_md5(descriptor, &digits) else { return nil }
    return String(decoding: digits.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
  }

  func clear() throws(DownloadProblem) {
    guard ftruncate(descriptor, 0) == 0 else { throw .unwritable(path, words: String(cString: strerror(errno))) }
  }

  func remove() { unlink(path) }
}

extension cdownloads_failure {
  /// The library's or the system's words.
  var words: String {
    String(decoding: withUnsafeBytes(of: message) { Array($0.prefix { $0 != 0 }) }, as: UTF8.self)
  }
}
