// How long it takes from source text to shapes: whole sessions, Keras' own builders, and edits of one cell.

import Diagnostics
import Foundation
import KerasBindings
import Kernel
import Language
import ModelGraph
import Notebook

enum EvaluationBenchmark {
  /// The folder `keras/src/applications` of an installed Keras, whose builders are measured too, and what the measured
  /// names must contain.
  static func run(_ arguments: [String]) {
    let folder = arguments.first { $0.contains("/") }
    let wanted = arguments.first { !$0.contains("/") }
    let chosen = (sessions + builders(in: folder)).filter { wanted.map($0.name.contains) ?? true }
    print(Table.row("from source text to shapes", ["best", "median", "first", "target"]) + "  result")
    withLargeStack { for measurement in chosen { print(measurement.line()) } }
    if folder == nil { print("Keras' builders are left out: give the folder keras/src/applications to measure them") }
  }

  // MARK: What is measured

  private static var sessions: [Measurement] {
    let path = "sessions/effnet.py"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8), let opened = try? SessionFile.open(path) else {
      print("sessions/effnet.py is left out: run the benchmark from the folder that holds sessions")
      return []
    }
    let cells = opened.document.snapshot.codeCells
    var edited = cells
    edited[edited.count - 1].text += "\nprint(1)"
    let evaluated = withLargeStack { DocumentEvaluation().updated(to: cells) }
    return [
      Measurement(name: "EffNet", target: 2) { evaluate(text) },
      Measurement(name: "EffNet, only parsed", target: 1) {
        "\(parse(SourceText(name: "effnet.py", text: text)).tree.statements.count) statements"
      },
      Measurement(name: "EffNet, cell by cell", target: 2) { count(DocumentEvaluation().updated(to: cells)) },
      Measurement(name: "chain of 1,001 layers", target: 50) { evaluate(chain) },
      Measurement(name: "EffNet, last cell edited", target: 1) { [edited] in count(evaluated.updated(to: edited)) },
    ]
  }

  /// A residual network as deep as the largest of Keras' builders.
  private static let chain = """
    import keras
    from keras.layers import Activation, Add, BatchNormalization, Conv2D
    x = keras.Input((32, 32, 16))
    image = x
    for step in range(250):
        y = Conv2D(16, 3, padding='same', name=f'conv{step}')(x)
        y = BatchNormalization(axis=-1, epsilon=1.001e-5)(y)
        y = Activation('relu')(y)
        x = Add()([x, y])
    model = keras.Model(image, x)
    model.summary()
    """

  private static func builders(in folder: String?) -> [Measurement] {
    guard let folder else { return [] }
    let builders = [
      ("mobilenet_v2", "MobileNetV2()", 50.0), ("nasnet", "NASNetMobile()", 250), ("mobilenet", "MobileNet()", 50),
      ("densenet", "DenseNet201()", 250), ("efficientnet", "EfficientNetB0()", 100),
    ]
    return builders.compactMap { file, call, target in
      guard let text = try? String(contentsOfFile: "\(folder)/\(file).py", encoding: .utf8) else { return nil }
      let session = text + "\nmodel = \(call.replacing(")", with: "weights=None)"))\n"
      return Measurement(name: call, target: target) { evaluate(session) }
    }
  }

  // MARK: Running

  private static func evaluate(_ text: String) -> String {
    var interpreter = KerasLibrary.interpreter
    let parsed = parse(SourceText(name: "session.py", text: text))
    let execution = interpreter.execute(parsed.tree)
    return outcome(interpreter, (parsed.diagnostics + execution.diagnostics).map(\.message))
  }

  private static func count(_ evaluation: DocumentEvaluation) -> String {
    outcome(evaluation.interpreter, evaluation.stages.flatMap(\.diagnostics).map(\.message))
  }

  private static func outcome(_ interpreter: Interpreter, _ messages: [String]) -> String {
    "\(interpreter.keras.graph.calls.count) calls, \(interpreter.steps) steps"
      + (messages.first.map { ", \(messages.count) errors: \($0)" } ?? "")
  }
}

extension DocumentEvaluation {
  fileprivate func updated(to cells: [CodeCell]) -> DocumentEvaluation {
    var evaluation = self
    _ = evaluation.update(to: cells, fileName: "session.py")
    return evaluation
  }
}

/// Something that is done again and again.
struct Measurement: Sendable {
  let name: String
  /// Milliseconds.
  let target: Double
  let body: @Sendable () -> String

  /// The times of up to a hundred runs within two seconds, and what the runs came to.
  func line() -> String {
    let clock = ContinuousClock()
    var result = ""
    var times: [Double] = []
    let start = clock.now
    while times.count < 100, times.count < 3 || clock.now - start < .seconds(2) {
      let time = clock.measure { result = body() }
      times.append(Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3)
    }
    let sorted = times.sorted()
    let numbers = [sorted[0], sorted[sorted.count / 2], times[0], target]
    return Table.row(name, numbers.map { Table.milliseconds($0) }) + "  " + result
  }
}
