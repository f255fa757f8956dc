// The order of the layer table's rows: the model's own, or by what the layers cost.

import Kernel

/// By what the rows are sorted.
package enum LayerOrder: Hashable, Sendable, CaseIterable {
  case model, parameters, multiplyAdds, time, activations

  /// As the bottom line says it.
  var name: String {
    switch self {
    case .model: "the model's order"
    case .parameters: "order of parameters"
    case .multiplyAdds: "order of MACs"
    case .time: "order of time"
    case .activations: "order of activations' memory"
    }
  }

  var next: LayerOrder {
    let all = LayerOrder.allCases
    return all.firstIndex(of: self).map { all[($0 + 1) % all.count] } ?? .model
  }

  /// What a layer costs by this order; nil where that is unknown, and in the model's own order.
  private func cost(of row: LayerRow, _ forward: Forward?) -> Double? {
    switch self {
    case .model: nil
    case .parameters: Double(row.parameters)
    case .multiplyAdds: row.multiplyAdds.map(Double.init)
    case .time: forward?.times[row.id]
    case .activations: row.costs.activationBytes.map(Double.init)
    }
  }

  /// The greatest first, what is unknown last; equal ones and all of the model's own order as they are. Nested rows stay
  /// below the layer that holds them, and are sorted among themselves.
  func sorted(_ rows: ArraySlice<TableRow>, _ forward: Forward?, isReversed: Bool) -> [TableRow] {
    if self == .model, !isReversed { return Array(rows) }
    let families = families(of: rows).enumerated().map {
      (place: $0, cost: cost(of: $1[$1.startIndex].row, forward), $1)
    }
    let ordered = families.sorted { first, second in
      let (a, b) = isReversed ? (second, first) : (first, second)
      if let costA = a.cost, let costB = b.cost { return costA != costB ? costA > costB : a.place < b.place }
      return a.cost == nil && b.cost == nil ? a.place < b.place : a.cost != nil
    }
    return ordered.flatMap { family in
      family.2.prefix(1) + sorted(family.2.dropFirst(), forward, isReversed: isReversed)
    }
  }

  /// Each row with those nested in it.
  private func families(of rows: ArraySlice<TableRow>) -> [ArraySlice<TableRow>] {
    var families: [ArraySlice<TableRow>] = []
    var rest = rows
    while let first = rest.first {
      let family = rest.prefix(1 + rest.dropFirst().prefix { $0.row.depth > first.row.depth }.count)
      families.append(family)
      rest = rest.dropFirst(family.count)
    }
    return families
  }
}
