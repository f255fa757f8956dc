// A session and what a kernel says about it: set answers, so that screens are tested without computing.

import Diagnostics
import Kernel
import Screen
import Tensors

@testable import Interface
@testable import Notebook

enum SampleSession {
  static let cells: [(CellKind, String)] = [
    (.markdown, "# A small network\nOne block, and a head."),
    (.code, "from functools import reduce\nfrom tensorflow import keras"),
    (
      .code,
      """
      def block(mid, out, name):
          return compose(
              ConvBn(mid, (1, 1), name=name + '_conv'),
              MaxPool2D((1, 2)),
          )
      """
    ),
    (.code, "model = network((32, 32, 3))\nmodel.count_params()"),
  ]

  private static func row(
    _ id: [String], _ type: String, _ shape: Shape?, _ parameters: Int, _ macs: Int?, sees: [Int?] = [1, 1],
    compression: Double? = 1, lines: [CellLine] = [], hasChildren: Bool = false
  ) -> LayerRow {
    let costs = LayerRow.Costs(
      activationBytes: shape?.elementsPerImage.map { $0 * 4 }, compression: compression, receptiveField: sees)
    return LayerRow(
      id: id, name: id.last ?? "", typeName: type, hasChildren: hasChildren, outputShape: shape,
      parameters: parameters, multiplyAdds: macs, costs: costs, line: lines.first, lines: Set(lines))
  }

  static func snapshot(of request: KernelRequest) -> KernelSnapshot {
    let ids = request.document.cells.map(\.id)
    let conv = CellLine(cell: ids[2], line: 2)
    let pool = CellLine(cell: ids[2], line: 3)
    let rows = [
      row(["input"], "InputLayer", [nil, 32, 32, 3], 0, 0, compression: nil),
      row(["block1_conv_bn_leakyrelu1"], "ConvBn", [nil, 32, 32, 32], 256, 98304, lines: [conv], hasChildren: true),
      row(["block1_conv_bn_leakyrelu1", "conv2d"], "Conv2D", [nil, 32, 32, 32], 128, 98304, lines: [conv]),
      row(
        ["block1_conv_bn_leakyrelu1", "batch_normalization"], "BatchNormalization", [nil, 32, 32, 32], 128, 0,
        lines: [conv]),
      row(["max_pooling2d"], "MaxPooling2D", [nil, 32, 16, 32], 0, 0, sees: [1, 2], compression: 0.5, lines: [pool]),
      row(["flatten"], "Flatten", [nil, 16384], 0, 0, sees: [1, 2]),
      row(["dense"], "Dense", [nil, 10], 163_850, 163_840, sees: [nil, nil], compression: 10.0 / 16_384),
    ]
    return KernelSnapshot(
      revision: request.document.revision, cursor: request.cursor,
      cells: [
        ids[2]: CellReport(inlays: [
          Inlay(line: 2, shape: [nil, 32, 32, 32], count: 1), Inlay(line: 3, shape: [nil, 32, 16, 32], count: 3),
        ]),
        ids[3]: CellReport(output: "built\n", result: "164106", inlays: [Inlay(line: 0, shape: [nil, 10], count: 1)]),
      ],
      subject: Subject(
        kind: .model, title: "Small", inputShapes: [[nil, 32, 32, 3]], outputShapes: [[nil, 10]], rows: rows,
        parameters: 164_106, trainableParameters: 164_042, multiplyAdds: 262_144, forward: forward(rows)),
      function: function(request))
  }

  /// `block`, which is called three times, while the cursor is in it.
  private static func function(_ request: KernelRequest) -> FunctionReport? {
    let cell = request.document.cells[2].id
    guard request.cursor?.cell == cell else { return nil }
    return FunctionReport(
      name: "block", parameters: ["mid", "out", "name"], line: CellLine(cell: cell, line: 0), calls: 3,
      shown: request.call?.number)
  }

  /// The snapshot where nothing calls `block`.
  static func uncalled(_ request: KernelRequest) -> KernelSnapshot {
    var snapshot = snapshot(of: request)
    snapshot.function?.calls = 0
    snapshot.function?.isCalled = false
    return snapshot
  }

  /// A picture of a slope in each colour, and values of set shapes.
  private static func forward(_ rows: [LayerRow]) -> Forward {
    let input = Tensor(
      shape: [1, 32, 32, 3],
      values: (0..<1024).flatMap { (pixel: Int) -> [Float] in
        [Float(pixel % 32) / 31, Float(pixel / 32) / 31, 0.25]
      })
    let output = Tensor(
      shape: [1, 10], values: [0.1, 0.05, 0.05, 0.05, 0.1, 0.05, 0.2, 0.05, 0.3, 0.05])
    // Thirty-two maps of stripes, the next always shifted by one.
    let values = Tensor(
      shape: [1, 8, 8, 32],
      values: (0..<2048).map { (index: Int) -> Float in Float((index / 32 % 8 + index / 256 + index) % 5) - 1 })
    let activations = rows.map { row in
      (
        row.id,
        Forward.Activation(shape: values.shape, summary: TensorSummary(values)) { values }
      )
    }
    return Forward(
      inputLabel: "cifar10:4 frog", input: input, activations: Dictionary(uniqueKeysWithValues: activations),
      times: Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.id, Double($0) / 100) }),
      output: output,
      classNames: [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
      ], milliseconds: 0.094)
  }

  /// The snapshot with an error in the block, and the rows before it.
  static func broken(_ request: KernelRequest) -> KernelSnapshot {
    var snapshot = snapshot(of: request)
    let cell = request.document.cells[2].id
    snapshot.cells[cell] = CellReport(
      problems: [
        CellProblem(
          severity: .error, code: "never-closed", message: "compose( was never closed; add ) after its last argument",
          place: CellLine(cell: cell, line: 1), columns: 11..<19, fileLine: 12)
      ],
      inlays: [Inlay(line: 2, shape: [nil, 32, 32, 32], count: 1)])
    snapshot.subject?.kind = .chain
    snapshot.subject?.rows.removeLast(2)
    snapshot.subject?.forward?.problem = nil
    return snapshot
  }

  /// The snapshot where the forward pass would need more memory than there may be.
  static func refused(_ request: KernelRequest) -> KernelSnapshot {
    var snapshot = snapshot(of: request)
    snapshot.subject?.forward = Forward(
      inputLabel: "cifar10:4 frog", input: nil,
      problem: "not run: a forward pass needs 40 TiB (weights 18.2 TiB, activations 3.6 TiB), and the memory budget is "
        + "2 GiB")
    return snapshot
  }

  /// The snapshot with an expectation of each outcome.
  static func checked(_ request: KernelRequest) -> KernelSnapshot {
    var snapshot = snapshot(of: request)
    let ids = request.document.cells.map(\.id)
    snapshot.cells[ids[2]]?.checks = [
      LineCheck(line: 2, outcome: .holds), LineCheck(line: 3, outcome: .fails, actual: "(None, 32, 16, 32)"),
    ]
    snapshot.cells[ids[3]]?.checks = [
      LineCheck(line: 0, outcome: .fails), LineCheck(line: 1, outcome: .toDo, actual: "164106"),
    ]
    return snapshot
  }

  /// A last cell with lines that are not run, one of them with an error too.
  static let training = "model = network((32, 32, 3))\nmodel.compile('adam')\nmodel.fit(x_train, epochs=epohcs)"

  static func trained(_ request: KernelRequest) -> KernelSnapshot {
    var snapshot = snapshot(of: request)
    let cell = request.document.cells[3].id
    func problem(_ severity: Diagnostic.Severity, _ code: String, _ message: String, _ line: Int, _ columns: Range<Int>)
      -> CellProblem
    {
      CellProblem(
        severity: severity, code: code, message: message, place: CellLine(cell: cell, line: line), columns: columns,
        fileLine: 19 + line)
    }
    let compile = "Not run: model.compile prepares training, and Compbook only composes"
    let fit = "Not run: model.fit trains, and Compbook only composes"
    snapshot.cells[cell] = CellReport(
      problems: [
        problem(.note, "not-run", compile, 1, 0..<13), problem(.note, "not-run", fit, 2, 0..<9),
        problem(.error, "name-undefined", "NameError: name 'epohcs' is not defined", 2, 26..<32),
      ], inlays: [Inlay(line: 0, shape: [nil, 10], count: 1)])
    return snapshot
  }

  /// Runs the program on the session with a script of events.
  static func run(
    width: Int, height: Int, capabilities: Capabilities = Capabilities(), steps: [FakeTerminal.Step],
    cells: [(CellKind, String)] = cells,
    kernel: @escaping @Sendable (KernelRequest) -> KernelSnapshot = { snapshot(of: $0) },
    path: String? = "sessions/small.py",
    save: @escaping (NotebookDocument, String, Replacement) -> SessionFileError? = { _, _, _ in nil },
    open: @escaping (String) -> Result<NotebookDocument, SessionFileError> = {
      .failure(SessionFileError($0, .missing))
    }
  ) -> (terminal: FakeTerminal, app: App, code: Int32) {
    let terminal = FakeTerminal(size: Size(width: width, height: height), capabilities: capabilities, steps: steps)
    let cells = cells.enumerated().map { Cell(id: CellID($0 + 1), kind: $1.0, text: $1.1) }
    let mailbox = Mailbox(onPost: terminal.wake)
    var document = NotebookDocument(cells: cells)
    document.path = path
    document.settings.input = "cifar10:4"
    document.markSaved()
    var app = App(
      state: AppState(
        document: document, size: terminal.size,
        capabilities: capabilities),
      terminal: terminal, mailbox: mailbox,
      services: Services(
        evaluate: { mailbox.post(kernel($0)) }, rewrite: { if let request = $0 { mailbox.post(rewritten(request)) } },
        files: FileServices(
          save: { document, path, replacement in
            save(document, path, replacement).map { .failure($0) } ?? .success(FileVersion(of: document.fileBytes))
          }, open: open, removeJournal: { _ in })))
    let code = app.run()
    return (terminal, app, code)
  }
}
