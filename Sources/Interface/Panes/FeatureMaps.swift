// The channels of one layer's output as small pictures.

import Kernel
import Screen
import Tensors

/// The feature maps of the row that is chosen, or that the cursor's line made, or of the first one that is no input.
struct FeatureMaps {
  let row: LayerRow
  private let output: Tensor

  /// Below this many rows of the screen they are no help.
  static let leastHeight = 6

  /// Nil where that row's output is no image.
  init?(_ context: PaneContext, _ forward: Forward) {
    let images = context.rows.indices.filter { index in
      forward.activations[context.rows[index].row.id].map { FeatureMaps.isImage($0.shape) } ?? false
    }
    guard let index = context.wantedRow ?? images.first(where: { context.rows[$0].row.parameters > 0 }),
      let activation = forward.activations[context.rows[index].row.id], FeatureMaps.isImage(activation.shape)
    else { return nil }
    row = context.rows[index].row
    output = activation.output
  }

  private static func isImage(_ shape: [Int]) -> Bool {
    shape.count == 4 && shape[0] > 0 && shape[1] * shape[2] > 1 && shape[3] > 0
  }

  /// A heading, then as many maps as fit, side by side.
  func draw(in area: Rect, capabilities: Capabilities, on buffer: inout ScreenBuffer) {
    let channels = output.shape[3]
    let parts = area.rows([.fixed(1), .flexible])
    guard let first = Picture(output, channel: 0), parts[1].height > 0 else { return }
    let limit = Size(width: max(1, min(16, area.width)), height: min(8, parts[1].height))
    let size = first.cellSize(within: limit)
    guard size.width > 0, size.height > 0 else { return }
    let columns = max(1, (area.width + 1) / (size.width + 1))
    let rows = max(1, (parts[1].height + 1) / (size.height + 1))
    let count = min(channels, columns * rows)
    let heading = "\(row.name): " + (count < channels ? "maps 1–\(count) of \(channels)" : "\(channels) maps")
    buffer.write(
      TextWidth.truncate(heading, to: area.width), at: area.origin, style: Theme.header, in: parts[0])
    for channel in 0..<count {
      guard let picture = Picture(output, channel: channel) else { continue }
      let place = Rect(
        x: area.x + channel % columns * (size.width + 1), y: parts[1].y + channel / columns * (size.height + 1),
        width: size.width, height: size.height)
      buffer.draw(picture, in: place, capabilities: capabilities)
    }
  }
}
