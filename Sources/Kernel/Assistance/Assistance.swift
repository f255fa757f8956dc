// What the kernel says about the place where something is being written: what it may become, and what a call takes.

import Notebook

/// The question: a place in a cell's text. It starts no evaluation.
package struct AssistanceRequest: Sendable {
  /// The revision of the document, which the answer is for.
  package var revision: Int
  /// The document's cells.
  package var cells: [Cell]
  /// The cell in question.
  package var cell: CellID
  /// In UTF-8 bytes of that cell's text.
  package var offset: Int

  package init(revision: Int, cells: [Cell], cell: CellID, offset: Int) {
    self.revision = revision
    self.cells = cells
    self.cell = cell
    self.offset = offset
  }
}

/// The answer, for that place and that revision alone.
package struct Assistance: Hashable, Sendable {
  package var revision: Int
  package var cell: CellID
  package var offset: Int
  /// What is written already of that which is completed, in UTF-8 offsets; it ends at the place.
  package var word: Range<Int>
  /// Everything that may stand there, whatever is written of it, the likeliest kinds first.
  package var completions: [Completion]
  /// The call that is being written.
  package var signature: SignatureHelp?

  package init(
    revision: Int, cell: CellID, offset: Int, word: Range<Int>, completions: [Completion] = [],
    signature: SignatureHelp? = nil
  ) {
    self.revision = revision
    self.cell = cell
    self.offset = offset
    self.word = word
    self.completions = completions
    self.signature = signature
  }
}

package struct Completion: Hashable, Sendable {
  /// In the order in which they are offered.
  package enum Kind: Int, Hashable, Sendable, Comparable {
    case value, argument, local, name, layer, module, builtin, keyword

    package static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  package var kind: Kind
  /// As it is offered, and as it is sought by what is written.
  package var label: String
  /// What takes the place of the word.
  package var insertion: String
  /// One line.
  package var documentation: String
  /// What else the text needs for it, such as an import, before the word.
  package var additions: [Edit]

  package init(
    _ kind: Kind, _ label: String, insertion: String? = nil, documentation: String, additions: [Edit] = []
  ) {
    self.kind = kind
    self.label = label
    self.insertion = insertion ?? label
    self.documentation = documentation
    self.additions = additions
  }
}

/// What a call takes, and which of it is being written.
package struct SignatureHelp: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    /// `strides=(1, 1)`
    package var text: String
    /// One line; empty where nothing is known.
    package var documentation: String

    package init(text: String, documentation: String) {
      self.text = text
      self.documentation = documentation
    }
  }

  package var name: String
  /// Where its bracket opens, in UTF-8 bytes of the cell's text.
  package var opening: Int
  /// Whether it makes a layer of Keras'.
  package var isLayer: Bool
  package var parameters: [Parameter]
  /// The parameter at the place; nil where the call takes no more.
  package var active: Int?
  /// One line; empty where nothing is known.
  package var documentation: String

  package init(
    name: String, opening: Int = 0, isLayer: Bool = false, parameters: [Parameter], active: Int?, documentation: String
  ) {
    self.name = name
    self.opening = opening
    self.isLayer = isLayer
    self.parameters = parameters
    self.active = active
    self.documentation = documentation
  }
}
