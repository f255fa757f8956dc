// JSON as the command line prints it.

import FoundationEssentials

extension Encodable {
  /// As the command line prints it: one JSON object.
  var prettyJSON: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    guard let data = try? encoder.encode(self) else { preconditionFailure("a report has no value that JSON lacks") }
    return String(decoding: data, as: UTF8.self)
  }
}
