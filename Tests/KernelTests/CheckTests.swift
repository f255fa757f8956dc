// Expectations in comments: what each is about, and what becomes of it.

import Kernel
import Testing

struct CheckTests {
  private static let imports = "import keras\nfrom keras.layers import *"

  /// The checks of the second cell, as `3: holds`, `4: fails 2400`.
  private func checks(_ cell: String, before: String...) async throws -> [String] {
    let session = Session(cells: [Self.imports] + before + [cell])
    return try await session.snapshot().report(before.count + 1).checks.map { check in
      "\(check.line): \(check.outcome)" + (check.actual.map { " \($0)" } ?? "")
    }
  }

  @Test func atALinesEndAnExpectationIsAboutThatLine() async throws {
    let found = try await checks(
      """
      x = Input((8, 8, 3))
      x = Conv2D(4, 3)(x)  # expect: (None, 6, 6, 4)
      x = Flatten()(x)
      """)
    #expect(found == ["1: holds"])
  }

  @Test func onALineOfItsOwnItIsAboutTheNearestAbove() async throws {
    let found = try await checks(
      """
      x = Input((8, 8, 3))
      x = Conv2D(4, 3)(x)
      name = 'no tensor'

      # expect: (None, 6, 6, 4)
      x = Flatten()(x)
      """)
    #expect(found == ["4: holds"])
  }

  @Test func theNearestLineMayBeInACellAbove() async throws {
    let found = try await checks(
      "# expect: (None, 144)", before: "x = Input((8, 8, 3))\ny = Flatten()(Conv2D(4, 3)(x))")
    #expect(found == ["0: holds"])
  }

  /// The line of a function ran three times: the last made 16 maps of its 8 and as many biases.
  @Test func aLineIsCheckedAsItRanLast() async throws {
    let found = try await checks(
      """
      def step(x, filters):
        x = Conv2D(filters, 1)(x)  # expect: (None, 8, 8, 16)
        # expect: parameters == 8 * 16 + 16
        return x
      x = Input((8, 8, 3))
      for filters in (4, 8, 16):
        x = step(x, filters)  # expect: parameters == 144
      """)
    #expect(found == ["1: holds", "2: holds", "6: holds"])
  }

  /// 3·3·3 weights and a bias for each of 4 maps; then 4 weights for each of 5, on 6·6 places each, and a normalisation
  /// with 2·5 trainable parameters of 4·5.
  @Test func theMeasuresAreOfAllThatALineCalled() async throws {
    let found = try await checks(
      """
      x = Input((8, 8, 3))
      y = compose(Conv2D(4, 3), Conv2D(5, 1, use_bias=False), BatchNormalization())(x)
      # expect: parameters == 4 * (3 * 3 * 3 + 1) + 4 * 5 + 4 * 5
      # expect: trainable == parameters - 2 * 5
      # expect: multiply_adds == 6 * 6 * (4 * 27 + 5 * 4)
      # expect: shape[-1] == 5
      """)
    #expect(found == ["2: holds", "3: holds", "4: holds", "5: holds"])
  }

  /// A kernel of 3 at every second place; one of 3 over those sees 3 + 2·2 places. A mean over all places sees all.
  @Test func whatAPlaceSeesIsToldForEachAxis() async throws {
    let found = try await checks(
      """
      x = Input((16, 16, 3))
      y = Conv2D(4, (3, 1), strides=(2, 1))(x)
      # expect: sees == (3, 1)
      z = Conv2D(4, 3)(y)
      # expect: z.sees == (7, 3)
      # expect: z.sees == (3, 3)
      mean = GlobalAveragePooling2D()(z)  # expect: sees == (None, None)
      line = Conv1D(4, 3)(Input((8, 2)))  # expect: sees == (3,)
      many = Dense(2)(Input((8,)))  # expect: sees is None
      """)
    #expect(found == ["2: holds", "4: holds", "5: fails (7, 3)", "6: holds", "7: holds", "8: holds"])
  }

  @Test func aModelsLineIsAboutTheModel() async throws {
    let found = try await checks(
      """
      x = Input((8, 8, 3))
      y = Conv2D(4, 3)(x)
      z = Dense(7)(y)
      model = keras.Model(x, y)
      # expect: parameters == 112
      """)
    #expect(found == ["4: holds"])
  }

  @Test func namesAreTheSessionsOwn() async throws {
    let found = try await checks(
      """
      dense = Dense(7)
      y = dense(Input((4,)))
      model = keras.Sequential([Input((3,)), Dense(2)])
      # expect: dense.parameters == 7 * (4 + 1)
      # expect: y.parameters == dense.parameters
      # expect: model.parameters < dense.count_params()
      # expect: model.output_shape == (None, 2)
      # expect: y.shape == (None, 7)
      # expect: dense.units == 7
      """)
    #expect(found.map { $0.suffix(5) } == Array(repeating: "holds", count: found.count))
    #expect(found.count == 6)
  }

  @Test func whatDiffersIsToldWithItsValue() async throws {
    let found = try await checks(
      """
      x = Dense(7)(Input((4,)))  # expect: (None, 8)
      # expect: parameters == 36
      # expect: parameters > 35
      # expect: 'a' in 'xyz'
      """)
    #expect(found == ["0: fails (None, 7)", "1: fails 35", "2: fails 35", "3: fails False"])
  }

  @Test func anExpectationWithoutAValueFails() async throws {
    let found = try await checks("# expect: (None, 8)\n# expect: unknown == 3\n# expect: two words\n# expect:")
    #expect(found == ["0: fails", "1: fails", "2: fails", "3: fails"])
  }

  @Test func whatAnExerciseExpectsIsToDoUntilItHolds() async throws {
    let exercise = """
      x = Input((4,))
      y = Dense(7)(x)  # expect: (None, 7)
      # exercise: make it 8 wide
      # expect: (None, 8)
      # expect: two words
      """
    #expect(try await checks(exercise) == ["1: holds", "3: toDo (None, 7)", "4: fails"])
    #expect(try await checks(exercise.replacing("Dense(7)", with: "Dense(8)"))[1] == "3: holds")
    // An exercise ends with its cell.
    #expect(try await checks("# expect: (None, 8)", before: exercise) == ["0: fails (None, 7)"])
  }

  @Test func stringsExpectNothing() async throws {
    let found = try await checks("text = '''\n# expect: (None, 8)\n'''\nprint('# expect: 1')")
    #expect(found.isEmpty)
  }

  @Test func checksChangeNothingInTheSession() async throws {
    let session = Session(
      Self.imports, "parameters = 3\nx = Dense(7)(Input((4,)))\n# expect: Dense(3)(x).shape == (None, 3)",
      "print(parameters, Dense(2).name)")
    #expect(try await session.snapshot().report(2).output == "3 dense_1\n")
  }

  @Test func anEditChecksAnew() async throws {
    let session = Session(Self.imports, "x = Dense(7)(Input((4,)))  # expect: (None, 7)", "# expect: (None, 7)")
    let first = try await session.snapshot()
    #expect([1, 2].map { first.report($0).checks.map(\.outcome) } == [[.holds], [.holds]])
    try session.edit(1, "Dense(7)", "Dense(9)")
    let second = try await session.snapshot()
    #expect([1, 2].map { second.report($0).checks.map(\.outcome) } == [[.fails], [.fails]])
  }
}
