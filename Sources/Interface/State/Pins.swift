// Pinning models for the Compare tab. A pin is a part of the notebook's settings, so that it is saved with the session.

import Kernel
import Lessons
import Notebook

extension AppState {
  /// The oldest first. Those of one name are numbered.
  var pins: [ModelFigures] {
    let pins = document.settings.pins.compactMap(ModelFigures.init(pin:))
    var counts: [String: Int] = [:]
    for pin in pins { counts[pin.name, default: 0] += 1 }
    var numbers: [String: Int] = [:]
    return pins.map { pin in
      guard let count = counts[pin.name], count > 1 else { return pin }
      numbers[pin.name, default: 0] += 1
      var numbered = pin
      numbered.name += " \(numbers[pin.name] ?? 1)"
      return numbered
    }
  }

  private var comparedIndex: Int? { pane.comparedIndex(ofPins: pins.count) }

  /// Keeps the figures of what the pane is about as they are now.
  mutating func pin() {
    guard let subject = report.subject, let figures = subject.measured else {
      message = Messages.nothingToPin
      return
    }
    changeSettings { $0.pins.append(figures.pin) }
    pane.comparedPin = 0
    message = Messages.pinned(figures.name, ofOnePass: figures.isOfOnePass)
  }

  /// Takes over a session as it was read, or else the lesson of that name, and asks what its model comes to.
  package mutating func opened(
    toPin name: String, _ result: Result<NotebookDocument, SessionFileError>
  ) -> [Effect] {
    let lesson = Lesson.all.first { [name, name + ".py"].contains($0.name) }
    let document: NotebookDocument
    switch (result, lesson) {
    case (.success(let file), _): document = file
    case (.failure, let lesson?): document = lesson.document
    case (.failure(let error), nil):
      message = Messages.refused(error)
      return []
    }
    overlay = nil
    awaited = .figures(name: name)
    message = Messages.measuring(name)
    return [.figures(FiguresRequest(name: name, document: document.snapshot))]
  }

  /// Pins what was asked for. An answer to another question than the last is dropped.
  package mutating func receive(_ answer: FiguresAnswer) -> [Effect] {
    guard awaited == .figures(name: answer.name) else { return [] }
    stopWaiting()
    switch answer.result {
    case .success(var figures):
      // Beside one of the same name it has its session's too.
      let names = document.settings.pins.compactMap { ModelFigures(pin: $0)?.name }
      if ([report.subject?.title].compactMap(\.self) + names).contains(figures.name) {
        figures.name += " (\(answer.name.split(separator: "/").last ?? ""))"
      }
      message = Messages.pinned(figures.name, of: answer.name)
      return following { state in
        state.changeSettings { $0.pins.append(figures.pin) }
        state.pane.comparedPin = 0
        return []
      }
    case .failure(let problem):
      overlay = .prompt(Prompt(purpose: .pin, text: answer.name))
      message = Messages.refused(problem)
      return []
    }
  }

  mutating func unpin() {
    let pins = document.settings.pins.filter { ModelFigures(pin: $0) != nil }
    guard let index = comparedIndex, let place = document.settings.pins.firstIndex(of: pins[index]) else {
      message = Messages.noPins
      return
    }
    message = Messages.unpinned(self.pins[index].name)
    changeSettings { $0.pins.remove(at: place) }
    pane.comparedPin = 0
  }

  mutating func clearPins() {
    message = pins.isEmpty ? Messages.noPins : Messages.clearedPins
    changeSettings { $0.pins.removeAll { ModelFigures(pin: $0) != nil } }
    pane.comparedPin = 0
  }

  /// So many pins towards the oldest.
  mutating func choosePin(by count: Int) {
    if pins.isEmpty { message = Messages.noPins }
    pane.comparedPin = min(max(0, pane.comparedPin + count), max(0, pins.count - 1))
    pane.comparedTop = 0
  }
}

extension Subject {
  /// Its figures with the time of a forward pass: the median where there is one, else that of the last.
  var measured: ModelFigures? {
    guard var figures else { return nil }
    if let forward, forward.problem == nil {
      figures.milliseconds = forward.passTime?.median ?? forward.milliseconds
      figures.isOfOnePass = forward.passTime == nil
    }
    return figures
  }
}
