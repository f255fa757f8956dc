// The number types that a safetensors file may hold, and how each becomes float32.

/// A type of the format that float32 can stand for, rounded where it has more digits.
package enum StoredType: String, CaseIterable, Sendable {
  case float32 = "F32"
  case float64 = "F64"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint64 = "U64"
  case uint32 = "U32"
  case uint16 = "U16"
  case uint8 = "U8"
  case bool = "BOOL"

  static let names = allCases.map(\.rawValue).joined(separator: ", ")

  /// Bytes of one value.
  package var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// Little-endian values of the type, as many as `values` has room for, as float32.
  func convert(_ bytes: UnsafeRawBufferPointer, to values: UnsafeMutableBufferPointer<Float>) {
    switch self {
    // Every platform that Swift builds for is little-endian.
    case .float32: UnsafeMutableRawBufferPointer(values).copyMemory(from: bytes)
    case .float64: fill(values, from: bytes) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    case .float16: fill(values, from: bytes) { (bits: UInt16) in float(half: bits) }
    case .bfloat16: fill(values, from: bytes) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .int64: fill(values, from: bytes) { (value: Int64) in Float(value) }
    case .int32: fill(values, from: bytes) { (value: Int32) in Float(value) }
    case .int16: fill(values, from: bytes) { (value: Int16) in Float(value) }
    case .int8: fill(values, from: bytes) { (value: Int8) in Float(value) }
    case .uint64: fill(values, from: bytes) { (value: UInt64) in Float(value) }
    case .uint32: fill(values, from: bytes) { (value: UInt32) in Float(value) }
    case .uint16: fill(values, from: bytes) { (value: UInt16) in Float(value) }
    case .uint8: fill(values, from: bytes) { (value: UInt8) in Float(value) }
    case .bool: fill(values, from: bytes) { (value: UInt8) in value == 0 ? 0 : 1 }
    }
  }
}

private func fill<Stored: FixedWidthInteger>(
  _ values: UnsafeMutableBufferPointer<Float>, from bytes: UnsafeRawBufferPointer, _ value: (Stored) -> Float
) {
  for index in values.indices {
    let stored = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
    values.initializeElement(at: index, to: value(Stored(littleEndian: stored)))
  }
}

/// IEEE 754's binary16: 1 bit of sign, 5 of the exponent, 10 of the fraction. `Float16` is not there on every platform.
private func float(half bits: UInt16) -> Float {
  let sign = UInt32(bits >> 15) << 31
  let exponent = UInt32(bits >> 10) & 0x1F
  let fraction = UInt32(bits) & 0x3FF
  switch exponent {
  case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
  case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
  default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }
}
