// Layers that give an image another size: Resizing, CenterCrop, RandomCrop and UpSampling.

import CDNNL
import ModelGraph

extension Lowering {
  mutating func resize(_ layer: Resizing) throws(RuntimeProblem) {
    let firstAxis = layer.dataFormat.firstImageAxis
    let (size, target) = (Array(inputs[0].sizes[firstAxis...].prefix(2)), [layer.height, layer.width])
    switch layer.way {
    case .centerCrop where zip(size, target).allSatisfy({ $0 >= $1 }):
      let start = zip(size, target).map { ($0 - $1) / 2 }
      try copy(inputs[0].window(at: firstAxis, from: start, sizes: target), to: output)
    case .centerCrop, .randomCrop:
      let source = try cropped(inputs[0], to: size.fitted(into: target), at: firstAxis)
      try resample(source, at: firstAxis, .bilinear, to: output)
    case .interpolation(let name):
      let interpolation = try interpolation(name)
      if layer.fillMode != "constant" { throw notInKeras("fill_mode='\(layer.fillMode)'") }
      var source = inputs[0]
      switch layer.fit {
      case .distort: break
      case .crop: source = try cropped(source, to: size.fitted(into: target), at: firstAxis)
      case .pad(let value):
        source = try padded(source, to: size.fitted(around: target), with: Float(value), at: firstAxis)
      case .cropAndPad:
        throw .unsupported(layer: self.layer, what: "crop_to_aspect_ratio and pad_to_aspect_ratio at once")
      }
      try resample(source, at: firstAxis, interpolation, antialias: layer.antialias, to: output)
    }
  }

  /// The middle.
  private mutating func cropped(_ view: View, to size: [Int], at axis: Int) throws(RuntimeProblem) -> View {
    let sizes = Array(view.sizes[axis...].prefix(2))
    if sizes == size { return view }
    let part = view.window(at: axis, from: zip(sizes, size).map { ($0 - $1) / 2 }, sizes: size)
    let result = temporary(part.sizes)
    try copy(part, to: result)
    return result
  }

  /// As much before as after: one pixel less in all where the difference is odd, as in Keras.
  private mutating func padded(
    _ view: View, to size: [Int], with value: Float, at axis: Int
  ) throws(RuntimeProblem) -> View {
    let sizes = Array(view.sizes[axis...].prefix(2))
    let margins = zip(sizes, size).map { ($1 - $0) / 2 }
    var whole = view.sizes
    for index in 0..<2 { whole[axis + index] += 2 * margins[index] }
    let result = temporary(whole)
    fill(result, with: value)
    try copy(view, to: result.window(at: axis, from: margins, sizes: sizes))
    return result
  }

  private func interpolation(_ name: String) throws(RuntimeProblem) -> Interpolation {
    guard let interpolation = Interpolation(rawValue: name) else {
      throw notInKeras("interpolation='\(name)'")
    }
    return interpolation
  }

  private func notInKeras(_ what: String) -> RuntimeProblem {
    .unsupported(layer: layer, what: "\(what), which Keras does not run, either")
  }

  /// Two neighbouring axes of a row-major view, the first at `axis`, brought to the destination's sizes.
  mutating func resample(
    _ source: View, at axis: Int, _ interpolation: Interpolation, antialias: Bool = false, to destination: View
  ) throws(RuntimeProblem) {
    var sizes = source.sizes
    sizes[axis] = destination.sizes[axis]
    let middle = temporary(sizes)
    mix(source, axis, interpolation, antialias, to: middle)
    mix(middle, axis + 1, interpolation, antialias, to: destination)
  }

  /// One axis of a row-major view.
  private mutating func mix(
    _ source: View, _ axis: Int, _ interpolation: Interpolation, _ antialias: Bool, to destination: View
  ) {
    let (source, destination) = (source.split(at: axis), destination.split(at: axis))
    let (from, to, count) = (source.sizes[1], destination.sizes[1], source.sizes[2])
    let mixtures = interpolation.mixtures(from: from, to: to, antialias: antialias)
    let outer = source.sizes[0]
    call([source, destination]) { pointers in
      for index in 0..<outer {
        let (values, results) = (pointers[0] + index * from * count, pointers[1] + index * to * count)
        for (place, mixture) in mixtures.enumerated() {
          let result = results + place * count
          result.update(repeating: 0, count: count)
          for (neighbour, weight) in zip(mixture.first..., mixture.weights) {
            let value = values + neighbour * count
            for position in 0..<count { result[position] += weight * value[position] }
          }
        }
      }
    }
  }

  // MARK: - UpSampling

  mutating func enlarge(_ layer: UpSampling) throws(RuntimeProblem) {
    let firstAxis = layer.dataFormat.firstImageAxis
    guard layer.interpolation == "nearest" else {
      return try resample(inputs[0], at: firstAxis, interpolation(layer.interpolation), to: output)
    }
    // Every pixel repeated: each size and how often its places are, and what lies within a place.
    let sizes = inputs[0].sizes
    var (places, repeated) = ([sizes[..<firstAxis].reduce(1, *)], [sizes[..<firstAxis].reduce(1, *)])
    for (size, factor) in zip(sizes[firstAxis...], layer.factors) {
      places += [size, 1]
      repeated += [size, factor]
    }
    let rest = sizes[(firstAxis + layer.factors.count)...].reduce(1, *)
    lay(inputs[0].reshaped(places + [rest]), over: output.reshaped(repeated + [rest]))
  }
}

extension DataFormat {
  /// The axis of an image's height, or of a sequence's length.
  fileprivate var firstImageAxis: Int { self == .channelsLast ? 1 : 2 }
}

extension View {
  /// A part along some neighbouring axes, the first of them at `axis`.
  fileprivate func window(at axis: Int, from start: [Int], sizes: [Int]) -> View {
    var (starts, all) = (self.sizes.map { _ in 0 }, self.sizes)
    for index in sizes.indices { (starts[axis + index], all[axis + index]) = (start[index], sizes[index]) }
    return window(from: starts, sizes: all)
  }
}

extension [Int] {
  /// The largest size of the target's proportions within an image of this size.
  fileprivate func fitted(into target: [Int]) -> [Int] {
    zip(self, proportional(to: target)).map { Swift.max(Swift.min($0, $1), 1) }
  }

  /// The smallest size of the target's proportions around an image of this size.
  fileprivate func fitted(around target: [Int]) -> [Int] {
    zip(self, proportional(to: target)).map { Swift.max($0, $1) }
  }

  /// The height that the width asks for, and the width that the height does.
  private func proportional(to target: [Int]) -> [Int] {
    [self[1] * target[0] / target[1], self[0] * target[1] / target[0]]
  }
}
