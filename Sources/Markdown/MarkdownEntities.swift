// The characters that HTML's names stand for, such as `&times;`: those that notebooks write.

enum MarkdownEntities {
  /// The text of an entity; the entity itself where its name is not known.
  static func text(of entity: String) -> String {
    let name = entity.dropFirst().dropLast()
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let isHexadecimal = digits.first == "x" || digits.first == "X"
      let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      // CommonMark wants the replacement sign for what is no character.
      return String(number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) } ?? "\u{FFFD}")
    }
    return named[String(name)].map(String.init) ?? entity
  }

  private static let named: [String: Character] = {
    var table: [String: Character] = ["nbsp": "\u{A0}", "shy": "\u{AD}", "ensp": "\u{2002}", "emsp": "\u{2003}"]
    let words = pairs.split { $0.isWhitespace }
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      if let sign = words[index + 1].first { table[String(words[index])] = sign }
    }
    return table
  }()

  private static let pairs = """
    amp & lt < gt > quot " apos ' copy © reg ® trade ™ deg ° plusmn ± times × divide ÷ middot · bull • hellip … ndash –
    mdash — lsquo ‘ rsquo ’ ldquo “ rdquo ” laquo « raquo » sect § para ¶ micro µ sup1 ¹ sup2 ² sup3 ³ frac12 ½ frac14 ¼
    frac34 ¾ euro € pound £ yen ¥ cent ¢ larr ← uarr ↑ rarr → darr ↓ harr ↔ lArr ⇐ rArr ⇒ hArr ⇔ le ≤ ge ≥ ne ≠ asymp ≈
    equiv ≡ infin ∞ sum ∑ prod ∏ minus − radic √ part ∂ nabla ∇ isin ∈ notin ∉ cap ∩ cup ∪ sub ⊂ sup ⊃ forall ∀ exist ∃
    and ∧ or ∨ int ∫ lowast ∗ check ✓ cross ✗ star ☆ hearts ♥
    alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π
    rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ
    Omega Ω auml ä ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü szlig ß eacute é egrave è agrave à ccedil ç ntilde ñ
    """
}
