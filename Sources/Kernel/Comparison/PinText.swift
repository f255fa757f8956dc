// A pinned model as text, for the session's settings: its figures and its layers, so that they outlast the model.

import Tensors

extension ModelFigures {
  /// Parts between semicolons: ten figures, then the layers. What is unknown is `-`, the time of one pass has a `~`
  /// before it; in names, signs of the format are percent-encoded.
  package var pin: String {
    let field: String? = receptiveField?.map(String.init).joined(separator: "x")
    let narrow: String? = narrowest.map { "\($0.layer.encoded),\($0.shape.pin),\($0.share)" }
    let counts: [String] = [String(parameters), String(trainableParameters), multiplyAdds.text]
    let bytes: [String] = [activationBytes.text, peakBytes.text]
    let time = milliseconds.map { "\(isOfOnePass ? "~" : "")\($0)" } ?? "-"
    let flow: [String] = [field ?? "-", String(depth), narrow ?? "-", time]
    let rows: [String] = layers.map { layer in
      let shape = layer.shape?.pin ?? "-"
      return [
        layer.name.encoded, layer.typeName.encoded, shape, String(layer.parameters), layer.multiplyAdds.text,
      ].joined(separator: ",")
    }
    return ([name.encoded] + counts + bytes + flow + rows).joined(separator: ";")
  }

  /// Nil where the text is no pin.
  package init?(pin: String) {
    let parts = pin.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 10, let name = parts[0].decoded, let parameters = Int(parts[1]), let trainable = Int(parts[2]),
      let depth = Int(parts[7]), trainable <= parameters
    else { return nil }
    var narrowest: Narrowest?
    let narrow = parts[8].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if narrow.count == 3, let layer = narrow[0].decoded, let shape = Shape(pin: narrow[1]),
      let share = Double(narrow[2])
    {
      narrowest = Narrowest(layer: layer, shape: shape, share: share)
    }
    let isOfOnePass = parts[9].hasPrefix("~")
    let field = parts[6].split(separator: "x").compactMap { Int($0) }
    var layers: [Layer] = []
    for part in parts[10...] {
      let cells = part.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5, let name = cells[0].decoded, let type = cells[1].decoded, let parameters = Int(cells[3])
      else { return nil }
      layers.append(
        Layer(
          name: name, typeName: type, shape: Shape(pin: cells[2]), parameters: parameters, multiplyAdds: Int(cells[4])))
    }
    self.init(
      name: name, parameters: parameters, trainableParameters: trainable, multiplyAdds: Int(parts[3]),
      activationBytes: Int(parts[4]), peakBytes: Int(parts[5]), receptiveField: field.isEmpty ? nil : field,
      depth: depth,
      narrowest: narrowest, milliseconds: Double(parts[9].drop { $0 == "~" }), isOfOnePass: isOfOnePass,
      layers: layers)
  }
}

extension Int? {
  fileprivate var text: String { map(String.init) ?? "-" }
}

extension Shape {
  /// With the batch: `?x32x32x3`.
  fileprivate var pin: String { dimensions.map { $0.map(String.init) ?? "?" }.joined(separator: "x") }

  fileprivate init?(pin: String) {
    let sizes = pin.split(separator: "x", omittingEmptySubsequences: false)
    guard sizes.allSatisfy({ $0 == "?" || Int($0) != nil }) else { return nil }
    self.init(sizes.map { Int($0) })
  }
}

extension String {
  private static let signs: [(plain: String, code: String)] = [
    ("%", "%25"), (";", "%3B"), (",", "%2C"), ("\n", "%0A"), ("\r", "%0D"),
  ]

  fileprivate var encoded: String { String.signs.reduce(self) { $0.replacing($1.plain, with: $1.code) } }
  /// Nil for nothing.
  fileprivate var decoded: String? {
    isEmpty ? nil : String.signs.reversed().reduce(self) { $0.replacing($1.code, with: $1.plain) }
  }
}
