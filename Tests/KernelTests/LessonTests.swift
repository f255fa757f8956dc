// The lessons in `sessions`: as Keras has them, as their own checks say, and with exercises that can be solved.

import Diagnostics
import Foundation
import Language
import Notebook
import Testing

@testable import Kernel

struct LessonTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "sessions").path)
    return (files ?? []).filter { $0.hasSuffix(".py") }.sorted()
  }()

  /// Replaces a part of a lesson, adds a cell at its end, and evaluates it.
  private func evaluate(
    _ lesson: String, _ old: String = "", _ new: String = "", adding extra: String = ""
  ) throws -> DocumentEvaluation {
    let path = Self.root.appending(path: "sessions/\(lesson)").path
    var cells = try SessionFile.open(path).document.snapshot.codeCells
    if !old.isEmpty {
      let index = try #require(cells.firstIndex { $0.text.contains(old) }, "\(lesson) has no \(old)")
      cells[index].text = cells[index].text.replacing(old, with: new)
    }
    cells.append(CodeCell(id: CellID(1000), text: extra, firstLine: 1000))
    return withLargeStack { [cells] in
      var evaluation = DocumentEvaluation()
      _ = evaluation.update(to: cells, fileName: lesson)
      return evaluation
    }
  }

  private func messages(_ evaluation: DocumentEvaluation) -> [String] {
    evaluation.stages.flatMap(\.diagnostics).map(\.message)
      + evaluation.checks.filter { $0.openExercise == nil }.compactMap(\.message)
  }

  @Test(arguments: names) func aLessonIsAsItsChecksSayAndHasSomethingToDo(lesson: String) throws {
    let evaluation = try evaluate(lesson)
    #expect(messages(evaluation) == [])
    #expect(evaluation.checks.contains { $0.openExercise?.isEmpty == false })
    #expect(evaluation.checks.count { $0.message == nil } >= 6)
  }

  /// A solution of each exercise: what is replaced, and by what.
  private static let solutions = [
    (
      "convolution.py", "Conv2D(16, 3)(image)\n# expect: (None, 8",
      "Conv2D(24, 5, 4, padding='same')(image)\n# expect: (None, 8"
    ),
    (
      "depthwise.py", "return Conv2D(128, 3, padding='same')(x)",
      "return Conv2D(128, 1)(DepthwiseConv2D(3, padding='same')(x))"
    ),
    (
      "separable.py", "return Conv2D(64, 5, padding='same')(x)",
      "return Conv2D(64, (1, 5), padding='same')(Conv2D(64, (5, 1), padding='same')(x))"
    ),
    ("pooling.py", "[MaxPool2D(2), MaxPool2D(2)]", "[MaxPool2D((1, 2)), MaxPool2D((2, 1))] * 2"),
    ("effnet.py", "return block(mid, out, name)", "return block(mid // 2, out // 2, name)"),
    ("mobilenet.py", "small = mobilenet((32, 32, 3), width=0.5)", "small = mobilenet((32, 32, 3), width=1 / 3)"),
    ("shufflenet.py", "small = shufflenet((32, 32, 3), groups=4)", "small = shufflenet((32, 32, 3), groups=8)"),
    (
      "inception.py", "return Conv2D(96, 3, padding='same', use_bias=False)(x)",
      """
      x = Conv2D(96, (1, 3), padding='same', use_bias=False)(x)
          return Conv2D(96, (3, 1), padding='same', use_bias=False)(x)
      """
    ),
    (
      "comparison.py", "'Half',\n    conv(23, 3), MaxPool2D(2), conv(46, 3), MaxPool2D(2), conv(92, 3)",
      "'Half',\n    conv(16, 3), MaxPool2D(2), conv(32, 3), MaxPool2D(2), conv(64, 3)"
    ),
  ]

  @Test(arguments: solutions) func anExerciseCanBeSolved(lesson: String, old: String, new: String) throws {
    let evaluation = try evaluate(lesson, old, new)
    #expect(messages(evaluation) == [])
    #expect(evaluation.checks.compactMap(\.message) == [])
  }

  /// Answers that have the shapes or the few parameters that are asked for, but are not what is asked for.
  private static let wrongAnswers = [
    (
      "separable.py", "return Conv2D(64, 5, padding='same')(x)",
      "return Conv2D(64, (5, 1), padding='same')(Conv2D(64, (5, 1), padding='same')(x))"
    ),
    (
      "inception.py", "return Conv2D(96, 3, padding='same', use_bias=False)(x)",
      """
      x = Conv2D(96, (1, 3), padding='same', use_bias=False)(x)
          return Conv2D(96, (1, 3), padding='same', use_bias=False)(x)
      """
    ),
    ("effnet.py", "return block(mid, out, name)", "return block(3, 5, name)"),
    ("effnet.py", "return block(mid, out, name)", "return block(mid // 2, out // 4, name)"),
    ("effnet.py", "return block(mid, out, name)", "return pointwise(1, name)"),
    ("effnet.py", "return block(mid, out, name)", "return paper_block(mid // 2, out // 2, name)"),
    ("shufflenet.py", "small = shufflenet((32, 32, 3), groups=4)", "small = shufflenet((32, 32, 3), groups=6)"),
    ("shufflenet.py", "small = shufflenet((32, 32, 3), groups=4)", "small = shufflenet((32, 32, 3), groups=12)"),
    ("shufflenet.py", "small = shufflenet((32, 32, 3), groups=4)", "small = shufflenet((32, 32, 3), groups=24)"),
  ]

  @Test(arguments: wrongAnswers) func aWrongAnswerLeavesTheExerciseToDo(lesson: String, old: String, new: String) throws
  {
    let evaluation = try evaluate(lesson, old, new)
    #expect(messages(evaluation) == [])
    #expect(evaluation.checks.contains { $0.openExercise != nil })
  }

  @Test func everyLessonHasItsSolutionHere() {
    #expect(Self.solutions.map(\.0).sorted() == Self.names)
  }

  // MARK: Keras

  private struct Record: Decodable {
    let shape: [Int?]
    let parameters: Int?
    let trainable: Int?
  }

  private static let records: [String: [String: Record]] = {
    struct Fixture: Decodable { let lessons: [String: [String: Record]] }
    let file = root.appending(path: "Tests/Fixtures/lessons.json")
    return (try? JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file)))?.lessons ?? [:]
  }()

  /// The fixture's numbers as expectations of the session's names.
  @Test(arguments: names) func whatALessonMakesIsWhatKerasMakes(lesson: String) throws {
    let records = try #require(Self.records[lesson])
    var expectations: [String] = []
    for (name, record) in records.sorted(by: { $0.key < $1.key }) {
      let shape = record.shape.map { $0.map(String.init) ?? "None" }.joined(separator: ", ")
      expectations.append("# expect: \(name).shape == (\(shape))")
      if let parameters = record.parameters { expectations.append("# expect: \(name).parameters == \(parameters)") }
      if let trainable = record.trainable { expectations.append("# expect: \(name).trainable == \(trainable)") }
    }
    let evaluation = try evaluate(lesson, adding: expectations.joined(separator: "\n"))
    let checks = evaluation.checks.filter { $0.cell == CellID(1000) }
    #expect(checks.count == expectations.count)
    #expect(checks.compactMap(\.message) == [])
    #expect(expectations.count >= 6)
  }
}
