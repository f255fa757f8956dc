// Time and memory against the number of layers and against their width. Both should grow no faster than the model does.

import Diagnostics
import Foundation
import Kernel
import Language
import KerasBindings
import ModelGraph
import Notebook
import Runtime
import Tensors

enum GrowthBenchmark {
  /// A model to grow: by depth in layers, by width in channels.
  private enum Kind: String {
    case depth, width

    var sizes: [Int] {
      switch self {
      case .depth: [10, 30, 100, 300, 1000]
      case .width: [16, 32, 64, 128, 256, 512]
      }
    }

    /// What the size is compared with: layers, or thousands of parameters.
    var unit: String { self == .depth ? "layer" : "k params" }

    func session(_ size: Int) -> String {
      let (blocks, channels) = self == .depth ? (size / 3, 16) : (4, size)
      return """
        import keras
        from keras.layers import BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, ReLU
        image = keras.Input((16, 16, 3))
        x = image
        for step in range(\(blocks)):
            x = Conv2D(\(channels), 3, padding='same')(x)
            x = BatchNormalization()(x)
            x = ReLU()(x)
        model = keras.Model(image, Dense(10)(GlobalAveragePooling2D()(x)))
        """
    }
  }

  private static let columns = [
    "evaluate", "plan", "forward", "again", "last edit", "notebook", "memory", "all time", "memory",
  ]

  /// Each size in a process of its own, so that memory is that of one.
  static func run(_ arguments: [String]) async {
    if let kind = arguments.first.flatMap(Kind.init), let size = arguments.dropFirst().first.flatMap({ Int($0) }) {
      return await measure(kind, size)
    }
    for kind in [Kind.depth, .width] {
      print(
        Table.row("\(kind.rawValue)", columns) + "\n"
          + Table.row("", columns.indices.map { $0 < 7 ? "" : "a \(kind.unit)" }))
      // Before what the other processes write.
      fflush(nil)
      for size in kind.sizes {
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = ["growth", kind.rawValue, "\(size)"]
        do {
          try process.run()
          process.waitUntilExit()
        } catch {
          print("\(error)")
        }
      }
      print("")
    }
  }

  private static func measure(_ kind: Kind, _ size: Int) async {
    // What every process has, whatever its model: the library, the interpreter, a first pass.
    _ = await pass(Kind.depth.session(3))
    let text = kind.session(size)
    guard let figures = await pass(text) else { return print("\(kind.rawValue) \(size): there is no pass") }
    let memory = Double(figures.bytes)
    let notebook = await LiveSession([text]).answer()
      .output
    let times = figures.times + [notebook]
    let units = kind == .depth ? Double(figures.layers) : Double(figures.parameters) / 1000
    let numbers =
      times.map { Table.milliseconds($0) } + [
        String(format: "%.1f MB", memory / 1e6), String(format: "%.1f µs", notebook / units * 1000),
        String(format: "%.1f kB", memory / units / 1000),
      ]
    print(Table.row("\(size)  (\(figures.layers) layers, \(figures.parameters) params)", numbers))
  }

  private struct Figures {
    let layers: Int
    let parameters: Int
    let times: [Double]
    /// What the evaluated session and the engine with its weights and outputs take.
    let bytes: Int
  }

  /// A model evaluated, planned, run for the first time, run again, and run with another last layer.
  private static func pass(_ text: String) async -> Figures? {
    var times: [Double] = []
    func time<Result>(_ body: () async throws -> Result) async rethrows -> Result {
      let start = ContinuousClock.now
      let result = try await body()
      times.append((ContinuousClock.now - start) / .milliseconds(1))
      return result
    }
    let base = residentBytes
    do {
      let interpreter = await time { evaluated(text) }
      guard let model = interpreter.models.last else { return nil }
      let graph = interpreter.keras.graph
      let plan = try await time {
        try ExecutionPlan(graph: graph, outputs: model.outputs, batch: 1, keeping: .outputs)
      }
      let engine = try Engine()
      let image = [plan.inputs[0].tensor: Tensor(shape: plan.inputs[0].shape, repeating: 0.5)]
      _ = try await time { try await engine.run(plan, inputs: image, seed: 0) }
      _ = try await time { try await engine.run(plan, inputs: image, seed: 0) }
      let bytes = residentBytes - base
      let other = evaluated(text.replacing("Dense(10)", with: "Dense(11)"))
      let edited = try ExecutionPlan(
        graph: other.keras.graph, outputs: other.models.last?.outputs ?? [], batch: 1, keeping: .outputs)
      _ = try await time { try await engine.run(edited, inputs: image, seed: 0) }
      return Figures(
        layers: model.rows.count, parameters: graph.parameters(of: model.calls).total, times: times,
        bytes: bytes)
    } catch {
      print("\(error)")
      return nil
    }
  }

  private static func evaluated(_ text: String) -> Interpreter {
    withLargeStack {
      var interpreter = KerasLibrary.interpreter
      _ = interpreter.execute(parse(SourceText(name: "session.py", text: text)).tree)
      return interpreter
    }
  }

  /// What the process has in memory now; 0 where the system does not tell as Linux does.
  private static var residentBytes: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
