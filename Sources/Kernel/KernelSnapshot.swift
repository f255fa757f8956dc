// What the kernel tells about a document: a plain value that the interface turns into a screen.

import Diagnostics
import Notebook
import Tensors

/// A line of a cell, counted from 0.
package struct CellLine: Hashable, Sendable {
  package var cell: CellID
  package var line: Int

  package init(cell: CellID, line: Int) {
    self.cell = cell
    self.line = line
  }
}

/// Everything known about one revision of a document. Each comes whole; a later one replaces it.
package struct KernelSnapshot: Sendable {
  /// The revision of the document that this is about.
  package var revision: Int
  /// The cursor's line as the request told it, by which subject and function were chosen.
  package var cursor: CellLine?
  /// The code cells' reports.
  package var cells: [CellID: CellReport]
  /// What the pane is about: the thing at the cursor. Nil only where the document has made no tensor.
  package var subject: Subject?
  /// The function in whose body the cursor is.
  package var function: FunctionReport?
  /// Whether a forward pass for this revision is still to come in a later snapshot.
  package var isForwardPending: Bool

  package init(
    revision: Int, cursor: CellLine? = nil, cells: [CellID: CellReport] = [:], subject: Subject? = nil,
    function: FunctionReport? = nil, isForwardPending: Bool = false
  ) {
    self.function = function
    self.revision = revision
    self.cursor = cursor
    self.cells = cells
    self.subject = subject
    self.isForwardPending = isForwardPending
  }
}

/// A function and its calls.
package struct FunctionReport: Hashable, Sendable {
  package var name: String
  package var parameters: [String]
  /// Where it begins.
  package var line: CellLine
  /// Whether it stands by itself, in no class, function or block.
  package var isTopLevel: Bool
  package var isCalled: Bool
  /// Whether nothing calls it, and it is shown on the notebook's input.
  package var isTried: Bool
  /// How many calls made or called a layer.
  package var calls: Int
  /// The call whose shapes are told, from 0; nil where the last one's are, beside how often the lines ran in all.
  package var shown: Int?

  package init(
    name: String, parameters: [String] = [], line: CellLine, isTopLevel: Bool = true, isCalled: Bool = true,
    isTried: Bool = false, calls: Int,
    shown: Int? = nil
  ) {
    self.name = name
    self.parameters = parameters
    self.line = line
    self.isTopLevel = isTopLevel
    self.isCalled = isCalled
    self.isTried = isTried
    self.calls = calls
    self.shown = shown
  }
}

/// What one code cell made.
package struct CellReport: Hashable, Sendable {
  /// What it printed.
  package var output: String
  /// The `repr` of its last expression, as `Out` shows it; nil for none and for None.
  package var result: String?
  package var problems: [CellProblem]
  /// At most one for each line, in order.
  package var inlays: [Inlay]
  /// The verified expectations of its comments, in order.
  package var checks: [LineCheck]

  package init(
    output: String = "", result: String? = nil, problems: [CellProblem] = [], inlays: [Inlay] = [],
    checks: [LineCheck] = []
  ) {
    self.output = output
    self.result = result
    self.problems = problems
    self.inlays = inlays
    self.checks = checks
  }
}

/// What became of a line's `# expect:`.
package struct LineCheck: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case holds
    case fails
    /// It belongs to an exercise that is not done yet.
    case toDo
  }

  package var line: Int
  package var outcome: Outcome
  /// The value that there is instead of the expected one; nil where it holds, and where none could be found.
  package var actual: String?

  package init(line: Int, outcome: Outcome, actual: String? = nil) {
    self.line = line
    self.outcome = outcome
    self.actual = actual
  }
}

/// A diagnostic in a cell's own terms.
package struct CellProblem: Hashable, Sendable {
  package var severity: Diagnostic.Severity
  package var code: String
  package var message: String
  package var place: CellLine
  /// UTF-8 offsets from the start of the line; at least as long as nothing, cut to the line.
  package var columns: Range<Int>
  /// The line in the file, from 1.
  package var fileLine: Int
  /// The calls that led there, the outermost first.
  package var calls: [CellLine]
  /// What would mend it, in the text of this revision; nil where that is not for a program to say.
  package var fix: Fix?

  package struct Fix: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// Another spelling of a word.
      case spelling
      /// An import of a name.
      case importing
      /// Signs that were missing.
      case insertion(String)
      /// An argument of a call.
      case argument
    }

    package var kind: Kind
    package var edits: [Edit]
    /// Where the caret stands after it, in the problem's cell.
    package var offset: Int

    package init(_ kind: Kind, edits: [Edit], offset: Int) {
      self.kind = kind
      self.edits = edits
      self.offset = offset
    }
  }

  package init(
    severity: Diagnostic.Severity, code: String, message: String, place: CellLine, columns: Range<Int>,
    fileLine: Int, calls: [CellLine] = [], fix: Fix? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.place = place
    self.columns = columns
    self.fileLine = fileLine
    self.calls = calls
    self.fix = fix
  }
}

/// The shape that a line's tensor has, shown at the end of the line.
package struct Inlay: Hashable, Sendable {
  package var line: Int
  /// Of the last time that the line ran.
  package var shape: Shape
  /// How often the line made a tensor.
  package var count: Int

  package init(line: Int, shape: Shape, count: Int) {
    self.line = line
    self.shape = shape
    self.count = count
  }
}

/// What the pane shows: a model, or the tensors so far.
package struct Subject: Sendable {
  package enum Kind: Sendable {
    case model
    /// Layers up to a tensor: no model holds them, or an error stopped it.
    case chain
    /// A function that nothing calls, shown on the notebook's input.
    case trial
  }

  package var kind: Kind
  /// The model's name, or the name of the variable or function.
  package var title: String
  package var inputShapes: [Shape]
  package var outputShapes: [Shape]
  /// The layer table in order, each row followed by those nested in it.
  package var rows: [LayerRow]
  package var parameters: Int
  package var trainableParameters: Int
  /// For one image; nil where a size is unknown.
  package var multiplyAdds: Int?
  /// What it is compared by; the latency is the forward pass' to tell.
  package var figures: ModelFigures?
  /// Of one layer, where the request asked for it.
  package var explanation: LayerExplanation?
  package var forward: Forward?

  package init(
    kind: Kind, title: String, inputShapes: [Shape], outputShapes: [Shape], rows: [LayerRow], parameters: Int,
    trainableParameters: Int, multiplyAdds: Int?, figures: ModelFigures? = nil, forward: Forward? = nil
  ) {
    self.kind = kind
    self.title = title
    self.inputShapes = inputShapes
    self.outputShapes = outputShapes
    self.rows = rows
    self.parameters = parameters
    self.trainableParameters = trainableParameters
    self.multiplyAdds = multiplyAdds
    self.figures = figures
    self.forward = forward
  }
}

/// A row of the layer table.
package struct LayerRow: Hashable, Sendable, Identifiable {
  /// The names from the outermost layer to this one: stable across edits elsewhere.
  package var id: [String]
  package var name: String
  /// `Conv2D`, or the session's own class.
  package var typeName: String
  /// As `Operation.windowNotation` has it; nil of a layer without a window.
  package var window: String?
  package var hasChildren: Bool
  /// Nil where an error kept the layer from an output.
  package var outputShape: Shape?
  package var parameters: Int
  /// For one image; nil where a size is unknown.
  package var multiplyAdds: Int?
  package var costs: Costs
  /// The line to show for this row: where the layer was made.
  package var line: CellLine?
  /// Every line that had a part in it: where it was made and called, and the calls that led there.
  package var lines: Set<CellLine>

  package var depth: Int { id.count - 1 }

  /// What the layer costs beside parameters and multiply-adds, and what it does to the flow of values.
  package struct Costs: Hashable, Sendable {
    /// Of the outputs of all primitive layers that the layer is or holds, for one image; nil where a size is unknown.
    package var activationBytes: Int?
    /// Values out for each value in; nil where a size is unknown or nothing goes in.
    package var compression: Double?
    /// How much of the input's image each output place sees, along each axis; nil among the sizes is all of it. Nil where
    /// the input is no image.
    package var receptiveField: [Int?]?

    package init(activationBytes: Int? = nil, compression: Double? = nil, receptiveField: [Int?]? = nil) {
      self.activationBytes = activationBytes
      self.compression = compression
      self.receptiveField = receptiveField
    }
  }

  package init(
    id: [String], name: String, typeName: String, window: String? = nil, hasChildren: Bool, outputShape: Shape?,
    parameters: Int, multiplyAdds: Int?, costs: Costs = Costs(), line: CellLine?, lines: Set<CellLine>
  ) {
    self.id = id
    self.name = name
    self.typeName = typeName
    self.window = window
    self.hasChildren = hasChildren
    self.outputShape = outputShape
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
    self.costs = costs
    self.line = line
    self.lines = lines
  }
}

/// One forward pass of the subject.
package struct Forward: Sendable {
  /// What went in, such as `cifar10:4 frog · 0–1`, and what was done to make it fit.
  package var inputLabel: String
  /// How many images there are to choose from; nil for input that is none.
  package var imageCount: Int?
  /// The input, batch first, channels last; nil where there is none.
  package var input: Tensor?
  /// By row: of the layers that the request wanted shown.
  package var activations: [LayerRow.ID: Activation]
  /// Milliseconds by row: of all that ran.
  package var times: [LayerRow.ID: Double]
  /// The last output, batch first; nil where the pass could not be run.
  package var output: Tensor?
  /// Names for the output's entries where there are as many: CIFAR's classes.
  package var classNames: [String]
  /// What lies under the window of the layer that is explained.
  package var window: WindowValues?
  /// Of the whole pass.
  package var milliseconds: Double
  /// What several more passes took, where the request asked for it.
  package var passTime: PassTime?
  /// Why there is no pass, in one sentence: an unknown size, or more memory than the budget.
  package var problem: String?

  /// A layer's output, channels last.
  package struct Activation: Sendable {
    package let shape: [Int]
    package let summary: TensorSummary
    private let copied: @Sendable () -> Tensor

    /// `output` copies the values, which lie where they were computed.
    package init(shape: [Int], summary: TensorSummary, output: @escaping @Sendable () -> Tensor) {
      self.shape = shape
      self.summary = summary
      copied = output
    }

    /// A copy of the values.
    package var output: Tensor { copied() }
  }

  /// Whether the pass ran on an image of the same source as an input, as the settings spell it.
  package func isOfSource(_ input: String) -> Bool {
    let source = ForwardSettings.source(of: input)
    return inputLabel == source || [":", " "].contains { inputLabel.hasPrefix(source + $0) }
  }

  package init(
    inputLabel: String, input: Tensor?, activations: [LayerRow.ID: Activation] = [:],
    times: [LayerRow.ID: Double] = [:], output: Tensor? = nil, classNames: [String] = [], milliseconds: Double = 0,
    problem: String? = nil
  ) {
    self.inputLabel = inputLabel
    self.input = input
    self.activations = activations
    self.times = times
    self.output = output
    self.classNames = classNames
    self.milliseconds = milliseconds
    self.problem = problem
  }
}
