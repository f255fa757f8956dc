// A list of primitives with their memories, run by one call.

import CDNNL

/// Commands in order. It keeps alive what they use.
final class Program {
  private let handle: OpaquePointer
  private var kept: [AnyObject] = []

  init() throws(RuntimeProblem) { handle = try made("program") { cdnnl_program_create($0) } }
  deinit { cdnnl_program_destroy(handle) }

  func append(_ primitive: Primitive, _ arguments: [(role: Role, memory: Memory)]) throws(RuntimeProblem) {
    let status = cdnnl_program_append(
      handle, primitive.handle, Int32(arguments.count), arguments.map(\.role), arguments.map(\.memory.handle))
    guard status == CDNNL_SUCCESS else { throw .failure(status, of: primitive.operation) }
    kept.append(primitive)
    kept += arguments.map(\.memory)
  }

  /// Sets `count` values of a buffer.
  func appendFill(_ buffer: Buffer, offset: Int, count: Int, with value: Float) throws(RuntimeProblem) {
    let status = cdnnl_program_append_fill(handle, buffer.values + offset, count, value)
    guard status == CDNNL_SUCCESS else { throw .failure(status, of: "fill") }
    kept.append(buffer)
  }

  func run(on device: Device) throws(RuntimeProblem) {
    let status = cdnnl_program_run(device.handle, handle)
    guard status == CDNNL_SUCCESS else { throw .failure(status, of: "program") }
  }
}
