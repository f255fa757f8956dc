// Windows as oneDNN takes them: TensorFlow's padding, without what lies wholly outside the image.

import ModelGraph

/// The part of a layer's window that can touch the image, and how it slides.
struct WindowTaps {
  /// The first tap that is kept, along each axis.
  var first: [Int] = []
  /// The number of taps that are kept, along each axis.
  var kernel: [Int] = []
  var sliding = Sliding(strides: [], dilation: [], paddingBefore: [], paddingAfter: [])
}

/// Beyond this, the integers within the kernels are not to be trusted.
private let largestReach = 1 << 20

extension Lowering {
  /// A layer's window over a view of (batch, channels, height, width).
  ///
  /// With `same` padding a window may be far larger than its image. Taps that can only meet padding add nothing, to a mean
  /// without padding neither, so they are left out; else a size like 10¹² would reach the kernels.
  func taps(of window: Window, over source: View, to destination: View) throws(RuntimeProblem) -> WindowTaps {
    var taps = WindowTaps()
    for (index, axis) in zip(2..., window.onImages.axes) {
      if axis.size > 1, axis.dilation > largestReach { throw reachesTooFar }
      taps.add(axis, over: source.sizes[index], to: destination.sizes[index])
    }
    let pads = taps.sliding.paddingBefore + taps.sliding.paddingAfter
    if pads.contains(where: { $0 > largestReach }) { throw reachesTooFar }
    return taps
  }

  private var reachesTooFar: RuntimeProblem {
    .unsupported(layer: layer, what: "a window that reaches that far beyond the image")
  }
}

extension Window {
  /// The window over (height, width): over a sequence, which is an image of one row, it has one row.
  var onImages: Window { axes.count == 2 ? self : Window([Axis(size: 1)] + axes) }
}

extension WindowTaps {
  fileprivate mutating func add(_ axis: Window.Axis, over input: Int, to output: Int) {
    let pads = axis.pads(input)
    // One tap is kept to each side of those that touch, so that no padding turns negative.
    let lastStart = (output - 1) * axis.stride
    // And one of a window that sees nothing but padding.
    let first = min(max(0, pads.before - lastStart) / axis.dilation, axis.size - 1)
    let last = max(first, min(axis.size - 1, (input - 1 + pads.before) / axis.dilation + 1))
    let before = pads.before - first * axis.dilation
    let dilation = last > first ? axis.dilation : 1
    let extent = (last - first) * dilation + 1
    let after = max(0, lastStart + extent - input - before)
    self.first.append(first)
    kernel.append(last - first + 1)
    // A stride beyond everything there is takes one step only; which, does not matter.
    sliding.strides.append(min(axis.stride, input + before + after))
    sliding.dilation.append(dilation)
    sliding.paddingBefore.append(before)
    sliding.paddingAfter.append(after)
  }
}
