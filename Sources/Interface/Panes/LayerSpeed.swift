// How long each layer took and how fast it multiplied, as columns of a table.

import Kernel

enum LayerSpeed {
  static func columns(
    _ rows: [TableRow], _ forward: Forward, timePriority: Int, ratePriority: Int, timeTitle: String = "ms"
  ) -> [TableColumn] {
    [
      TableColumn(
        title: timeTitle, priority: timePriority,
        cells: rows.map { forward.times[$0.row.id].map { Numbers.decimal($0, places: 3) } ?? "" }),
      TableColumn(
        title: "GMAC/s", priority: ratePriority,
        cells: rows.map { forward.gigaRate(of: $0.row).map { Numbers.decimal($0, places: 1) } ?? "" }),
    ]
  }
}
