// The reference listing, whole and at each of its prefixes, with a stand-in for Keras.

import Diagnostics
import Foundation
import Testing

@testable import Language

/// A stand-in for Keras' layers: objects with a name, that note their calls.
private func makeLayer(_ name: String, base: HostClass? = nil) -> HostClass {
  HostClass(
    name, module: "keras", base: base,
    members: [
      (
        "__init__",
        .method(
          .method("__init__", of: name, [Parameter("args", .variadic), Parameter("kwargs", .keywords)]) {
            interpreter, arguments throws(Raised) in
            let given = arguments.keywords.first { $0.name == "name" }?.value
            try interpreter.setAttribute("_name", of: arguments["self"], to: given ?? .string(name))
            return .none
          })
      ),
      (
        "__call__",
        .method(
          .method("__call__", of: name, [Parameter("inputs")]) { interpreter, arguments throws(Raised) in
            let own = try interpreter.getAttribute("_name", of: arguments["self"])
            if let method = interpreter.sessionMethod("call", of: arguments["self"]) {
              return try interpreter.call(method, [arguments["self"], arguments["inputs"]])
            }
            return .string(try interpreter.str(arguments["inputs"]) + ">" + (try interpreter.str(own)))
          })
      ),
      (
        "add",
        .method(.method("add", of: name, [Parameter("layer")], acceptsHoles: true) { _, _ throws(Raised) in .none })
      ),
      ("build", .method(.method("build", of: name, [Parameter("input_shape")]) { _, _ throws(Raised) in .none })),
      (
        "summary",
        .method(
          .method("summary", of: name) { interpreter, arguments throws(Raised) in
            try interpreter.write("summary\n")
            return .none
          })
      ),
    ])
}

private let layer = makeLayer("Layer")
private let layerNames = [
  "Conv2D", "DepthwiseConv2D", "BatchNormalization", "LeakyReLU", "MaxPool2D", "Flatten", "Dense",
]

let standInKeras = HostLibrary(
  modules: [
    HostModule("keras") {
      [("Sequential", .type(makeLayer("Sequential", base: layer))), ("Model", .type(makeLayer("Model", base: layer)))]
    },
    HostModule("keras.layers") {
      let input = HostFunction("Input", [Parameter("shape"), Parameter("name", default: Value.none)]) {
        interpreter, arguments throws(Raised) in arguments["name"]
      }
      return [("Layer", .type(layer)), ("Input", .function(input))]
        + layerNames.map { (name: $0, member: HostMember.type(makeLayer($0, base: layer))) }
    },
  ], aliases: ["tensorflow.keras": "keras"])

@Suite struct ReferenceTests {
  @Test func theListingRuns() {
    guard let listing = referenceListing() else { return }
    let outcome = run(listing, library: standInKeras)
    #expect(outcome.messages == [])
    #expect(outcome.output == "summary\n")
    #expect(
      outcome.interpreter.globalNames.map(\.name) == [
        "__name__", "reduce", "keras", "compose", "Conv_Bn_LeakyRelu", "block", "effnet", "model",
      ])
  }

  /// What is not finished is told once; a name cut short may be told besides, where it is a statement of its own.
  @Test func everyPrefixOfTheSessionIsToldOfOnce() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../sessions/effnet.py")
    let session = try String(contentsOf: path.standardized, encoding: .utf8)
    let characters = Array(session)
    #expect(run(session, library: standInKeras).messages == [])
    for length in stride(from: 0, through: characters.count, by: 5) {
      let text = String(characters[..<length])
      // Comments have no states of their own.
      guard text.split(separator: "\n", omittingEmptySubsequences: false).last?.hasPrefix("#") != true else { continue }
      let outcome = run(text, library: standInKeras)
      #expect(outcome.messages.count <= 1, "\(length): \(outcome.messages)")
    }
  }

  @Test func everyPrefixOfTheListingParsesAndRuns() {
    guard let listing = referenceListing() else { return }
    let characters = Array(listing)
    for length in stride(from: 0, through: characters.count, by: 7) {
      let outcome = run(String(characters[..<length]), library: standInKeras)
      // Half a name or half a call may be wrong, but one place is.
      #expect(outcome.messages.count <= 2, "\(length): \(outcome.messages)")
    }
  }
}
