// Where the kernel's snapshots wait for the interface's thread.

import Kernel
import Synchronization

package final class Mailbox: Sendable {
  private let snapshots = Mutex<[KernelSnapshot]>([])
  private let onPost: @Sendable () -> Void

  /// `onPost` runs on the thread that posts, after each snapshot.
  package init(onPost: @escaping @Sendable () -> Void) {
    self.onPost = onPost
  }

  package func post(_ snapshot: KernelSnapshot) {
    snapshots.withLock { $0.append(snapshot) }
    onPost()
  }

  /// All that has come since the last call, in order.
  package func take() -> [KernelSnapshot] {
    snapshots.withLock { snapshots in
      defer { snapshots = [] }
      return snapshots
    }
  }
}
