// The help while typing, as far as the kernel's answers and the user's keys have brought it.

import Kernel
import Notebook

/// What is known of the place at the caret, and what of it is shown.
package struct Assist: Sendable {
  /// The last answer, as long as what is written goes on with the same word.
  private(set) var answer: Assistance?
  /// Its entries that fit what is written of the word, the best first.
  private(set) var matches: [Completion] = []
  /// The call around the caret. The last one stands until the next answer.
  private(set) var signature: SignatureHelp?
  /// Whether something was just written: then a list is offered, which takes no key but Tab and Escape.
  private(set) var isOffered = false
  /// The entry that the user has moved to; nil while he writes.
  private(set) var chosen: Int?
  /// Whether Tab was pressed before the answer was there.
  var isAwaited = false
  /// The line in which something was just written, until the caret leaves it.
  private(set) var writtenLine: CellLine?
  /// Whether the whole signature was asked for.
  var showsSignature = false
  /// Whether it was asked for just now, and there is no answer yet.
  var isSignatureAwaited = false
  /// Whether the event at work writes.
  fileprivate var isWriting = false

  // MARK: Following the caret

  /// Says that the event at work writes at the caret.
  mutating func write() { isWriting = true }

  /// After an event that has changed the place: the list stays where the same word is written on.
  mutating func follow(_ caret: Caret, in text: CellText, isEdited: Bool) {
    let line = CellLine(cell: caret.cell, line: text.line(at: caret.offset))
    if isEdited { writtenLine = line } else if line != writtenLine { writtenLine = nil }
    (isAwaited, isSignatureAwaited) = (false, false)
    chosen = nil
    isOffered = isWriting
    isWriting = false
    guard let word = answer?.word, isOffered, answer?.cell == caret.cell, word.lowerBound <= caret.offset,
      text[word.lowerBound..<caret.offset].allSatisfy(\.isPartOfName)
    else {
      answer = nil
      matches = []
      return
    }
    match(caret, in: text)
  }

  /// Takes over an answer about where the caret is.
  mutating func take(_ answer: Assistance, at caret: Caret, in text: CellText) {
    self.answer = answer
    match(caret, in: text)
    signature = answer.signature
    if signature == nil { showsSignature = false }
  }

  /// The signature where it is told without being asked for: in the line in which one is writing, and in the one that has
  /// the name of a layer. A long call's other lines are for reading.
  func toldSignature(for text: CellText, at caret: Caret) -> SignatureHelp? {
    guard let signature, !showsSignature else { return nil }
    let isLayersLine = signature.isLayer && text.line(at: signature.opening) == text.line(at: caret.offset)
    return writtenLine != nil || isLayersLine ? signature : nil
  }

  // MARK: The list

  private mutating func match(_ caret: Caret, in text: CellText) {
    guard let answer else { return }
    let word = text[answer.word.lowerBound..<max(answer.word.lowerBound, caret.offset)]
    matches = CompletionRank.sorted(answer.completions, by: word)
  }

  /// Whether a list that nobody asked for helps here: after a dot, for a value of a few, and for a word of two letters. A
  /// word that is whole already, and that no entry goes on with, needs none.
  func isWorthOffering(in text: CellText, at caret: Caret) -> Bool {
    guard let start = answer?.word.lowerBound, let first = matches.first else { return false }
    let word = text[start..<max(start, caret.offset)]
    let goesOn = matches.dropFirst().contains { $0.label.hasPrefix(word) }
    if first.insertion == word, !goesOn { return false }
    let before = text[max(0, start - 1)..<start]
    return word.count >= 2 || before == "." || (first.kind == .value && ["=", "'", "\""].contains(before))
  }

  mutating func choose(_ index: Int?) { chosen = index }

  /// Goes on in the list, round its ends.
  mutating func move(by count: Int, among total: Int) {
    guard let chosen, total > 0 else { return }
    self.chosen = ((chosen + count) % total + total) % total
  }

  /// Takes the list off the screen. Nor is it opened by an answer that is on its way.
  mutating func closeList() { (isOffered, chosen, isAwaited) = (false, nil, false) }

  /// Takes the list and the signature off the screen.
  mutating func close() {
    closeList()
    showsSignature = false
  }

  /// What follows a name that was completed may be offered at once.
  mutating func offerNext() { isWriting = true }
}

/// How well an entry fits a word.
enum CompletionRank {
  /// Those that fit; among equals the kernel's order stays.
  static func sorted(_ completions: [Completion], by word: String) -> [Completion] {
    guard !word.isEmpty else { return completions }
    let ranked = completions.enumerated().compactMap { index, entry in
      rank(entry.label, word).map { (rank: $0, index: index, entry: entry) }
    }
    return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.entry)
  }

  /// Nought is best; nil does not fit.
  static func rank(_ label: String, _ word: String) -> Int? {
    // A value is sought by the text within its quotes too.
    if label.first == "'", label.count > 1, word.first != "'" { return rank(String(label.dropFirst()), word) }
    if label == word { return 0 }
    if label.hasPrefix(word) { return 1 }
    let (low, wanted) = (label.lowercased(), word.lowercased())
    if low.hasPrefix(wanted) { return 2 }
    if isInitials(wanted, of: label) { return 3 }
    return wanted.count > 1 && low.contains(wanted) ? 4 : nil
  }

  /// Whether letters are the beginnings of a name's words one after another: `bn` of `BatchNormalization`.
  private static func isInitials(_ word: String, of label: String) -> Bool {
    // Few names are looked at letter by letter.
    guard label.first(where: { $0 != "_" && $0 != "'" })?.lowercased().first == word.first else { return false }
    var parts: [String] = []
    var isAfterSign = true
    for letter in label {
      if letter == "_" || letter == "'" {
        isAfterSign = true
      } else if isAfterSign || letter.isUppercase || letter.isNumber {
        parts.append(letter.lowercased())
        isAfterSign = false
      } else {
        parts[parts.count - 1] += letter.lowercased()
      }
    }
    return fits(word[...], parts[...])
  }

  private static func fits(_ word: Substring, _ parts: ArraySlice<String>) -> Bool {
    if word.isEmpty { return true }
    guard let first = parts.first, first.first == word.first else { return false }
    var count = 0
    for (a, b) in zip(word, first) where a == b && count >= 0 {
      count += 1
      if fits(word.dropFirst(count), parts.dropFirst()) { return true }
      if word.count == count { return true }
      if word.dropFirst(count).first != first.dropFirst(count).first { break }
    }
    return false
  }
}

extension Character {
  /// Whether a name can hold it.
  var isPartOfName: Bool { isLetter || isNumber || self == "_" }
}
