// What the kernel says of a layer that could be written otherwise: the ways, each with its numbers and its edits.

import Notebook
import Tensors

/// The question: a place in a document.
package struct RewriteRequest: Sendable {
  package var document: DocumentSnapshot
  package var cell: CellID
  /// In UTF-8 bytes of that cell's text.
  package var offset: Int

  package init(document: DocumentSnapshot, cell: CellID, offset: Int) {
    self.document = document
    self.cell = cell
    self.offset = offset
  }
}

/// The answer, for that place and that revision alone.
package struct RewriteAnswer: Sendable {
  package var revision: Int
  package var cell: CellID
  package var offset: Int
  package var result: Result<RewriteOffer, RewriteRefusal>

  package init(_ request: RewriteRequest, _ result: Result<RewriteOffer, RewriteRefusal>) {
    revision = request.document.revision
    cell = request.cell
    offset = request.offset
    self.result = result
  }
}

/// A layer as it is, and what it could be.
package struct RewriteOffer: Hashable, Sendable {
  /// Of all the layers that the call makes, and of all their calls.
  package struct Counts: Hashable, Sendable {
    package var parameters: Int
    /// For one image; nil where a size is unknown.
    package var multiplyAdds: Int?
  }

  /// `Conv2D(64, 3)`, as it is written, on one line.
  package var layer: String
  package var today: Counts
  /// Over which the counts are added up, as in a function that is called more than once.
  package var calls = 1
  /// At least one.
  package var rewritings: [Rewriting]
}

/// One way to write the layer.
package struct Rewriting: Hashable, Sendable {
  /// Such as `depthwise + pointwise`.
  package var name: String
  /// What it changes, in a few words.
  package var help: String
  /// The layers that it becomes, in order.
  package var layers: [String]
  package var counts: RewriteOffer.Counts
  /// The same as today's.
  package var outputShape: Shape
  /// What is to be done, one after another.
  package var edits: [Edit]
  /// Where the first of the layers then stands in the cell.
  package var offset: Int
}

/// Why a layer is not rewritten, in one sentence.
package struct RewriteRefusal: Error, Hashable, Sendable {
  package let reason: String

  private init(_ reason: String) { self.reason = reason }

  static let noConvolution = RewriteRefusal("no convolution that runs stands here: put the cursor on one")
  static let notCalled = RewriteRefusal("this layer is not called, so its numbers are not known yet")
  static let noWay = RewriteRefusal("written otherwise, this layer would give another shape or an error")
  static let pointwise = RewriteRefusal(
    "a 1×1 window sees no neighbours, and these channels do not part into groups: there is nothing to take apart")
  static let commented = RewriteRefusal(
    "the comments among this layer's arguments would be lost: move them out of the brackets to rewrite it")
  static func elsewhere(_ callee: String) -> RewriteRefusal {
    RewriteRefusal("the convolution is made within \(callee): put the cursor on it there")
  }
  static func renamed(_ callee: String) -> RewriteRefusal {
    RewriteRefusal("\(callee) is a layer under another name: only a call by Keras' own name is rewritten")
  }
  static func hidden(_ text: String) -> RewriteRefusal {
    RewriteRefusal("\(text) hides what the layer gets: write its arguments out to rewrite it")
  }
  static func alongOneAxis(_ layer: String) -> RewriteRefusal {
    RewriteRefusal("\(layer) slides along one axis: only convolutions over images are rewritten")
  }
  static func transposed(_ layer: String) -> RewriteRefusal {
    RewriteRefusal("\(layer) makes images larger: only convolutions that do not are rewritten")
  }
}
