// The mistakes that learners make: for each the place that is underlined and the one sentence that is said.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

/// An entry of `Tests/Fixtures/mistakes.txt`.
private struct Mistake {
  /// The piece of a session, with what is underlined between ⟨ and ⟩.
  let marked: String
  let message: String

  static func all() throws -> [Mistake] {
    var mistakes: [Mistake] = []
    var piece: [Substring] = []
    for line in try Fixture.text("mistakes.txt").split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=> ") {
        mistakes.append(Mistake(marked: piece.joined(separator: "\n"), message: String(line.dropFirst(3))))
        piece = []
      } else if !line.hasPrefix("#"), !(piece.isEmpty && line.isEmpty) {
        piece.append(line)
      }
    }
    return mistakes
  }

  var source: String { marked.filter { $0 != "⟨" && $0 != "⟩" } }

  /// The places, in bytes from its start, where the underlined text starts and ends.
  var underlined: SourceRange {
    let start = marked.prefix { $0 != "⟨" }.utf8.count
    return SourceRange(start, marked.prefix { $0 != "⟩" }.utf8.count - "⟨".utf8.count)
  }
}

struct LearnersMistakesTests {
  /// What every session begins with.
  private static let beginning = """
    import keras
    from keras.layers import *
    image = keras.Input((16, 16, 3))
    flat = Flatten()(image)

    """

  @Test func eachIsToldInOneSentenceAtItsPlace() throws {
    let mistakes = try Mistake.all()
    #expect(mistakes.count > 150)
    let sessions = Session.each(mistakes.map { Self.beginning + $0.source })
    for (mistake, session) in zip(mistakes, sessions) {
      let comment = Comment(rawValue: mistake.marked)
      // A note on Keras 2's spelling may stand beside it.
      let told = session.diagnostics.filter { $0.code != "keras-2" }
      #expect(told.map(\.message) == [mistake.message], comment)
      guard let found = told.first?.range else { continue }
      let start = Self.beginning.utf8.count
      #expect(SourceRange(found.lowerBound - start, found.upperBound - start) == mistake.underlined, comment)
    }
  }

  // MARK: Tracebacks

  /// The functions that led to the one error of a session, each with the line of its call.
  private func traceback(_ text: String) -> [String] {
    let session = Session(Self.beginning + text)
    guard session.diagnostics.count == 1, let found = session.diagnostics.first else { return session.messages }
    let first = session.source.lineIndex(of: Self.beginning.utf8.count)
    return found.frames.map { "\($0.function), line \(session.source.lineIndex(of: $0.call.lowerBound) - first + 1)" }
  }

  /// The error stands where the layer was made; each call on the way to it is named with its line.
  @Test func aTracebackNamesTheLineOfEachCall() {
    let text = """
      def brick(x, filters):
          return Conv2D(filters, 99)(x)

      def block(x):
          x = Conv2D(4, 3)(x)
          return brick(x, 16)

      def network(x):
          x = Conv2D(4, 3)(x)
          return block(x)

      y = network(image)
      """
    #expect(traceback(text) == ["network, line 12", "block, line 10", "brick, line 6"])
  }

  @Test func aTracebackGoesThroughTheCallOfALayer() {
    let text = """
      class Block(Layer):
          def __init__(self):
              super().__init__()
              self.convolution = Conv2D(4, 99)

          def call(self, x):
              return self.convolve(x)

          def convolve(self, x):
              return self.convolution(x)

      def network(x):
          block = Block()
          return block(x)

      y = network(image)
      """
    #expect(traceback(text) == ["network, line 16", "call, line 14", "convolve, line 7"])
  }
}
