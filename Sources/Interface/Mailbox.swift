// Where the kernel's snapshots wait for the interface's thread.

import Kernel
import Synchronization

package final class Mailbox: Sendable {
  private let snapshots = Mutex<[KernelSnapshot]>([])
  private let answer = Mutex<Assistance?>(nil)
  private let rewritings = Mutex<RewriteAnswer?>(nil)
  private let figures = Mutex<FiguresAnswer?>(nil)
  private let onPost: @Sendable () -> Void

  /// `onPost` runs on the thread that posts, after each snapshot.
  package init(onPost: @escaping @Sendable () -> Void) {
    self.onPost = onPost
  }

  package func post(_ snapshot: KernelSnapshot) {
    snapshots.withLock { $0.append(snapshot) }
    onPost()
  }

  /// Of several answers, only the newest counts.
  package func post(_ answer: Assistance) {
    self.answer.withLock { $0 = answer }
    onPost()
  }

  package func takeAnswer() -> Assistance? {
    answer.withLock { answer in
      defer { answer = nil }
      return answer
    }
  }

  package func post(_ answer: RewriteAnswer) {
    rewritings.withLock { $0 = answer }
    onPost()
  }

  package func takeRewritings() -> RewriteAnswer? {
    rewritings.withLock { answer in
      defer { answer = nil }
      return answer
    }
  }

  package func post(_ answer: FiguresAnswer) {
    figures.withLock { $0 = answer }
    onPost()
  }

  package func takeFigures() -> FiguresAnswer? {
    figures.withLock { answer in
      defer { answer = nil }
      return answer
    }
  }

  /// All that has come since the last call, in order.
  package func take() -> [KernelSnapshot] {
    snapshots.withLock { snapshots in
      defer { snapshots = [] }
      return snapshots
    }
  }
}
