// Keras' automatic names: the class' name in snake case, numbered from the second on.

package struct LayerNames: Sendable {
  private var used: [String: Int] = [:]
  /// The names in snake case that were made before: the rule costs more than all else that makes a layer.
  private var prefixes: [String: String] = [:]

  package init() {}

  /// The next automatic name for a class, as `keras.src.utils.naming.auto_name` gives it.
  package mutating func next(for typeName: String) -> String {
    let prefix = prefixes[typeName] ?? LayerNames.snakeCase(typeName)
    prefixes[typeName] = prefix
    let count = used[prefix, default: 0]
    used[prefix] = count + 1
    return count == 0 ? prefix : "\(prefix)_\(count)"
  }

  /// How often a prefix was asked for: `keras.backend.get_uid`, which the automatic names count with.
  package mutating func number(for prefix: String) -> Int {
    used[prefix, default: 0] += 1
    return used[prefix, default: 0]
  }

  /// `Conv2D` is `conv2d`, `LeakyReLU` is `leaky_re_lu`: the three substitutions of Keras' `to_snake_case`.
  package static func snakeCase(_ name: String) -> String {
    let letters = Array(
      name.unicodeScalars.filter { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil })
    let wordsApart = separating(letters) { index in
      // `(.)([A-Z][a-z]+)`: a capital before a small letter starts a word.
      index > 0 && isUpper(letters[index]) && index + 1 < letters.count && isLower(letters[index + 1])
    }
    let apart = separating(wordsApart) { index in
      // `([a-z])([A-Z])`: so does a capital after a small letter.
      index > 0 && isUpper(wordsApart[index]) && isLower(wordsApart[index - 1])
    }
    return String(String.UnicodeScalarView(apart)).lowercased()
  }

  private static func separating(_ letters: [Unicode.Scalar], before starts: (Int) -> Bool) -> [Unicode.Scalar] {
    letters.indices.flatMap { starts($0) ? ["_", letters[$0]] : [letters[$0]] }
  }

  private static func isUpper(_ letter: Unicode.Scalar) -> Bool { ("A"..."Z").contains(letter) }
  private static func isLower(_ letter: Unicode.Scalar) -> Bool { ("a"..."z").contains(letter) }
}
