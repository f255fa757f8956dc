// A thread with a stack large enough for the deepest recursion that the limits allow.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The stack that evaluation to the default recursion depth may need. The evaluator walks the tree on Swift's own
/// stack: a call of a session's function takes some ten Swift frames, measured at up to 40 KiB in debug builds and a
/// quarter of that in release builds, and an expression within it up to `Parser.maximumHeight` levels more. The
/// pages are only taken when they are touched.
private let stackSize = 512 << 20

/// What goes into the thread and what comes out of it.
private final class Job<Result: Sendable>: @unchecked Sendable {
  // Unchecked: only the new thread touches it until it is joined, and only the waiting one after that.
  let body: @Sendable () -> Result
  var result: Result?

  init(_ body: @escaping @Sendable () -> Result) { self.body = body }
}

/// Runs a body on a thread of its own with a large stack, and waits for it. Without such a thread, on this one.
package func withLargeStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
  var attributes = pthread_attr_t()
  guard pthread_attr_init(&attributes) == 0 else { return body() }
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, stackSize)
  let job = Job(body)
  // The thread runs a closure without a type parameter, as C functions cannot have one.
  let run = Unmanaged.passRetained(Runner { job.result = job.body() })
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let failure = pthread_create(&thread, &attributes, runThread, run.toOpaque())
  guard failure == 0 else {
    run.release()
    return body()
  }
  #if canImport(Darwin)
    if let thread { pthread_join(thread, nil) }
  #else
    pthread_join(thread, nil)
  #endif
  return job.result ?? body()
}

private final class Runner: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

#if canImport(Darwin)
  private func runThread(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? { runRunner(pointer) }
#else
  private func runThread(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    pointer.flatMap(runRunner)
  }
#endif

private func runRunner(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<Runner>.fromOpaque(pointer).takeRetainedValue().run()
  return nil
}
