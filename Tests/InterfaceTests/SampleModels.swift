// What a kernel says of models and layers that are compared and explained: made by the real kernel's own rules, so that the
// numbers of the screens are true ones.

import Dispatch
import Foundation
import Language
import Notebook
import Synchronization
import Tensors

@testable import Interface
@testable import Kernel

extension SampleSession {
  /// A model in two states: as pinned, and with its convolution made separable and a layer more.
  private static let pinned = """
    import keras
    image = keras.Input((32, 32, 3), name='image')
    x = keras.layers.Conv2D(32, 3, padding='same', name='block_conv')(image)
    x = keras.layers.ReLU(name='block_relu')(x)
    x = keras.layers.MaxPooling2D(name='block_pool')(x)
    x = keras.layers.Flatten(name='flatten')(x)
    model = keras.Model(image, keras.layers.Dense(10, name='classes')(x), name='Small')
    """

  private static let changed = pinned.replacing("Conv2D", with: "SeparableConv2D").replacing(
    "x = keras.layers.Flatten",
    with: "x = keras.layers.AveragePooling2D(2, name='block_more')(x)\nx = keras.layers.Flatten")

  private static let grouped = """
    import keras
    image = keras.Input((12, 12, 8), name='image')
    x = keras.layers.Conv2D(16, 3, padding='same', groups=4, dilation_rate=2, name='grouped')(image)
    """

  private static let transposed = """
    import keras
    image = keras.Input((6, 6, 2), name='image')
    x = keras.layers.Conv2DTranspose(4, 3, strides=2, padding='same', name='enlarged')(image)
    """

  private static let depthwise = """
    import keras
    image = keras.Input((12, 12, 4), name='image')
    x = keras.layers.DepthwiseConv2D(3, strides=2, padding='same', depth_multiplier=2, name='depthwise')(image)
    """

  private static let large = """
    import keras
    image = keras.Input((12, 12, 1), name='image')
    x = keras.layers.Conv2D(4, 5, padding='same', name='large')(image)
    """

  private static let pooled = """
    import keras
    image = keras.Input((12, 12, 4), name='image')
    x = keras.layers.MaxPooling2D(2, name='pooled')(image)
    """

  /// What the convolution of the sample's own block could be, made by the kernel from another text.
  static func rewritten(_ request: RewriteRequest) -> RewriteAnswer {
    let line = "x = keras.layers.Conv2D"
    let prefix = pinned.utf8.count - (pinned.range(of: line).map { pinned[$0.lowerBound...].utf8.count } ?? 0)
    let cell = CellID(1)
    let asked = RewriteRequest(
      document: DocumentSnapshot(revision: 1, cells: [.init(id: cell, kind: .code, text: pinned, firstLine: 1)]),
      cell: cell, offset: prefix)
    let result = withLargeStack { DocumentEvaluation().rewritings(for: asked) }?.result ?? .failure(.noWay)
    return RewriteAnswer(request, result)
  }

  /// The pinned state first, and after any change of the text the other.
  static func compared(_ request: KernelRequest) -> KernelSnapshot {
    answer(request, to: request.document.revision > 0 ? changed : pinned, line: 2)
  }

  static func explained(_ request: KernelRequest) -> KernelSnapshot { answer(request, to: changed, line: 2) }
  static func explainedGroups(_ request: KernelRequest) -> KernelSnapshot { answer(request, to: grouped, line: 2) }

  static func explainedTransposed(_ request: KernelRequest) -> KernelSnapshot {
    answer(request, to: transposed, line: 2)
  }

  static func explainedLarge(_ request: KernelRequest) -> KernelSnapshot { answer(request, to: large, line: 2) }
  static func explainedDepthwise(_ request: KernelRequest) -> KernelSnapshot { answer(request, to: depthwise, line: 2) }
  static func explainedPooling(_ request: KernelRequest) -> KernelSnapshot { answer(request, to: pooled, line: 2) }

  /// The sample's own snapshot with the subject that a kernel made of another text.
  private static func answer(_ request: KernelRequest, to text: String, line: Int) -> KernelSnapshot {
    var snapshot = snapshot(of: request)
    let answered = Mutex<KernelSnapshot?>(nil)
    let done = DispatchSemaphore(value: 0)
    let kernel = Kernel { made in
      guard !made.isForwardPending else { return }
      answered.withLock { $0 = $0 ?? made }
      done.signal()
    }
    let cell = CellID(1)
    kernel.submit(
      KernelRequest(
        document: DocumentSnapshot(
          revision: 1, path: "small.py", cells: [.init(id: cell, kind: .code, text: text, firstLine: 1)]),
        cursor: CellLine(cell: cell, line: line), settings: ForwardSettings(input: "random", seed: 0),
        shown: request.shown))
    done.wait()
    snapshot.subject = answered.withLock { $0?.subject }
    // Times are never twice the same.
    snapshot.subject?.forward?.milliseconds = 0.3
    snapshot.subject?.forward?.passTime = PassTime(median: 0.25, passes: 15)
    return snapshot
  }
}
