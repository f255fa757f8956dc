// Characters by their Unicode names, for `\N{…}`.

enum CharacterNames {
  /// The characters of the first two planes, except those that are named by their numbers.
  private static let scalars: [String: Unicode.Scalar] = {
    var scalars: [String: Unicode.Scalar] = [:]
    for value in UInt32(0)..<0x20000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      if let name = properties.name { scalars[name] = scalar }
      if let alias = properties.nameAlias { scalars[alias] = scalar }
    }
    return scalars
  }()

  static func scalar(named name: String) -> Unicode.Scalar? { scalars[name.uppercased()] }
}
