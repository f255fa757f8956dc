// The kernel: keeps everything about a document up to date, off the interface's thread.

import Diagnostics
import Dispatch
import Language
import ModelGraph
import Notebook
import Runtime
import Synchronization

/// What the interface asks for, at every change of the text or of the cursor's line.
package struct KernelRequest: Sendable {
  package var document: DocumentSnapshot
  /// Decides what the pane is about.
  package var cursor: CellLine?
  package var settings: ForwardSettings
  package var shown: ShownLayers
  /// Of the function at the cursor; nil for all of its calls.
  package var call: FunctionCall?

  package init(
    document: DocumentSnapshot, cursor: CellLine?, settings: ForwardSettings, shown: ShownLayers = .all,
    call: FunctionCall? = nil
  ) {
    self.call = call
    self.document = document
    self.cursor = cursor
    self.settings = settings
    self.shown = shown
  }
}

/// One of the calls of a function.
package struct FunctionCall: Hashable, Sendable {
  package var name: String
  /// From 0, in the order of the calls.
  package var number: Int

  package init(name: String, number: Int) {
    self.name = name
    self.number = number
  }
}

/// The layers whose values the pane shows. Only theirs are kept.
package enum ShownLayers: Hashable, Sendable {
  /// The last output alone.
  case none
  /// The same, and how long a pass takes.
  case timed
  /// Those that are within unfolded layers only.
  case unfolded(Set<LayerRow.ID>)
  /// The one that is explained, with its input and weights: the chosen one, or else what the cursor's line made.
  case explained(LayerRow.ID?)
  case all

  func contains(_ id: LayerRow.ID) -> Bool {
    switch self {
    case .none, .timed, .explained: false
    case .unfolded(let layers): (1..<max(1, id.count)).allSatisfy { layers.contains(Array(id.prefix($0))) }
    case .all: true
    }
  }
}

/// Evaluates documents and runs their models. Requests come in from any thread; only the newest counts.
package actor Kernel {
  private let inbox = Inbox<KernelRequest>()
  private let questions = Inbox<AssistanceRequest>()
  private let rewriteQuestions = Inbox<RewriteRequest?>()
  private let figuresQuestions = Inbox<FiguresRequest?>()
  private let publish: @Sendable (KernelSnapshot) -> Void
  private let assist: @Sendable (Assistance) -> Void
  private let tellRewritings: @Sendable (RewriteAnswer) -> Void
  private let tellFigures: @Sendable (FiguresAnswer) -> Void
  private var evaluation = DocumentEvaluation()
  private var lastQuestion: AssistanceRequest?
  private let forwardPass: ForwardPass
  private let passTimer: PassTimer
  /// So long the kernel must have been left alone before it measures.
  private static let idleTime = Duration.milliseconds(300)

  /// What begins with `on` is called on the kernel's own threads. `environment` tells where data lies.
  package init(
    environment: [String: String] = [:], onSnapshot: @escaping @Sendable (KernelSnapshot) -> Void,
    onAssistance: @escaping @Sendable (Assistance) -> Void = { _ in },
    onRewritings: @escaping @Sendable (RewriteAnswer) -> Void = { _ in },
    onFigures: @escaping @Sendable (FiguresAnswer) -> Void = { _ in }
  ) {
    forwardPass = ForwardPass(environment: environment, takesRandomForMissing: true)
    passTimer = PassTimer(environment: environment)
    publish = onSnapshot
    assist = onAssistance
    tellRewritings = onRewritings
    tellFigures = onFigures
  }

  /// Returns at once. What an older request was doing is given up.
  package nonisolated func submit(_ request: KernelRequest) {
    if inbox.put(request) { Task { await self.work() } }
  }

  /// Asks about a place in the text. Returns at once; the answer is from what is known by then, and starts no evaluation.
  /// After the next evaluation the last question is answered once more.
  package nonisolated func submit(_ question: AssistanceRequest) {
    if questions.put(question) { Task { await self.answerQuestions() } }
  }

  private func answerQuestions() async {
    while let question = questions.take() {
      lastQuestion = question
      if let answer = await onLargeStack({ [evaluation] in evaluation.assistance(for: question) }) { assist(answer) }
    }
  }

  /// Asks what the layer at a place could be instead. Returns at once; every way is evaluated on a copy of what is known,
  /// and a newer question ends it, or nil, which asks nothing.
  package nonisolated func submit(_ question: RewriteRequest?) {
    if rewriteQuestions.put(question) { Task { await self.answerRewriteQuestions() } }
  }

  private func answerRewriteQuestions() async {
    while let question = rewriteQuestions.take() {
      guard let question else { continue }
      let answer = await onLargeStack { [evaluation, rewriteQuestions] in
        evaluation.rewritings(for: question, isCancelled: { rewriteQuestions.hasRequest })
      }
      if let answer { tellRewritings(answer) }
    }
  }

  /// Asks what another session's model comes to. Returns at once; a newer question ends it, or nil, which asks nothing.
  package nonisolated func submit(_ question: FiguresRequest?) {
    if figuresQuestions.put(question) { Task { await self.answerFiguresQuestions() } }
  }

  private func answerFiguresQuestions() async {
    while let question = figuresQuestions.take() {
      guard let question else { continue }
      let network = await onLargeStack { [figuresQuestions] in
        question.network(isCancelled: { figuresQuestions.hasRequest })
      }
      let result: Result<ModelFigures, FiguresProblem>
      switch network {
      case .success((let network, let graph)):
        var figures = network.figures
        figures.milliseconds = await time(network.pane.outputs, of: graph, batch: 1, unless: figuresQuestions)?.median
        result = .success(figures)
      case .failure(let problem): result = .failure(problem)
      case nil: continue
      }
      if !figuresQuestions.hasRequest { tellFigures(FiguresAnswer(name: question.name, result)) }
    }
  }

  /// How long a pass takes; nil if a newer request came in meanwhile.
  private func time<Request>(
    _ outputs: [TensorID], of graph: Graph, batch: Int, after pause: Duration = .zero, unless inbox: Inbox<Request>
  ) async -> PassTime? {
    let task = Task { [passTimer] in
      try? await Task.sleep(for: pause)
      return Task.isCancelled ? nil : await passTimer.time(outputs, of: graph, batch: batch)
    }
    inbox.cancelOnNext { task.cancel() }
    return await task.value
  }

  private func answerAgain(at revision: Int) {
    guard let lastQuestion, lastQuestion.revision == revision else { return }
    if questions.put(lastQuestion, overNewer: false) { Task { await self.answerQuestions() } }
  }

  private func work() async {
    while let request = inbox.take() { await answer(request) }
  }

  private func answer(_ request: KernelRequest) async {
    let inbox = inbox
    guard let evaluated = await evaluate(request, isCancelled: { inbox.hasRequest }) else { return }
    evaluation = evaluated.evaluation
    let (sources, focus) = (evaluated.sources, evaluated.focus)
    let order = Dictionary(uniqueKeysWithValues: request.document.cells.enumerated().map { ($1.id, $0) })
    var pane = PaneSubject(evaluation, sources: sources, cursor: request.cursor, focus: focus, order: order)
    if case .explained(let chosen) = request.shown {
      let explanation = pane?.explanation(chosen: chosen, cursor: request.cursor)
      pane?.subject.explanation = explanation
    }
    // Runs while the reports are made; its result is told after them.
    let task: Task<PassResult?, Never>? = pane.map { pane in
      Task { [forwardPass] in
        let tensors = pane.tensors(of: request.shown)
        let result = await forwardPass.run(tensors, of: pane.graph, settings: request.settings)
        guard var result, result.summarize(tensors.dropLast(), of: pane.graph) else { return nil as PassResult? }
        if let explanation = pane.subject.explanation {
          result.explained = await forwardPass.values(of: explanation, in: result, seed: request.settings.seed)
        }
        return result
      }
    }
    var snapshot = KernelSnapshot(
      revision: request.document.revision, cursor: request.cursor,
      cells: evaluation.reports(sources: sources, focus: focus), subject: pane?.subject, function: focus?.report,
      isForwardPending: pane != nil)
    publish(snapshot)
    answerAgain(at: request.document.revision)

    guard let pane, let task else { return }
    inbox.cancelOnNext { task.cancel() }
    guard let result = await task.value else { return }
    snapshot.subject?.forward = Forward(result, of: pane, shown: request.shown)
    snapshot.isForwardPending = false
    publish(snapshot)
    guard request.shown == .timed, result.problem == nil else { return }
    let time = await time(
      pane.outputs, of: pane.graph, batch: request.settings.batch, after: Self.idleTime, unless: inbox)
    guard let time else { return }
    snapshot.subject?.forward?.passTime = time
    publish(snapshot)
  }

  /// Nil if a newer request came in meanwhile.
  private func evaluate(
    _ request: KernelRequest, isCancelled: @escaping @Sendable () -> Bool
  ) async -> Evaluated? {
    await onLargeStack { [evaluation] in
      var evaluation = evaluation
      let cells = request.document.codeCells
      let path = request.document.path
      let isDone = evaluation.update(
        to: cells, fileName: path ?? "notebook", folder: SessionFolder(ofSession: path)?.sources,
        isCancelled: isCancelled)
      guard isDone else { return nil }
      let sources = evaluation.sources
      let focus = FunctionFocus(evaluation, sources: sources, cursor: request.cursor, call: request.call)
      return Evaluated(evaluation: evaluation, sources: sources, focus: focus)
    }
  }

  /// Runs a body on a thread of its own. The threads of Swift's pool are few, so none of them waits here.
  private func onLargeStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      DispatchQueue.global(qos: .userInitiated).async { continuation.resume(returning: withLargeStack(body)) }
    }
  }
}

/// A document evaluated for a request.
private struct Evaluated: Sendable {
  let evaluation: DocumentEvaluation
  let sources: CellSources
  let focus: FunctionFocus?
}

/// Holds the newest request until the kernel takes it.
private final class Inbox<Request: Sendable>: Sendable {
  private struct State {
    var request: Request?
    var isWorking = false
    var cancel: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Says whether somebody must start working. One that waits already gives way, unless it is the newer one.
  func put(_ request: Request, overNewer: Bool = true) -> Bool {
    let (starts, cancel) = state.withLock { state in
      if !overNewer, state.request != nil { return (false, nil as (@Sendable () -> Void)?) }
      state.request = request
      defer { state.isWorking = true }
      return (!state.isWorking, state.cancel)
    }
    cancel?()
    return starts
  }

  /// The newest request; nil ends the work.
  func take() -> Request? {
    state.withLock { state in
      state.cancel = nil
      defer { state.request = nil }
      state.isWorking = state.request != nil
      return state.request
    }
  }

  var hasRequest: Bool { state.withLock { $0.request != nil } }

  /// Calls the function as soon as a newer request is there, which may be now.
  func cancelOnNext(_ cancel: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      state.cancel = cancel
      return state.request != nil
    }
    if isLate { cancel() }
  }
}
