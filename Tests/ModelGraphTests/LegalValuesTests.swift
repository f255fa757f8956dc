// The table of legal texts: it holds what Keras knows, and a line for each.

import Testing

@testable import ModelGraph

@Suite struct LegalValuesTests {
  @Test func theTableHoldsWhatTheLayersTake() {
    #expect(Set(LegalValues.activations.all) == Set(Activation.allCases.map(\.rawValue)))
    #expect(Set(LegalValues.paddings.all) == Set(Padding.allCases.map(\.rawValue)))
    #expect(Set(LegalValues.dataFormats.all) == Set(DataFormat.allCases.map(\.rawValue)))
    #expect(Set(LegalValues.initializers.all) == Set(Initializer.named.keys))
    #expect(Set(LegalValues.interpolations.all).isSuperset(of: Interpolation.allCases.map(\.rawValue)))
  }

  /// The width is that of a list of completions beside the longest value.
  @Test func everyValueHasALineOfItsOwn() {
    for parameter in LayerRegistry.all.flatMap(\.signature.parameters) where !parameter.choices.all.isEmpty {
      let lines = parameter.choices.all.compactMap(parameter.choices.meaning)
      #expect(lines.count == parameter.choices.all.count)
      for line in lines { #expect(!line.isEmpty && line.count <= 68, "\(parameter.name): \(line)") }
      // A terminal of ASCII shows σ as s, but has no sign for what a formula needs.
      #expect(lines.allSatisfy { $0.allSatisfy { $0.isASCII || $0 == "σ" } }, "\(parameter.name)")
      #expect(Set(lines).count == lines.count, "\(parameter.name)")
    }
  }

  @Test func aPartKeepsItsLines() {
    let two = LegalValues.paddings.only("same", "valid")
    #expect(two.all == ["valid", "same"])
    #expect(two.meaning(of: "same") == LegalValues.paddings.meaning(of: "same"))
    #expect(two.meaning(of: "causal") == nil)
  }
}
