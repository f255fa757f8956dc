// What a tensor's numbers are. Compbook computes in float32; a type is what Keras says of a tensor.

/// Keras' `dtype`.
package enum NumberType: String, Hashable, Sendable, CaseIterable {
  case bool, uint8, uint16, uint32, uint64, int8, int16, int32, int64
  case bfloat16, float16, float32, float64, string

  package var isFloat: Bool { rawValue.hasPrefix("float") || self == .bfloat16 }
}
