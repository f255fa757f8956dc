// Shapes of functions on images.

import Tensors

extension ShapeRule {
  func depthToSpace(_ block: Int, _ format: DataFormat) throws(LayerProblem) -> Shape {
    let axes = try imageAxes(format)
    var shape = first
    if let channels = shape[axes.channels] {
      let area = try product([block, block])
      guard block > 0, channels.isMultiple(of: area) else { throw .blocks(block, first, in: name) }
      shape[axes.channels] = channels / area
    }
    shape[axes.height] = try product(shape[axes.height], block)
    shape[axes.width] = try product(shape[axes.width], block)
    return shape
  }

  func spaceToDepth(_ block: Int, _ format: DataFormat) throws(LayerProblem) -> Shape {
    let axes = try imageAxes(format)
    var shape = first
    for axis in [axes.height, axes.width] {
      guard let size = shape[axis] else { continue }
      guard block > 0, size.isMultiple(of: block) else { throw .blocks(block, first, in: name) }
      shape[axis] = size / block
    }
    shape[axes.channels] = try product(shape[axes.channels], try product([block, block]))
    return shape
  }

  /// An image, or a batch of them.
  func resized(_ height: Int?, _ width: Int?, _ format: DataFormat) throws(LayerProblem) -> Shape {
    guard [3, 4].contains(first.rank) else { throw .operationRank(name, needs: "images of rank 3 or 4", got: first) }
    var shape = first
    let heightAxis = format == .channelsLast ? first.rank - 3 : first.rank - 2
    shape[heightAxis] = height
    shape[heightAxis + 1] = width
    return shape
  }

  func patches(_ window: Window, _ format: DataFormat) throws(LayerProblem) -> Shape {
    let axes = try axes(of: window, format)
    let area = try product(window.size)
    var shape = try slid(window, axes)
    shape[axes.channels] = try product(first[axes.channels], area)
    return shape
  }

  func pooled(_ window: Window, _ format: DataFormat) throws(LayerProblem) -> Shape {
    try slid(window, try axes(of: window, format))
  }

  /// Rows or images with a kernel (sizes, input channels, filters); of a depthwise one the last is the multiplier.
  func convolved(_ window: Window, _ format: DataFormat, isDepthwise: Bool) throws(LayerProblem) -> Shape {
    let axes = try axes(of: window, format)
    let rank = window.axes.count + 2
    guard operands.count == 2, operands[1].rank == rank else {
      throw .operationRank(name, needs: "a kernel of rank \(rank)", got: operands.last ?? [])
    }
    let kernel = operands[1]
    let (wanted, filters) = (kernel[rank - 2], kernel[rank - 1])
    if let channels = first[axes.channels], let wanted,
      isDepthwise ? channels != wanted : wanted == 0 || !channels.isMultiple(of: wanted)
    {
      throw .kernelChannels(first, kernel, in: name)
    }
    var shape = try slid(window, axes)
    shape[axes.channels] = isDepthwise ? try product(filters, wanted ?? 1) : filters
    return shape
  }

  private typealias Axes = (sides: [Int], channels: Int)

  /// The axes that a window slides along, and that of the channels.
  private func axes(of window: Window, _ format: DataFormat) throws(LayerProblem) -> Axes {
    let count = window.axes.count
    guard first.rank == count + 2 else { throw .operationRank(name, needs: "a batch of rank \(count + 2)", got: first) }
    return format == .channelsLast ? (Array(1...count), count + 1) : (Array(2...(count + 1)), 1)
  }

  private func imageAxes(_ format: DataFormat) throws(LayerProblem) -> (height: Int, width: Int, channels: Int) {
    guard first.rank == 4 else { throw .operationRank(name, needs: "a batch of images of rank 4", got: first) }
    return format == .channelsLast ? (1, 2, 3) : (2, 3, 1)
  }

  private func slid(_ window: Window, _ axes: Axes) throws(LayerProblem) -> Shape {
    var shape = first
    for (axis, sliding) in zip(axes.sides, window.axes) {
      guard let size = shape[axis] else { continue }
      let output = sliding.outputSize(size)
      guard output > 0 else { throw .operationWindow(window, first, in: name) }
      shape[axis] = output
    }
    return shape
  }
}
