// The thread that the engine runs on.

import Dispatch
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One thread of the engine's own, as its executor.
///
/// OpenMP gives each thread that calls it a team of workers: on the shared threads of Swift's pool every one would get its
/// own. And a long pass would hold one of those few threads.
final class EngineThread: SerialExecutor {
  private let work = Work()

  init() throws(RuntimeProblem) {
    let start = Start(work: work, executor: asUnownedSerialExecutor())
    let argument = Unmanaged.passRetained(start)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(&thread, nil, { run($0) }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      throw .library(operation: "thread", status: String(cString: strerror(status)))
    }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
  }

  deinit { work.add(nil) }

  func enqueue(_ job: consuming ExecutorJob) { work.add(UnownedJob(job)) }
}

/// Jobs in order; nil ends the thread.
private final class Work: Sendable {
  private let jobs = Mutex<[UnownedJob?]>([])
  private let waiting = DispatchSemaphore(value: 0)

  func add(_ job: UnownedJob?) {
    jobs.withLock { $0.append(job) }
    waiting.signal()
  }

  /// Waits for the next job.
  func next() -> UnownedJob? {
    waiting.wait()
    return jobs.withLock { $0.removeFirst() }
  }
}

/// What the thread gets to know. Not the executor itself, which it would keep alive; while there is a job, its actor does.
private final class Start: Sendable {
  let work: Work
  let executor: UnownedSerialExecutor

  init(work: Work, executor: UnownedSerialExecutor) {
    self.work = work
    self.executor = executor
  }
}

private func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
  while let job = start.work.next() { job.runSynchronously(on: start.executor) }
  return nil
}
