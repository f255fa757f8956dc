// Functions on symbolic tensors against Keras: each case of a recorded script, line by line.

import Testing

struct OperationFixtureTests {
  /// Shapes that Keras leaves to the data and Compbook knows: sizes of a shape that is computed.
  private static let knownHere = [
    "K.batch_flatten(t)": "(None, 192)", "tf.shape(t)[1:3] * 2": "(None, 16, 12, 4)",
  ]

  @Test(arguments: ["functional", "traced"])
  func functionsGiveKerasShapesTypesAndRefusals(script: String) throws {
    let source = try Fixture.text("operations/\(script).py")
    let cases = source.split(separator: "\n").filter { $0.hasPrefix("case(") }
    let expected = try Fixture.text("operations/\(script).txt").split(separator: "\n")
    try #require(cases.count == expected.count && cases.count > 150)
    let session = Session(source)
    #expect(session.messages == [])
    let lines = session.output.split(separator: "\n")
    try #require(lines.count == expected.count)
    for (line, (call, keras)) in zip(lines, zip(cases, expected)) {
      let known = Self.knownHere.first { call.contains($0.key) }?.value
      #expect(line == known ?? String(keras), Comment(rawValue: String(call)))
    }
  }
}
