// oneDNN's handles, each with one owner that frees it, and the one place where its statuses are checked.

import CDNNL

/// Runs a call of the library that makes a handle, and gives the handle.
func made(
  _ operation: String, _ make: (UnsafeMutablePointer<OpaquePointer?>) -> cdnnl_status
) throws(RuntimeProblem) -> OpaquePointer {
  var handle: OpaquePointer?
  let status = make(&handle)
  guard status == CDNNL_SUCCESS, let handle else { throw .failure(status, of: operation) }
  return handle
}

extension RuntimeProblem {
  static func failure(_ status: cdnnl_status, of operation: String) -> RuntimeProblem {
    .library(operation: operation, status: String(cString: cdnnl_status_text(status)))
  }
}

/// What a memory is to a primitive.
typealias Role = cdnnl_argument

extension Role {
  static let source = CDNNL_SOURCE
  static let secondSource = CDNNL_SECOND_SOURCE
  static let weights = CDNNL_WEIGHTS
  static let bias = CDNNL_BIAS
  static let mean = CDNNL_MEAN
  static let variance = CDNNL_VARIANCE
  static let scale = CDNNL_SCALE
  static let shift = CDNNL_SHIFT
  static let destination = CDNNL_DESTINATION

  /// One of a concatenation's sources.
  static func source(_ index: Int) -> Role { Role(rawValue: CDNNL_MULTIPLE_SOURCE.rawValue + UInt32(index)) }
}

/// The CPU with its stream and scratch memory. Used by one actor at a time, on any thread.
final class Device {
  let handle: OpaquePointer
  private let first: Device?

  init() throws(RuntimeProblem) {
    handle = try made("engine") { cdnnl_engine_create($0) }
    first = nil
  }

  /// Another stream and scratch memory for another thread. It runs the primitives and memories of the first.
  init(beside first: Device) throws(RuntimeProblem) {
    handle = try made("engine") { cdnnl_engine_share(first.handle, $0) }
    self.first = first
  }

  deinit { cdnnl_engine_destroy(handle) }

  static var processors: Int { Int(cdnnl_processors()) }

  /// Whether the primitives made and run from now on may use all processors or one. The same must hold for both.
  func useAllProcessors(_ all: Bool) { cdnnl_limit_threads(all ? 0 : 1) }

  /// Calls the body for each part, on the library's threads.
  static func inParallel(_ parts: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let call = PartCall(body)
      withExtendedLifetime(call) {
        cdnnl_in_parallel(
          Int32(parts), { Unmanaged<PartCall>.fromOpaque($0).takeUnretainedValue().body(Int($1)) },
          Unmanaged.passUnretained(call).toOpaque())
      }
    }
  }

  /// Runs a primitive to its end.
  func execute(_ primitive: Primitive, _ arguments: [(role: Role, memory: Memory)]) throws(RuntimeProblem) {
    let roles = arguments.map(\.role)
    let memories = arguments.map(\.memory.handle)
    let status = cdnnl_execute(handle, primitive.handle, Int32(roles.count), roles, memories)
    guard status == CDNNL_SUCCESS else { throw .failure(status, of: primitive.operation) }
  }
}

/// What a parallel call does for each part.
private final class PartCall: Sendable {
  let body: @Sendable (Int) -> Void

  init(_ body: @escaping @Sendable (Int) -> Void) { self.body = body }
}

/// Sizes and where their elements lie.
final class Layout {
  fileprivate let handle: OpaquePointer

  /// Strides in elements; nil leaves the layout to the primitive that is made with it.
  init(_ sizes: [Int], strides: [Int]?) throws(RuntimeProblem) {
    let sizes = sizes.map(Int64.init)
    let strides = strides?.map(Int64.init)
    handle = try made("layout") { result in
      guard let strides else { return cdnnl_layout_create(Int32(sizes.count), sizes, nil, result) }
      return cdnnl_layout_create(Int32(sizes.count), sizes, strides, result)
    }
  }

  /// What a primitive takes or gives for an argument.
  init(of primitive: Primitive, _ argument: Role) throws(RuntimeProblem) {
    handle = try made("layout") { cdnnl_primitive_layout(primitive.handle, argument, $0) }
  }

  deinit { cdnnl_layout_destroy(handle) }

  /// The bytes that a tensor of this layout takes.
  var size: Int { cdnnl_layout_size(handle) }
}

/// A view of values in a layout. It keeps a buffer alive.
final class Memory {
  let handle: OpaquePointer
  private let buffer: Buffer?

  /// The view begins `offset` values into the buffer.
  init(_ device: Device, _ layout: Layout, in buffer: Buffer, offset: Int = 0) throws(RuntimeProblem) {
    self.buffer = buffer
    let data = UnsafeMutableRawPointer(buffer.values + offset)
    handle = try made("memory") { cdnnl_memory_create(device.handle, layout.handle, data, $0) }
  }

  /// A view of values that somebody else keeps alive, and that nothing writes.
  init(
    _ device: Device, _ layout: Layout, reading values: UnsafeBufferPointer<Float>, offset: Int
  ) throws(RuntimeProblem) {
    buffer = nil
    guard let first = values.baseAddress else { throw .failure(CDNNL_INVALID_ARGUMENTS, of: "memory") }
    let data = UnsafeMutableRawPointer(mutating: first + offset)
    handle = try made("memory") { cdnnl_memory_create(device.handle, layout.handle, data, $0) }
  }

  deinit { cdnnl_memory_destroy(handle) }
}

/// A compiled operation of the library.
final class Primitive {
  let handle: OpaquePointer
  /// Its kind, for messages.
  let operation: String

  private init(
    _ operation: String, _ make: (UnsafeMutablePointer<OpaquePointer?>) -> cdnnl_status
  ) throws(RuntimeProblem) {
    self.operation = operation
    handle = try made(operation, make)
  }

  deinit { cdnnl_primitive_destroy(handle) }

  /// The bytes that running it takes besides its arguments.
  var scratchBytes: Int { cdnnl_primitive_scratch_size(handle) }
}

/// The sliding of a window along each spatial axis. A dilation of 1 leaves no holes.
struct Sliding {
  var strides: [Int]
  var dilation: [Int]
  var paddingBefore: [Int]
  var paddingAfter: [Int]

  fileprivate func withWindow<Result>(_ body: (cdnnl_window) -> Result) -> Result {
    let (strides, dilation) = (strides.map(Int64.init), dilation.map(Int64.init))
    let (before, after) = (paddingBefore.map(Int64.init), paddingAfter.map(Int64.init))
    return strides.withUnsafeBufferPointer { strides in
      dilation.withUnsafeBufferPointer { dilation in
        before.withUnsafeBufferPointer { before in
          after.withUnsafeBufferPointer { after in
            guard let strides = strides.baseAddress, let dilation = dilation.baseAddress,
              let before = before.baseAddress, let after = after.baseAddress
            else { preconditionFailure("a window slides along at least one axis") }
            return body(
              cdnnl_window(strides: strides, dilation: dilation, padding_before: before, padding_after: after))
          }
        }
      }
    }
  }
}

/// What a primitive does to its result before it writes it.
enum PostOperation {
  case function(cdnnl_eltwise)
  /// Adds what the destination holds.
  case addDestination
}

extension Array<PostOperation> {
  fileprivate func withOperations<Result>(_ body: (cdnnl_post_operations) -> Result) -> Result {
    let list = map { operation in
      switch operation {
      case .function(let function): cdnnl_post_operation(adds_destination: false, function: function)
      case .addDestination: cdnnl_post_operation(adds_destination: true, function: cdnnl_eltwise())
      }
    }
    return list.withUnsafeBufferPointer {
      body(cdnnl_post_operations(count: Int32($0.count), list: $0.baseAddress))
    }
  }
}

// MARK: - Making primitives

extension Primitive {
  static func convolution(
    _ device: Device, source: Layout, weights: Layout, bias: Layout?, destination: Layout, sliding: Sliding,
    then operations: [PostOperation]
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("convolution") { result in
      sliding.withWindow { window in
        operations.withOperations {
          cdnnl_convolution_create(
            device.handle, source.handle, weights.handle, bias?.handle, destination.handle, window, $0, result)
        }
      }
    }
  }

  static func innerProduct(
    _ device: Device, source: Layout, weights: Layout, bias: Layout?, destination: Layout,
    then operations: [PostOperation]
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("inner product") { result in
      operations.withOperations {
        cdnnl_inner_product_create(
          device.handle, source.handle, weights.handle, bias?.handle, destination.handle, $0, result)
      }
    }
  }

  static func deconvolution(
    _ device: Device, source: Layout, weights: Layout, bias: Layout?, destination: Layout, sliding: Sliding
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("deconvolution") { result in
      sliding.withWindow {
        cdnnl_deconvolution_create(
          device.handle, source.handle, weights.handle, bias?.handle, destination.handle, $0, result)
      }
    }
  }

  /// Batches of matrices; a batch of 1 is repeated.
  static func matrixProduct(
    _ device: Device, left: Layout, right: Layout, destination: Layout
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("matrix product") {
      cdnnl_matrix_product_create(device.handle, left.handle, right.handle, destination.handle, $0)
    }
  }

  static func pooling(
    _ device: Device, _ kind: cdnnl_pooling_kind, source: Layout, destination: Layout, kernel: [Int], sliding: Sliding
  ) throws(RuntimeProblem) -> Primitive {
    let kernel = kernel.map(Int64.init)
    return try Primitive("pooling") { result in
      sliding.withWindow { window in
        cdnnl_pooling_create(device.handle, kind, source.handle, destination.handle, kernel, window, result)
      }
    }
  }

  static func batchNormalization(
    _ device: Device, data: Layout, epsilon: Float, scale: Bool, shift: Bool
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("batch normalization") {
      cdnnl_batch_normalization_create(device.handle, data.handle, epsilon, scale, shift, $0)
    }
  }

  static func layerNormalization(
    _ device: Device, data: Layout, epsilon: Float, scale: Bool, shift: Bool
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("layer normalization") {
      cdnnl_layer_normalization_create(device.handle, data.handle, epsilon, scale, shift, $0)
    }
  }

  static func eltwise(
    _ device: Device, _ function: cdnnl_eltwise, data: Layout
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("elementwise function") { cdnnl_eltwise_create(device.handle, function, data.handle, $0) }
  }

  static func softmax(
    _ device: Device, logarithm: Bool, data: Layout, axis: Int
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("softmax") { cdnnl_softmax_create(device.handle, logarithm, data.handle, Int32(axis), $0) }
  }

  static func binary(
    _ device: Device, _ kind: cdnnl_binary_kind, left: Layout, right: Layout, destination: Layout
  ) throws(RuntimeProblem) -> Primitive {
    try Primitive("binary operation") {
      cdnnl_binary_create(device.handle, kind, left.handle, right.handle, destination.handle, $0)
    }
  }

  static func concatenation(
    _ device: Device, sources: [Layout], axis: Int, destination: Layout
  ) throws(RuntimeProblem) -> Primitive {
    let handles = sources.map(\.handle)
    return try Primitive("concatenation") {
      cdnnl_concatenation_create(device.handle, Int32(handles.count), handles, Int32(axis), destination.handle, $0)
    }
  }

  static func reorder(_ device: Device, from source: Layout, to destination: Layout) throws(RuntimeProblem) -> Primitive
  {
    try Primitive("reorder") { cdnnl_reorder_create(device.handle, source.handle, destination.handle, $0) }
  }
}
