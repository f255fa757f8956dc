// What several tests of the notebook share: a seeded generator, random documents and edits, odd files.

import Diagnostics
import Testing

@testable import Notebook

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &self)] }
}

func parse(_ text: String) throws -> NotebookDocument { try parse(Array(text.utf8)) }

func parse(_ bytes: [UInt8]) throws -> NotebookDocument { try SessionFile.parse(bytes, name: "test.py").document }

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

extension NotebookDocument {
  var fileText: String { text(fileBytes) }
  var texts: [String] { cells.map(\.text) }

  /// Edits without a word about the selection.
  mutating func perform(_ edits: Edit...) {
    let caret = Selection(Caret(cell: cells[0].id, offset: 0))
    perform(edits, before: caret, after: caret)
  }

  mutating func change(_ settings: (inout NotebookSettings) -> Void) {
    var new = self.settings
    settings(&new)
    perform(.changeSettings(new))
  }

  mutating func setText(_ text: String, of index: Int) {
    let cell = cells[index]
    perform(.replaceText(cell: cell.id, range: 0..<cell.text.utf8.count, text: text))
  }

  /// Types a text, key by key, at an offset.
  mutating func type(_ text: String, in index: Int = 0, at offset: Int) {
    var offset = offset
    for character in text {
      let id = cells[index].id
      let next = offset + String(character).utf8.count
      perform(
        [.replaceText(cell: id, range: offset..<offset, text: String(character))],
        before: Selection(Caret(cell: id, offset: offset)), after: Selection(Caret(cell: id, offset: next)))
      offset = next
    }
  }
}

enum RandomEdit {
  private static let pieces = [
    "x", " ", "\n", "\n\n", "conv = Conv2D(32, 3)", "é", "e\u{301}", "👩‍👩‍👧", "\u{301}", "\r\n", "\r", "\"\"\"", "'''",
    "# %%", "\n# %% [markdown]\n", "%% no", "\t", "\\", "#", "# compbook: seed=3", "\0", "日本",
  ]

  static func text(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...4, using: &generator)).map { _ in generator.pick(pieces) }.joined()
  }

  /// Any edit that the document allows.
  static func make(for document: inout NotebookDocument, _ generator: inout SeededGenerator) -> Edit {
    let index = generator.pick(Array(document.cells.indices))
    let cell = document.cells[index]
    switch Int.random(in: 0..<10, using: &generator) {
    case 0:
      let kind: CellKind = generator.pick([.code, .markdown, .raw])
      let new = Cell(id: document.newCellID(), kind: kind, text: text(&generator))
      return .insertCell(new, at: Int.random(in: 0...document.cells.count, using: &generator))
    case 1 where document.cells.count > 1: return .removeCell(cell.id)
    case 2: return .moveCell(cell.id, to: generator.pick(Array(document.cells.indices)))
    case 3: return .replaceCell(cell.changing(to: generator.pick([.code, .markdown, .raw])))
    case 4:
      var settings = document.settings
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: settings.input = generator.pick(["random", "cifar10:0", "my \"own\\\" pictures.bin:3"])
      case 1: settings.scaling = generator.pick(["0..1", "-1..1"])
      case 2: settings.seed = generator.pick([0, 3])
      default: settings.pins = generator.pick([[], ["a;1"], ["a;1", "b c;2"]])
      }
      return .changeSettings(settings)
    default:
      let start = Int.random(in: 0...cell.text.utf8.count, using: &generator)
      let end = Int.random(in: start...cell.text.utf8.count, using: &generator)
      return .replaceText(cell: cell.id, range: start..<end, text: text(&generator))
    }
  }
}

/// Files of the format's own pieces in any order.
enum RandomFile {
  private static let pieces = [
    "\n", "\n", "\r\n", "\r", "# %%", "# %% [markdown]", "#%% [raw] t", "# ---", "#!", "# coding: utf-8", "\"\"\"",
    "r'''",
    "'''", "# text", "#", " ", "\t", "\u{0C}", "x = 1", "é", "\u{FEFF}", "# compbook: seed=2", "# compbook:", "%%",
    "\\",
  ]

  static func make(_ generator: inout SeededGenerator) -> [UInt8] {
    let count = Int.random(in: 0...25, using: &generator)
    return (0..<count).flatMap { _ in Array(generator.pick(pieces).utf8) }
  }
}

/// Files as people and tools write them, and as nobody should.
enum OddFiles {
  static let all: [String] = [
    "", "\n", "\n\n\n", " ", "x", "x\n", "x\n\n\n", "\n\nx\n", "\r\n", "\r", "\u{FEFF}", "\u{FEFF}x = 1\n",
    "# %%", "# %%\n", "# %%\n\n", "# %%\n\n\n", "# %%\n# %%\n# %%", "#%%\nx\n", "# %%\nx", "\u{FEFF}# %%\nx\n",
    "#!/usr/bin/env python3\n", "#!/usr/bin/env python3\n# %%\nx\n",
    "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n\n\n# %% one\nx = 1\n\n\n\n# %% two\ny = 2\n",
    "# coding=utf8\nx = 1\n", "# %%\nx = 1\n# %%\ny = 2\n", "# %%\nx = 1\n \t\n# %%\n\n\ny = 2\n   ",
    "# %%\r\nx = 1\r\n\r\n# %% [markdown]\r\n# a\r\n#\r\n# b\r\n\r\n# %%\r\ny\r\n",
    "# %%\r\nx\ny\r\nz\rw\n\r\n# %%\r\n",
    "# %% [markdown]\n# # Title\n#\n#no space\n#  two spaces\n\n# after a blank line\n\n# %%\nx\n",
    "# %% [markdown]\n\"\"\"\n# Title\n\ntext\n\"\"\"\n\n# %%\nx\n", "# %% [md]\nr'''text'''\n# %%\n",
    "# %% [markdown]\n\"\"\"Title\n\ntext\"\"\"   \n", "# %% [markdown]\n\"\"\"\n\"\"\"\n",
    "# %% [markdown]\n\"\"\"\"\"\"\n",
    "# %% [markdown]\n\"\"\"not closed\n", "# %% [markdown]\nx = 1\n# %% [raw]\n# raw\n",
    "# %% [markdown]\n\"\"\"a\"\"\" + \"\"\"b\"\"\"\n", "# %% [markdown]\n\n\n# late\n",
    "# %% [raw] {\"tags\": [\"x\"]}\n# raw\n",
    "# %% Title [markdown] tags=[\"a\", \"b\"] slideshow={\"slide_type\": \"slide\"}\n# text\n\n# %%% deeper\nx\n",
    "# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n\n# %%\nx\n", "# ---\n# not closed\nx = 1\n",
    "import keras\n\nx = '''\n# %%\n'''\n", "# %%time\nx\n", "    # %% indented\nx\n",
    "# %%\nx\n\n# compbook: input=cifar10:4 seed=0\n",
    "# compbook: seed=7", "x\n# compbook: seed=abc later=1\n\n", "# %%\nx\n\n# compbook: input=\"a b.bin:3\" \n",
    "# %%\nx\n# compbook: seed=3\ny\n", "# %%\n\u{0C}\n# %%\nx\u{0C}\n", "# %% é 日本\nprint('👩‍👩‍👧')\n",
  ]
}
