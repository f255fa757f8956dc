// What `compbook run` tells of a session: as text, and as the JSON object of the command line's documentation.

import Diagnostics

/// One object whatever the session does.
package struct SessionReport: Encodable, Sendable {
  let session: String
  let output: String
  let models: [Model]
  let forward: Nullable<ForwardReport>
  let diagnostics: [Problem]
  /// The diagnostics as people read them, each with its line of source.
  package let diagnosticText: String
  /// What the session printed, the models that it did not print, and the forward pass.
  package let text: String

  package var hasErrors: Bool { diagnostics.contains { $0.severity == Diagnostic.Severity.error.rawValue } }

  private enum CodingKeys: CodingKey {
    case session, output, models, forward, diagnostics
  }

  struct Model: Encodable, Sendable {
    let variable: String
    let name: String
    let inputShapes: [[Int?]]
    let outputShapes: [[Int?]]
    let parameters: Parameters
    let multiplyAdds: Nullable<Int>
    let layers: [LayerReport]
  }

  struct Parameters: Encodable, Sendable {
    let total: Int
    let trainable: Int
    let nonTrainable: Int
  }

  struct LayerReport: Encodable, Sendable {
    let name: String
    let type: String
    let outputShape: Nullable<[Int?]>
    let parameters: Int
    let multiplyAdds: Nullable<Int>
    /// Of the outputs of all primitive layers that the layer is or holds, as float32, for one image.
    let activationBytes: Nullable<Int>
    /// How many places of the model's input each output place sees, along each of the image's axes; the word `all` where
    /// it sees them all, however many there are.
    let receptiveField: Nullable<[FieldSize]>
    /// Values out for each value in.
    let compression: Nullable<Double>
    /// Of the forward pass, if the layer was in it.
    let milliseconds: Nullable<Double>
    /// Multiply-adds a second, in units of 10⁹.
    let gigaMultiplyAddsPerSecond: Nullable<Double>
    let line: Int
    let layers: [LayerReport]
  }

  struct ForwardReport: Encodable, Sendable {
    let model: String
    let input: String
    /// The range of a picture's values; null where no picture was asked for.
    let scaling: Nullable<String>
    let seed: UInt64
    let milliseconds: Double
    /// One row of values for each image, `"NaN"`, `"Infinity"` and `"-Infinity"` among them as strings; null where the
    /// pass could not be run: a diagnostic then says why.
    let output: Nullable<[[Float]]>
  }

  struct Problem: Encodable, Sendable {
    /// The file beside the session that the lines are of; only there where it is not the session's own.
    let file: String?
    let severity: String
    let code: String
    let message: String
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
  }

  package var json: String { prettyJSON }
}

/// A receptive field's size along an axis.
struct FieldSize: Encodable, Sendable {
  /// Nil is the whole axis.
  let places: Int?

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let places { try container.encode(places) } else { try container.encode("all") }
  }
}

/// An optional that is written as null where it is nil, so that every key is always there.
struct Nullable<Value: Encodable & Sendable>: Encodable, Sendable {
  let value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
