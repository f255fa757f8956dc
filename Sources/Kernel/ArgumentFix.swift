// Writes an argument that a message proposes into the call that makes the layer.

import Diagnostics
import Language
import ModelGraph
import Notebook

extension DocumentEvaluation {
  /// Nil where the call's arguments are not all in sight, or comments stand among them.
  func argumentFix(_ diagnostic: Diagnostic) -> CellProblem.Fix? {
    guard case .argument(let name, let value)? = diagnostic.correction,
      let stage = stages.first(where: { $0.source.range.contains(diagnostic.range) })
    else { return nil }
    let parsed = parse(stage.source)
    // The problem is told of the call, or of one of its arguments, which may be a call too.
    let calls = parsed.tree.calls(at: diagnostic.range.lowerBound).filter { site in
      site.range == diagnostic.range
        || site.syntax.arguments.contains { [$0.range, $0.value.range].contains(diagnostic.range) }
    }
    let layers = calls.compactMap { site in layer(of: site, in: stage.source).map { (site: site, type: $0) } }
    guard let (site, type) = layers.last, site.syntax.isComplete, !parsed.hasComments(within: site.range),
      let place = place(of: name, among: type.signature.parameters.map(\.name), in: site, of: stage.source)
    else { return nil }
    let text = place.before + (place.range.isEmpty ? "\(name)=\(value)" : value)
    let range = place.range.lowerBound - stage.source.base..<place.range.upperBound - stage.source.base
    return CellProblem.Fix(
      .argument, edits: [.replaceText(cell: stage.cell.id, range: range, text: text)],
      offset: range.lowerBound + text.utf8.count)
  }

  private func layer(of site: CallSite, in source: SourceText) -> LayerType? {
    source[site.syntax.callee.range].split(separator: ".").last.flatMap { LayerRegistry.layer(named: String($0)) }
  }

  /// Where an argument's value stands in a layer's call, or where the argument belongs, and what parts it from the one
  /// before.
  private func place(
    of name: String, among parameters: [String], in site: CallSite, of source: SourceText
  ) -> (range: SourceRange, before: String)? {
    guard parameters.contains(name) else { return nil }
    for (index, argument) in site.syntax.arguments.enumerated() {
      switch argument.kind {
      case .positional where parameters.indices.contains(index) && parameters[index] == name,
        .keyword(name):
        return (argument.value.range, "")
      case .positional, .keyword: break
      case .iterable, .mapping: return nil
      }
    }
    // After the last argument, or after the comma behind it.
    let closing = site.range.upperBound - 1 - source.base
    guard let last = source.utf8[..<closing].lastIndex(where: { !" \t\r\n".utf8.contains($0) }) else { return nil }
    let position = source.base + last + 1
    let before = source.utf8[last] == UInt8(ascii: "(") ? "" : source.utf8[last] == UInt8(ascii: ",") ? " " : ", "
    return (SourceRange(position, position), before)
  }
}
