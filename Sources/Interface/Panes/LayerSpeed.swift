// How long each layer took and how fast it multiplied, as cells of a table.

import Kernel

enum LayerSpeed {
  /// In milliseconds.
  static func times(_ rows: [TableRow], _ forward: Forward) -> [String] {
    rows.map { forward.times[$0.row.id].map { Numbers.decimal($0, places: 3) } ?? "" }
  }

  /// In thousand millions of multiply-adds a second.
  static func rates(_ rows: [TableRow], _ forward: Forward) -> [String] {
    rows.map { forward.gigaRate(of: $0.row).map { Numbers.decimal($0, places: 1) } ?? "" }
  }
}
