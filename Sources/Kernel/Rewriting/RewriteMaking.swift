// Finds the convolution at a place and tries what it could be: each way is written, evaluated and counted before it is offered.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook
import Tensors

extension DocumentEvaluation {
  /// What the convolution at a place of the document could be instead; nil if it was cancelled.
  package func rewritings(
    for request: RewriteRequest, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> RewriteAnswer? {
    let folder = SessionFolder(ofSession: request.document.path)?.sources
    var evaluation = self
    let evaluate = { @Sendable (evaluation: inout DocumentEvaluation, cells: [CodeCell]) in
      evaluation.update(
        to: cells, fileName: request.document.path ?? "notebook", folder: folder, isCancelled: isCancelled)
    }
    guard evaluate(&evaluation, request.document.codeCells) else { return nil }
    let maker = RewriteMaker(request: request, evaluation: evaluation, evaluate: evaluate)
    let result = Result { () throws(RewriteRefusal) in try maker.offer() }
    return isCancelled() ? nil : RewriteAnswer(request, result)
  }

  fileprivate var errorCount: Int {
    stages.reduce(0) { $0 + $1.diagnostics.count { $0.severity == .error } }
  }
}

private struct RewriteMaker {
  let request: RewriteRequest
  let evaluation: DocumentEvaluation
  let evaluate: (inout DocumentEvaluation, [CodeCell]) -> Bool

  private var graph: Graph { evaluation.interpreter.keras.graph }

  func offer() throws(RewriteRefusal) -> RewriteOffer {
    guard let stage = evaluation.stages.first(where: { $0.cell.id == request.cell }) else { throw .noConvolution }
    let parsed = parse(stage.source)
    let range = try convolution(in: stage.source)
    guard let site = parsed.tree.calls(at: range.lowerBound).last(where: { $0.range == range }) else {
      throw .noConvolution
    }
    let (layer, type) = try convolved(range, in: stage.source)
    if parsed.hasComments(within: range) { throw .commented }
    let text = { (expression: Expression) in stage.source[expression.range] }
    let call = try LayerCallText(site.syntax, of: type, text: text)
    let place = range.lowerBound - stage.source.base..<range.upperBound - stage.source.base
    let today = Tally(evaluation, cell: request.cell, [place])
    let rewritings = RewriteWay.all.compactMap { way in
      way.parts(call, layer).flatMap { rewriting($0, by: way, of: call, at: site, in: parsed, today: today) }
    }
    if rewritings.isEmpty { throw layer.seesNeighbours ? .noWay : .pointwise }
    return RewriteOffer(
      layer: stage.source[range].onOneLine, today: today.counts, calls: today.calls.first ?? 1, rewritings: rewritings)
  }

  // MARK: The layer

  /// The call that makes a convolution and holds the place, or else the first such on its line.
  private func convolution(in source: SourceText) throws(RewriteRefusal) -> SourceRange {
    let position = source.base + request.offset
    let line = source.rangeOfLine(source.lineIndex(of: position))
    let convolutions = graph.layers.filter { layer in
      if case .primitive(let operation) = layer.kind { operation.definition is any ConvolutionLayer } else { false }
    }
    let ranges = convolutions.map(\.origin.range).filter { source.range.contains($0) }
    func touches(_ range: SourceRange, _ other: SourceRange) -> Bool {
      range.lowerBound <= other.upperBound && other.lowerBound <= range.upperBound
    }
    let around = ranges.filter { touches($0, SourceRange(position, position)) }
    if let innermost = around.min(by: { $0.count < $1.count }) { return innermost }
    if let first = ranges.filter({ touches($0, line) }).min(by: { $0.lowerBound < $1.lowerBound }) { return first }
    let calls = convolutions.flatMap(\.origin.calls).filter { source.range.contains($0) && touches($0, line) }
    if let call = calls.min(by: { $0.count < $1.count }) {
      throw .elsewhere(String(source[call].prefix { $0 != "(" && !$0.isNewline }))
    }
    throw .noConvolution
  }

  /// What the call makes, where it is a convolution that can be rewritten.
  private func convolved(
    _ range: SourceRange, in source: SourceText
  ) throws(RewriteRefusal) -> (RewriteWay.Convolved, LayerType) {
    let calls = graph.calls(ofLayersMadeAt: range)
    guard let call = calls.last, let input = graph[call].inputs.first, let output = graph[call].outputs.first,
      let type = LayerRegistry.layer(named: graph[graph[call].layer].typeName),
      let operation = graph.operation(of: graph[call].layer)
    else { throw .notCalled }
    guard let window = operation.convolutionWindow, window.axes.count > 1 else { throw .alongOneAxis(type.name) }
    if case .transposedConvolution = operation { throw .transposed(type.name) }
    guard var layer = RewriteWay.Convolved(operation, input: graph[input].shape, output: graph[output].shape) else {
      throw .noWay
    }
    layer.hasOneWindow = calls.allSatisfy { graph.operation(of: graph[$0].layer)?.convolutionWindow == window }
    return (layer, type)
  }

  // MARK: Trying

  private func rewriting(
    _ parts: [LayerPart], by way: RewriteWay, of call: LayerCallText, at site: CallSite, in parsed: ParseResult,
    today: Tally
  ) -> Rewriting? {
    let place = site.range.lowerBound - parsed.tree.source.base
    let names = classNames(Set(parts.map(\.typeName)), of: call, at: place)
    let layers = parts.map { $0.text(as: names.texts[$0.typeName] ?? $0.typeName) }
    for placement in LayerPlacement.candidates(layers, for: site, in: parsed) {
      let written = Edit.replaceText(cell: request.cell, range: placement.range, text: placement.text)
      let start = placement.range.lowerBound + names.imports.growth(of: request.cell, before: place)
      // The imports stand before the layer, so the layer is written first.
      let edits = [written] + names.imports
      var trial = evaluation
      guard evaluate(&trial, edited(edits)), trial.errorCount <= evaluation.errorCount else { continue }
      let ranges = placement.parts.map { start + $0.lowerBound..<start + $0.upperBound }
      let tally = Tally(trial, cell: request.cell, ranges)
      guard let shape = tally.outputShapes.last, tally.outputShapes == today.outputShapes,
        tally.calls.allSatisfy({ $0 == today.calls[0] })
      else { continue }
      return Rewriting(
        name: way.name, help: way.help, layers: layers, counts: tally.counts, outputShape: shape, edits: edits,
        offset: start + (placement.parts.first?.lowerBound ?? 0))
    }
    return nil
  }

  /// How layers' classes are written where the call stands, and the imports that they need.
  private func classNames(
    _ names: Set<String>, of call: LayerCallText, at offset: Int
  ) -> (texts: [String: String], imports: [Edit]) {
    guard call.qualifier.isEmpty else {
      return (Dictionary(uniqueKeysWithValues: names.map { ($0, call.qualifier + $0) }), [])
    }
    var interpreter = evaluation.interpreter
    let known = Set(interpreter.globalNames.map(\.name))
    let cells = request.document.codeCells.map { (id: $0.id, text: $0.text) }
    let imports = LayerImports(cells, cell: request.cell, offset: offset, &interpreter)
    let missing = names.subtracting(known).sorted().map { ($0, imports.insertion(of: $0)) }
    return (
      Dictionary(uniqueKeysWithValues: missing.map { ($0, $1.text) }), missing.flatMap { $1.additions }
    )
  }

  /// The code cells after edits of their texts.
  private func edited(_ edits: [Edit]) -> [CodeCell] {
    var cells = request.document.codeCells
    for case .replaceText(let id, let range, let text) in edits {
      guard let index = cells.firstIndex(where: { $0.id == id }) else { continue }
      var bytes = Array(cells[index].text.utf8)
      bytes.replaceSubrange(range, with: text.utf8)
      cells[index].text = String(decoding: bytes, as: UTF8.self)
    }
    return cells
  }
}

extension Graph {
  /// The calls of all layers that the call with a range makes, in order.
  fileprivate func calls(ofLayersMadeAt range: SourceRange) -> [CallID] {
    callIDs.filter { self[self[$0].layer].origin.range == range }
  }
}

extension ParseResult {
  func hasComments(within range: SourceRange) -> Bool {
    tokens.contains { token in
      token.start > range.lowerBound && token.range.upperBound <= range.upperBound
        && tree.source[SourceRange(token.start, token.range.lowerBound)].contains("#")
    }
  }
}

extension ModelGraph.Operation {
  fileprivate var convolutionWindow: Window? { (definition as? any ConvolutionLayer)?.window }
}

/// What the layers come to that calls at some places of a cell make.
private struct Tally {
  var counts = RewriteOffer.Counts(parameters: 0, multiplyAdds: 0)
  /// For each place, how often its layers are called.
  var calls: [Int] = []
  /// Of the last place's layers, call by call.
  var outputShapes: [Shape] = []

  init(_ evaluation: DocumentEvaluation, cell: CellID, _ places: [Range<Int>]) {
    let graph = evaluation.interpreter.keras.graph
    guard let source = evaluation.stages.first(where: { $0.cell.id == cell })?.source else { return }
    for place in places {
      let range = SourceRange(source.base + place.lowerBound, source.base + place.upperBound)
      let calls = graph.calls(ofLayersMadeAt: range)
      for weight in Set(calls.map { graph[$0].layer }).flatMap({ graph[$0].weights }) {
        counts.parameters = counts.parameters.addingSaturated(weight.specification.count)
      }
      counts.multiplyAdds = counts.multiplyAdds.flatMap { sum in
        graph.multiplyAdds(of: calls).map { sum.addingSaturated($0) }
      }
      self.calls.append(calls.count)
      outputShapes = calls.flatMap { graph[$0].outputs.map { graph[$0].shape } }
    }
  }
}
