// Downloads from a server on loopback that does everything wrong. The sums are Python's hashlib's.

import Foundation
import Testing

@testable import Downloads

@Suite struct DownloadTests {
  /// Runs a download in some manner of the server, beginning with what is there of the file.
  private func download(
    _ manner: String, having count: Int = 0, of other: Data? = nil, requests: Int, stall: Int = 1,
    onProgress: (DownloadProgress) -> Bool = { _ in true },
    check: (_ problem: DownloadProblem?, _ file: Data?, _ content: Data, _ ranges: [String]) throws -> Void
  ) throws {
    try withFolder { folder in
      let content = Data((0..<30_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) })
      try content.write(to: URL(filePath: "\(folder)/content"))
      let sum = try python(
        "import hashlib, sys; print(hashlib.md5(open(sys.argv[1], 'rb').read()).hexdigest())", "\(folder)/content")
      let server = try Server(file: "\(folder)/content")
      let path = "\(folder)/file.part"
      if count > 0 { try (other ?? content).prefix(count).write(to: URL(filePath: path)) }
      var download = Download(address: "\(server.address)/\(manner)/file", path: path, md5: sum)
      download.limit = 60_000
      download.stall = stall
      download.pause = 0.05
      var problem: DownloadProblem?
      do throws(DownloadProblem) { try download.run(onProgress) } catch { problem = error }
      try check(problem, try? Data(contentsOf: URL(filePath: path)), content, server.ranges(requests))
    }
  }

  @Test func aWholeFileComesAtOnce() throws {
    try download("serves", requests: 1) { problem, file, content, ranges in
      #expect(problem == nil && file == content && ranges == ["range None"])
    }
  }

  @Test func aDownloadGoesOnWhereItStopped() throws {
    try download("serves", having: 10_000, requests: 1) { problem, file, content, ranges in
      #expect(problem == nil && file == content && ranges == ["range bytes=10000-"])
    }
  }

  @Test func aConnectionThatIsCutIsTakenUpAgain() throws {
    // Three times half of what is left: 15,000, 22,500, 26,250.
    try download("cuts", requests: 4) { problem, file, content, ranges in
      #expect(problem == nil && file == content)
      #expect(ranges == ["range None", "range bytes=15000-", "range bytes=22500-", "range bytes=26250-"])
    }
  }

  @Test func aServerThatIgnoresRangesSendsTheWholeAgain() throws {
    try download("ignores", requests: 4) { problem, file, content, ranges in
      #expect(problem == nil && file == content)
      #expect(ranges == ["range None"] + [String](repeating: "range bytes=15000-", count: 3))
    }
  }

  @Test func aConnectionThatStallsIsTakenUpAgain() throws {
    try download("stalls", requests: 2) { problem, file, content, ranges in
      #expect(problem == nil && file == content && ranges == ["range None", "range bytes=10000-"])
    }
  }

  @Test func aServerThatIsBusyIsAskedAgain() throws {
    try download("busy", requests: 3) { problem, file, content, _ in #expect(problem == nil && file == content) }
  }

  @Test func aServerThatSendsNothingIsGivenUp() throws {
    try download("always_cuts", requests: 4) { problem, file, _, _ in
      #expect(file == nil)
      guard case .disconnected? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
      #expect(problem?.description.hasSuffix("the same command goes on where it stopped") == true)
    }
  }

  @Test func aLengthThatIsTooGreatIsNoneAtAll() throws {
    // The server closes before it: asked for the rest, it has none, and the file is whole.
    try download("overstates", requests: 2) { problem, file, content, ranges in
      #expect(problem == nil && file == content && ranges == ["range None", "range bytes=30000-"])
    }
  }

  @Test func aLengthThatIsTooSmallLeavesAFileThatIsNotTheOne() throws {
    try download("understates", requests: 1) { problem, file, _, _ in
      guard case .wrongSum? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
      #expect(file == nil)
    }
  }

  @Test func anotherFileIsThrownAway() throws {
    try download("wrong", requests: 1) { problem, file, _, _ in
      guard case .wrongSum? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
      #expect(file == nil)
    }
  }

  @Test func aWrongBeginningIsFetchedAnew() throws {
    try download("serves", having: 5000, of: Data(repeating: 7, count: 5000), requests: 2) {
      problem, file, content, ranges in
      #expect(problem == nil && file == content && ranges == ["range bytes=5000-", "range None"])
    }
  }

  @Test func aFileBeyondTheLimitIsStopped() throws {
    try download("long", requests: 1) { problem, file, _, _ in
      guard case .tooLarge(_, limit: 60_000)? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
      #expect(file == nil)
    }
  }

  @Test func aRefusalIsToldWithItsCode() throws {
    try download("refuses", requests: 1) { problem, file, _, _ in
      #expect(file == nil)
      guard case .refused(_, code: 404)? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
      #expect(problem?.description.hasSuffix("/refuses/file: the server answers with HTTP status 404") == true)
    }
  }

  @Test func anInterruptKeepsWhatCame() throws {
    try download("slow", requests: 1, onProgress: { $0.bytes < 500 }) { problem, file, content, _ in
      #expect(problem == .interrupted)
      let kept = try #require(file)
      #expect(kept.count >= 500 && kept == content.prefix(kept.count))
    }
  }

  @Test func progressTellsTheWholeAndEndsThere() throws {
    var last: DownloadProgress?
    try download(
      "serves", having: 10_000, requests: 1,
      onProgress: { progress in
        last = progress
        return true
      }
    ) { _, _, _, _ in #expect(last == DownloadProgress(bytes: 30_000, total: 30_000)) }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "no address"])
  func onlyHTTPIsFetched(address: String) throws {
    try withFolder { folder in
      var download = Download(address: address, path: "\(folder)/x", md5: "")
      download.attempts = 1
      do throws(DownloadProblem) {
        try download.run { _ in true }
        Issue.record("fetched")
      } catch {
        #expect(error.description.hasPrefix(address))
      }
    }
  }
}
