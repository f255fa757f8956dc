// The formats of reports, each with what writes it.

import Kernel

package enum ReportFormat: String, CaseIterable, Sendable {
  case keras, markdown, html, svg, dot

  /// Whether it shows one model, rather than the session.
  private var isOfOneModel: Bool { self == .svg || self == .dot }

  /// The report of a session; nil where it has nothing to draw, or no model of that name. Without a name the last
  /// model is drawn. Diagrams show layers nested to at most `depth`.
  package func document(_ session: ExportedSession, model name: String? = nil, depth: Int? = nil) -> String? {
    let session = depth.map { depth in session.withDiagrams { $0.folded(to: depth) } } ?? session
    guard isOfOneModel else { return document(session) }
    let models = name.map { name in session.models.filter { $0.variable == name } } ?? session.models
    guard let model = models.last else { return nil }
    return self == .svg ? SVGDiagram.document(model) : DOTDiagram.document(model)
  }

  private func document(_ session: ExportedSession) -> String {
    switch self {
    case .keras: KerasScript.document(session)
    case .html: HTMLReport.document(session)
    default: MarkdownReport.document(session)
    }
  }
}

extension ExportedSession {
  fileprivate func withDiagrams(_ change: (Diagram) -> Diagram) -> ExportedSession {
    var session = self
    session.models = models.map {
      ExportedModel(variable: $0.variable, subject: $0.subject, diagram: change($0.diagram))
    }
    return session
  }
}
