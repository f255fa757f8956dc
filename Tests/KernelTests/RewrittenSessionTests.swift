// Whole sessions rewritten in every way: the text, and the menu's numbers beside those that Keras counts in it.

import Foundation
import Tensors
import Testing

@testable import Kernel

/// The sessions lie in `Tests/Fixtures/rewritings`, each with its convolution on the line after the mark. With
/// COMPBOOK_RECORD_REWRITINGS set, the first test writes the texts anew, which fails the run; `generate.py rewritings` then
/// asks Keras.
@Suite struct RewrittenSessionTests {
  private struct Written: Codable, Hashable {
    var script: String
    var way: String
    var text: String
  }

  /// What Keras made of one text: see `Tests/Fixtures/generator/rewritings.py`.
  private struct Counted: Decodable {
    var script: String
    var way: String
    var parameters: Int
    var multiplyAdds: Int
    var shape: [Int?]

    var counts: RewriteOffer.Counts { RewriteOffer.Counts(parameters: parameters, multiplyAdds: multiplyAdds) }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/rewritings")

  static let scripts =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? [])
    .filter { $0.hasSuffix(".py") }.sorted()

  private static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }

  private static func rewritten(_ script: String) throws -> Rewritten {
    let text = try String(contentsOf: folder.appending(path: script), encoding: .utf8)
    return try Rewritten(text.replacing(/# rewritten\n */) { $0.output + "|" })
  }

  /// The session after each of its ways.
  private static func written(_ script: String) throws -> [Written] {
    let asked = try rewritten(script)
    return try asked.names.map { way in
      var session = asked
      return Written(script: script, way: way, text: try session.writing(way))
    }
  }

  @Test func everyWayIsWrittenAsKerasWasAsked() throws {
    let written = try Self.scripts.flatMap { try Self.written($0) }
    if ProcessInfo.processInfo.environment["COMPBOOK_RECORD_REWRITINGS"] != nil {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try encoder.encode(written).write(to: Self.folder.appending(path: "written.json"))
      Issue.record("recorded: read it, ask Keras anew, then run without COMPBOOK_RECORD_REWRITINGS")
    }
    #expect(Self.scripts.count >= 17)
    #expect(written == (try Self.decode([Written].self, from: "written.json")))
  }

  @Test(arguments: scripts) func theMenuTellsWhatKerasCounts(script: String) throws {
    struct Fixture: Decodable { let sessions: [Counted] }
    let counted = try Self.decode(Fixture.self, from: "keras.json").sessions.filter { $0.script == script }
    let offer = try Self.rewritten(script).result.get()
    let today = try #require(counted.first { $0.way == "today" })
    #expect(offer.today == today.counts)
    #expect(counted.map(\.way) == ["today"] + offer.rewritings.map(\.name))
    for (rewriting, record) in zip(offer.rewritings, counted.dropFirst()) {
      #expect(rewriting.counts == record.counts, "\(rewriting.name)")
      #expect(rewriting.outputShape == Shape(record.shape), "\(rewriting.name)")
      #expect(record.shape == today.shape, "\(rewriting.name)")
    }
  }
}
