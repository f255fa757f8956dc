// Arrays against numpy's own output, which `Numpy/record.py` has recorded.

import Foundation
import Testing

@testable import Language

private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Numpy")

@Suite struct NumpyTests {
  @Test func arraysBehaveAsInNumpy() throws {
    let outcome = run(try String(contentsOf: folder.appending(path: "cases.py"), encoding: .utf8))
    let recorded = try String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
    // The first line names numpy's version.
    let theirs = recorded.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    let ours = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(theirs.count > 300)
    for (index, (our, their)) in zip(ours, theirs).enumerated() where our != their {
      Issue.record("line \(index + 1): \(our)\nnumpy: \(their)")
    }
    #expect(ours.count == theirs.count)
    #expect(outcome.messages == [])
  }

  @Test func hostsReadAndMakeArrays() throws {
    var interpreter = run("import numpy as np\na = np.arange(6).reshape(2, 3) * 0.5\nb = [[1, 2]]\nc = 'x'").interpreter
    let values = Dictionary(uniqueKeysWithValues: interpreter.globalNames.map { ($0.name, $0.value) })
    let array = try interpreter.arrayContents(of: values["a"] ?? .none)
    #expect(array?.shape == [2, 3])
    #expect(array?.elements == [0, 0.5, 1, 1.5, 2, 2.5])
    #expect(try interpreter.arrayContents(of: values["b"] ?? .none)?.shape == [1, 2])
    #expect(try interpreter.arrayContents(of: values["c"] ?? .none) == nil)
    let made = interpreter.makeArray([1, 2], shape: [2], type: .int64)
    #expect(try interpreter.repr(made) == "array([1, 2])")
  }

  @Test(arguments: [
    "np.linspace(0, 1, 10**9)", "np.zeros((10**5, 10**5))", "np.arange(10**12)", "np.full(10**9, 1)", "np.eye(10**6)",
    "np.repeat([1, 2], 10**9)", "np.arange(10**5).reshape(-1, 1) + np.arange(10**5)",
  ])
  func largeArraysAreRefused(text: String) {
    let messages = run("import numpy as np\n" + text).messages
    #expect(messages.count == 1)
    #expect(messages.first?.hasPrefix("MemoryError") == true, "\(messages)")
  }

  @Test func whatNumpyHasBesidesIsNotRun() {
    let outcome = run("import numpy as np\nx = np.random.rand(3)\ny = np.load('weights.npy')\nprint(1)")
    #expect(outcome.output == "1\n")
    #expect(outcome.messages.allSatisfy { $0.contains("numpy") || $0.contains("np.") }, "\(outcome.messages)")
  }
}
