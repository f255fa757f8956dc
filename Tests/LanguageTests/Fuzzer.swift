// Random programs: soups of tokens, and good programs with a few tokens changed.

/// SplitMix64: the same seed gives the same programs everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Makes programs of the tokens that it is given and of those of the grammar.
struct Fuzzer {
  private static let vocabulary: [String] =
    ("and as assert break class continue def del elif else except finally for from global if import in is lambda "
    + "nonlocal not or pass raise return try while with yield None True False ... ** // >> << -> := += -= *= //= **= "
    + "!= == <= >= + - * / % @ & | ^ ~ < > ( ) [ ] { } , : . ; = ( ) [ ] , : = f g x y A self x y print len range "
    + "list tuple dict set frozenset str int float bool repr hash sorted sum min max zip map filter enumerate reversed "
    + "iter next isinstance getattr setattr super property staticmethod classmethod type slice round divmod pow abs "
    + "Exception ValueError KeyError StopIteration append pop insert format join split replace keys items update "
    + "math itertools functools collections copy deepcopy reduce partial product namedtuple Counter islice "
    + "__init__ __eq__ __getattr__ __iter__ __len__ __call__ __bool__ __index__ __getitem__ __setattr__ __repr__ "
    + "0 1 -1 2 7 63 0.5 1e308 1e-9 4611686018427387904 9223372036854775807 0x10 1_000 10**9 'a' \"b\" '' 'äß' "
    + "'%d %s' '{:>5} {}' f'{x}' f'{x!r:>{y}}' f'{ '''t''' r'\\d' b'x' \\ # \t $ ? “ ” é 🎉")
    .split(separator: " ").map { String($0) } + [
      "\n", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n\t", " ", "'", "\"", "'''", "\\\n", "\r\n", "\u{0}",
    ]

  private var generator: SeededGenerator
  private let programs: [[String]]

  /// `programs` are split into tokens already; with the texts between them they make the programs again.
  init(seed: UInt64, programs: [[String]]) {
    generator = SeededGenerator(seed: seed)
    self.programs = programs
  }

  mutating func makeProgram() -> String {
    programs.isEmpty || Int.random(in: 0..<4, using: &generator) == 0 ? makeSoup() : mutate()
  }

  private mutating func word() -> String { Self.vocabulary.randomElement(using: &generator) ?? "x" }

  private mutating func makeSoup() -> String {
    let count = Int.random(in: 1...60, using: &generator)
    return (0..<count).map { _ in word() }.joined(separator: Bool.random(using: &generator) ? " " : "")
  }

  private mutating func mutate() -> String {
    var tokens = programs.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &generator) where !tokens.isEmpty {
      let place = Int.random(in: tokens.indices, using: &generator)
      let other = Int.random(in: tokens.indices, using: &generator)
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: tokens.remove(at: place)
      case 1: tokens[place] = " " + word()
      case 2: tokens.insert(" " + word() + " ", at: place)
      case 3: tokens.swapAt(place, other)
      case 4: tokens[place] = tokens[other]
      case 5: tokens.removeSubrange(min(place, other)..<min(tokens.count, min(place, other) + 8))
      default: tokens.removeSubrange(place...)
      }
    }
    return tokens.joined()
  }
}
