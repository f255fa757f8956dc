// A layer's window as its arguments say it, in short: `3×3 /2`.

extension Operation {
  /// The window's size, its strides where they are not 1, then dilation and groups where there are any, such as
  /// `3×3 /2`, `2×1 /2×1`, `3×3 dilation 2` or `1×1 groups 4`; nil of a layer without a window.
  package var windowNotation: String? {
    guard
      let window = (definition as? any WindowLayer)?.window ?? (definition as? any ConvolutionLayer)?.window
    else { return nil }
    var parts = [window.size.map(String.init).joined(separator: "×")]
    if let strides = shortened(window.strides) { parts.append("/\(strides)") }
    if let dilation = shortened(window.dilation) { parts.append("dilation \(dilation)") }
    if let groups = (definition as? Convolution)?.groups, groups > 1 { parts.append("groups \(groups)") }
    return parts.joined(separator: " ")
  }

  /// One number where all axes have the same; nil where that is 1.
  private func shortened(_ sizes: [Int]) -> String? {
    guard sizes.contains(where: { $0 != 1 }) else { return nil }
    return (Set(sizes).count == 1 ? Array(sizes.prefix(1)) : sizes).map(String.init).joined(separator: "×")
  }
}
