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

  /// A function of ours on the values of these buffers.
  func append(_ call: HostCall, on buffers: [Buffer], at pointers: [UnsafeMutablePointer<Float>]) throws(RuntimeProblem)
  {
    let bound = BoundCall { call.body(pointers) }
    let context = Unmanaged.passUnretained(bound).toOpaque()
    let status = cdnnl_program_append_call(
      handle, { Unmanaged<BoundCall>.fromOpaque($0).takeUnretainedValue().run() }, context)
    guard status == CDNNL_SUCCESS else { throw .failure(status, of: "call") }
    kept.append(bound)
    kept += buffers
  }

  func run(on device: Device) throws(RuntimeProblem) {
    let status = cdnnl_program_run(device.handle, handle)
    guard status == CDNNL_SUCCESS else { throw .failure(status, of: "program") }
  }
}

/// A call with its arguments.
private final class BoundCall {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }
}
