// The table of what is compared: one row for each figure, with its name and its unit.

/// One of a model's figures.
package struct Measure: Sendable {
  package enum Unit: Hashable, Sendable {
    case count, bytes, places, share, milliseconds
  }

  package let title: String
  package let unit: Unit
  /// One number, or one for each axis; nil where it is unknown.
  package let values: @Sendable (ModelFigures) -> [Double]?
  /// What stands beside the number: the layer of which it is.
  package let note: @Sendable (ModelFigures) -> String?

  private init(
    _ title: String, _ unit: Unit, note: @escaping @Sendable (ModelFigures) -> String? = { _ in nil },
    _ values: @escaping @Sendable (ModelFigures) -> [Double]?
  ) {
    self.title = title
    self.unit = unit
    self.note = note
    self.values = values
  }

  package static let all: [Measure] = [
    Measure("parameters", .count) { [Double($0.parameters)] },
    Measure("trainable", .count) { [Double($0.trainableParameters)] },
    Measure("MACs", .count) { $0.multiplyAdds.map { [Double($0)] } },
    Measure("activations", .bytes) { $0.activationBytes.map { [Double($0)] } },
    Measure("at once", .bytes) { $0.peakBytes.map { [Double($0)] } },
    Measure("sees", .places) { $0.receptiveField?.map { Double($0) } },
    Measure("depth", .count) { [Double($0.depth)] },
    Measure("narrowest", .share, note: { $0.narrowest?.layer }) { $0.narrowest.map { [$0.share] } },
    Measure("latency", .milliseconds) { $0.milliseconds.map { [$0] } },
  ]
}
