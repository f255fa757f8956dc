// The columns of the layer table: shapes and counts with bars of them, what a layer sees and passes on, what it costs.

import Kernel
import Screen
import Tensors

struct SummaryColumns {
  private let rows: [TableRow]
  private let subject: Subject
  private let pane: PaneState

  init(_ context: PaneContext) {
    (rows, subject, pane) = (context.rows, context.subject, context.pane)
  }

  /// The columns and their narrower forms, the least important first.
  private enum Rank: Int {
    case rate, compression, parameterShares, multiplyAddShares, memory, time, field
    case wideShape, wideMultiplyAdds, wideParameters, exactParameters
    case parameterBars, multiplyAddBars
    case multiplyAdds, parameters, shape
    /// By which the rows are sorted.
    case sorted
  }

  /// What the names keep beside the columns that stay longest, and beside bars.
  private static let leastNames = 9
  private static let namesBesideBars = 18

  var all: [TableColumn] {
    let layers = rows.map(\.row)
    let shapes = layers.map { $0.outputShape?.display ?? "–" }
    let parameters = layers.map { Numbers.grouped($0.parameters) }
    let multiplyAdds = layers.map { $0.multiplyAdds.map(Numbers.compact) ?? "?" }
    let columns = [
      column("out shape", .wideShape, shapes, forms: [narrow("shape", .shape, shapes)]),
      column(
        "params", .wideParameters, parameters, by: .parameters,
        forms: [
          narrow("params", .exactParameters, parameters, by: .parameters, names: ColumnTable.leastNameWidth),
          narrow("params", .parameters, layers.map { Numbers.compact($0.parameters) }, by: .parameters),
        ]),
      shares(.parameterShares, bars: .parameterBars, layers.map { share($0.parameters, of: subject.parameters) }),
      column(
        "MACs", .wideMultiplyAdds, multiplyAdds, by: .multiplyAdds,
        forms: [narrow("MACs", .multiplyAdds, multiplyAdds, by: .multiplyAdds)]),
      shares(
        .multiplyAddShares, bars: .multiplyAddBars, layers.map { share($0.multiplyAdds, of: subject.multiplyAdds) }),
      column("sees", .field, layers.map { field($0.costs.receptiveField) }),
      column("out/in", .compression, layers.map { $0.costs.compression.map(Numbers.ratio) ?? "" }),
      column(
        "memory", .memory, layers.map { $0.costs.activationBytes.map(Numbers.bytes) ?? "?" }, by: .activations),
    ]
    guard let forward = subject.forward, forward.problem == nil else { return columns }
    return columns + [
      column("ms", .time, LayerSpeed.times(rows, forward), by: .time),
      column("GMAC/s", .rate, LayerSpeed.rates(rows, forward)),
    ]
  }

  // MARK: Forms

  /// A column beside which the names are whole; one by which the rows are sorted has a form beside which they are not.
  private func column(
    _ title: String, _ rank: Rank, _ cells: [String], by order: LayerOrder? = nil, forms: [TableColumn] = []
  ) -> TableColumn {
    let isSorted = order != nil && order == pane.order
    return TableColumn(
      title: heading(title, order), priority: rank.rawValue, cells: cells,
      forms: isSorted && forms.isEmpty ? [narrow(title, .sorted, cells, by: order)] : forms)
  }

  private func narrow(
    _ title: String, _ rank: Rank, _ cells: [String], by order: LayerOrder? = nil, names: Int = leastNames
  ) -> TableColumn {
    let isSorted = order != nil && order == pane.order
    return TableColumn(
      title: heading(title, order), priority: (isSorted ? .sorted : rank).rawValue, cells: cells, gap: 1,
      namesBefore: names)
  }

  private func heading(_ title: String, _ order: LayerOrder?) -> String { title + (order?.sign(pane) ?? "") }

  /// Bars of the total, each with its percentage; where there is less room, small bars right beside the numbers.
  private func shares(_ rank: Rank, bars: Rank, _ shares: [Double?]) -> TableColumn {
    func bar(_ share: Double?, _ width: Int) -> String {
      share.map { $0 > 0 ? TextWidth.pad(Bars.row($0, width: width), to: width) : "" } ?? ""
    }
    let small = TableColumn(
      title: "%", priority: bars.rawValue, alignment: .left, style: Theme.bar, cells: shares.map { bar($0, 3) }, gap: 1,
      namesBefore: Self.namesBesideBars)
    return TableColumn(
      title: "of total", priority: rank.rawValue, alignment: .left, style: Theme.bar,
      cells: shares.map { share in
        guard let share, share > 0 else { return "" }
        return bar(share, 6) + TextWidth.pad(Numbers.percent(share), to: 5, alignment: .right)
      }, forms: [small])
  }

  // MARK: Cells

  private func share(_ part: Int?, of whole: Int?) -> Double? {
    guard let part, let whole, whole > 0 else { return nil }
    return Double(part) / Double(whole)
  }

  /// The receptive field: `7×7`, or `all` of the image.
  private func field(_ sizes: [Int?]?) -> String {
    guard let sizes, !sizes.isEmpty else { return "" }
    return sizes.allSatisfy { $0 == nil } ? "all" : sizes.map { $0.map(String.init) ?? "all" }.joined(separator: "×")
  }
}

extension LayerOrder {
  /// At the head of the column by which the rows are sorted: down from the greatest, or up from the least.
  func sign(_ pane: PaneState) -> String {
    guard self == pane.order, self != .model || pane.isReversed else { return "" }
    return pane.isReversed ? "↑" : "↓"
  }
}
