// Items of arrays: by numbers, slices, dots, None, and by arrays of numbers or truths.

extension Interpreter {
  mutating func arrayElement(_ index: Value, of array: NDArray) throws(Raised) -> Value {
    if let chosen = try chosenRows(index, of: array) { return arrayValue(chosen) }
    let place = try arrayPlace(index, in: array)
    try reserveArray(place.shape)
    return arrayValue(array.picking(shape: place.shape, strides: place.strides, from: place.start))
  }

  mutating func setArrayElement(_ index: Value, of array: inout NDArray, to value: Value) throws(Raised) {
    let given = try ndarray(value)
    if let mask = payload(of: index, as: NDArray.self), mask.type == .bool, mask.shape == array.shape {
      let spots = mask.elements.indices.filter { mask.elements[$0] != 0 }
      guard given.elements.count == 1 || given.elements.count == spots.count else {
        throw raise(.cannotBroadcast(given.shape, [spots.count]))
      }
      for (number, spot) in spots.enumerated() {
        array.elements[spot] = array.type.converted(given.elements[given.elements.count == 1 ? 0 : number])
      }
      return
    }
    let place = try arrayPlace(index, in: array)
    guard NDArray.broadcast(given.shape, place.shape) == place.shape else {
      throw raise(.cannotBroadcastInput(given.shape, place.shape))
    }
    var positions = array
    positions.elements = array.elements.indices.map { Double($0) }
    let spots = positions.picking(shape: place.shape, strides: place.strides, from: place.start).elements
    let values = given.broadcast(to: place.shape).elements
    for (spot, value) in zip(spots, values) { array.elements[Int(spot)] = array.type.converted(value) }
  }

  private struct Place {
    var shape: [Int] = []
    var strides: [Int] = []
    var start = 0
  }

  /// The part of an array that an index of numbers, slices, dots and None names.
  private mutating func arrayPlace(_ index: Value, in array: NDArray) throws(Raised) -> Place {
    var parts = [index]
    if case .tuple(let several) = index { parts = several.elements }
    let named = parts.count { part in
      switch part {
      case .none, .ellipsis: false
      default: true
      }
    }
    guard named <= array.rank else { throw raise(.tooManyIndices(array.rank, named)) }
    var (place, axis) = (Place(), 0)
    let strides = array.strides
    func keep(_ count: Int) {
      for _ in 0..<count {
        place.shape.append(array.shape[axis])
        place.strides.append(strides[axis])
        axis += 1
      }
    }
    for part in parts {
      switch part {
      case .none:
        place.shape.append(1)
        place.strides.append(0)
      case .ellipsis: keep(array.rank - named)
      case .slice(let slice):
        let bounds = try bounds(slice, count: array.shape[axis])
        let range = RangeValue(start: bounds.start, stop: bounds.stop, step: bounds.step)
        place.start += bounds.start * strides[axis] * (range.count > 0 ? 1 : 0)
        place.shape.append(range.count)
        place.strides.append(strides[axis] * bounds.step)
        axis += 1
      default:
        guard let number = try indexNumber(part) else { throw raise(.badArrayIndex) }
        let size = array.shape[axis]
        guard (-size..<size).contains(number) else { throw raise(.arrayIndex(number, axis: axis, size: size)) }
        place.start += (number < 0 ? number + size : number) * strides[axis]
        axis += 1
      }
    }
    keep(array.rank - axis)
    return place
  }

  /// The rows that a list or an array of numbers or truths picks; nil for other indices.
  private mutating func chosenRows(_ index: Value, of array: NDArray) throws(Raised) -> NDArray? {
    var picker = payload(of: index, as: NDArray.self)
    if picker == nil, case .list = index { picker = try ndarray(index) }
    guard let picker, picker.rank > 0, array.rank > 0 else { return nil }
    if picker.type == .bool, picker.rank > 1 {
      guard picker.shape == array.shape else { throw raise(.badArrayIndex) }
      let chosen = zip(array.elements, picker.elements).filter { $1 != 0 }.map(\.0)
      return NDArray(shape: [chosen.count], type: array.type, elements: chosen)
    }
    var rows: [Int]
    if picker.type == .bool {
      guard picker.elements.count == array.shape[0] else { throw raise(.badArrayIndex) }
      rows = picker.elements.indices.filter { picker.elements[$0] != 0 }
    } else {
      guard picker.type.isInteger || picker.elements.isEmpty else { throw raise(.badArrayIndex) }
      rows = picker.elements.map { Int($0) }
    }
    let (size, length) = (array.shape[0], array.shape[1...].reduce(1, *))
    try reserve(rows.count &* length, each: 8)
    var elements: [Double] = []
    for row in rows {
      guard (-size..<size).contains(row) else { throw raise(.arrayIndex(row, axis: 0, size: size)) }
      let start = (row < 0 ? row + size : row) * length
      elements += array.elements[start..<start + length]
    }
    let outer = picker.type == .bool ? [rows.count] : picker.shape
    return NDArray(shape: outer + array.shape[1...], type: array.type, elements: elements)
  }
}

extension Fault {
  fileprivate static func cannotBroadcastInput(_ given: [Int], _ wanted: [Int]) -> Fault {
    func tuple(_ shape: [Int]) -> String {
      shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ",") + ")"
    }
    return Fault(
      .valueError, "could not broadcast input array from shape \(tuple(given)) into shape \(tuple(wanted))")
  }
}
