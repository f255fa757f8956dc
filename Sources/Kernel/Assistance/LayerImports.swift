// How a layer that is not imported is written: by the session's own imports, or with an import of its own.

import Diagnostics
import Language
import Notebook

/// What a session has of `keras.layers` before a place.
enum LayerImports {
  /// A `from keras.layers import …` that one more name can be added to, at an offset of a cell.
  case list(CellID, Int)
  /// A name of the module, such as `layers` or `keras.layers`.
  case qualified(String)
  /// Nothing: an import goes to the start of the first code cell.
  case none(CellID)

  /// `cells` are the code cells; the place is an offset of one of them.
  init(_ cells: [(id: CellID, text: String)], cell: CellID, offset: Int, _ interpreter: inout Interpreter) {
    var list: LayerImports?
    for other in cells {
      if let end = LayerImports.endOfList(other.text), other.id != cell || end < offset { list = .list(other.id, end) }
      if other.id == cell { break }
    }
    self = list ?? LayerImports.qualifier(&interpreter).map { .qualified($0) } ?? .none(cells.first?.id ?? cell)
  }

  /// What is written for a layer, and the edits that it needs elsewhere.
  func insertion(of layer: String) -> (text: String, additions: [Edit]) {
    switch self {
    case .list(let cell, let offset): (layer, [.replaceText(cell: cell, range: offset..<offset, text: ", " + layer)])
    case .qualified(let module): (module + "." + layer, [])
    case .none(let cell):
      (layer, [.replaceText(cell: cell, range: 0..<0, text: "from keras.layers import \(layer)\n")])
    }
  }

  /// The end of the last name that the last such import lists.
  private static func endOfList(_ text: String) -> Int? {
    guard text.contains("layers import") else { return nil }
    let statements = parse(SourceText(name: "", text: text)).tree.statements
    return statements.lazy.reversed().compactMap { statement -> Int? in
      guard case .importingFrom(let names) = statement.kind, names.level == 0,
        names.path.suffix(2) == ["keras", "layers"]
      else { return nil }
      return names.items.last?.range.upperBound
    }.first
  }

  /// The shortest way to the module by the session's names.
  private static func qualifier(_ interpreter: inout Interpreter) -> String? {
    let wanted = "keras.layers"
    for (name, value) in interpreter.globalNames {
      guard case .module(let id) = value, interpreter.moduleName(id) == wanted else { continue }
      return name
    }
    for (name, value) in interpreter.globalNames {
      guard case .module(let id) = value else { continue }
      if interpreter.moduleName(id) == "keras" { return "\(name).layers" }
      if interpreter.moduleName(id) == "tensorflow" { return "\(name).keras.layers" }
    }
    return nil
  }
}
