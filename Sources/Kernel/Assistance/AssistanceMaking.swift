// Answers about a place in a text, from its tree and from what the session's names were when it ran last.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook

extension DocumentEvaluation {
  func assistance(for request: AssistanceRequest) -> Assistance? {
    guard let cell = request.cells.first(where: { $0.id == request.cell }), cell.kind == .code else {
      return nil
    }
    let context = parse(SourceText(name: "", text: cell.text)).context(at: request.offset)
    // In a function's body, names that come later will do as well.
    let stage = context.functions.isEmpty ? stages.last { $0.cell.id == request.cell } : nil
    var maker = AssistanceMaker(request, context, stage?.interpreter ?? interpreter, text: cell.text)
    return Assistance(
      revision: request.revision, cell: request.cell, offset: request.offset,
      word: context.word.lowerBound..<max(context.word.lowerBound, request.offset),
      completions: maker.completions, signature: maker.signature)
  }
}

private struct AssistanceMaker {
  private let request: AssistanceRequest
  private let context: CaretContext
  private let text: String
  private var interpreter: Interpreter
  /// What the call around the place takes.
  private var callee: CallReference?

  init(_ request: AssistanceRequest, _ context: CaretContext, _ interpreter: Interpreter, text: String) {
    self.request = request
    self.context = context
    self.text = text
    self.interpreter = interpreter
    callee = calledThing
  }

  /// A layer that is not imported is known by its name.
  private var calledThing: CallReference? {
    mutating get {
      guard let callee = context.call?.callee else { return nil }
      let name = callee.callName
      let known = interpreter.knownInKeras(callee, local: context.assigned)
      return known.flatMap { interpreter.callReference(of: $0, named: name) } ?? LayerReference.all[name]
    }
  }

  // MARK: Signature

  private var activeParameter: Int? {
    switch context.call?.argument {
    case .positional(let position): callee?.parameter(at: position)
    case .keyword(let name): callee?.parameter(named: name)
    case nil: nil
    }
  }

  var signature: SignatureHelp? {
    guard let callee, let call = context.call else { return nil }
    return SignatureHelp(
      name: callee.name, opening: call.callee.range.upperBound, isLayer: LayerReference.all[callee.name] != nil,
      parameters: callee.parameters.map { .init(text: $0.text, documentation: $0.summary) },
      active: activeParameter, documentation: callee.summary)
  }

  // MARK: Completions

  var completions: [Completion] {
    mutating get {
      switch context.kind {
      case .nothing: []
      case .string: context.call?.mayBeValue == true ? texts : []
      case .attribute(let receiver): ranked(attributes(of: receiver))
      case .module(let path): interpreter.submodules(of: path.joined(separator: ".")).map(module)
      case .member(let path): ranked(interpreter.knownModule(path).map { members(of: $0) } ?? [])
      case .name: ranked(names) { $0.kind }
      }
    }
  }

  /// What the session has before what needs an import, then what more people use; before all that by kind where one is
  /// told. Among equals the order stays.
  private func ranked(
    _ entries: [Completion], by kind: (Completion) -> Completion.Kind = { _ in .name }
  ) -> [Completion] {
    entries.enumerated().map { index, entry in
      let imports = entry.additions.isEmpty ? 0 : 1
      return (rank: (kind(entry), imports, -LayerUsage.scripts(using: entry.label), index), entry: entry)
    }.sorted { $0.rank < $1.rank }.map(\.entry)
  }

  /// The legal texts, to be written within quotes that are open already.
  private var texts: [Completion] {
    guard let parameter = activeParameter.flatMap({ callee?.parameters[$0] }) else { return [] }
    let next = text.utf8.dropFirst(request.offset).first
    let opening = text.utf8.dropFirst(max(0, context.word.lowerBound - 1)).first ?? UInt8(ascii: "'")
    let closing = next == opening ? "" : String(UnicodeScalar(opening))
    return parameter.choices.filter { $0.text.hasPrefix("'") }.map { choice in
      let text = String(choice.text.dropFirst().dropLast())
      return Completion(.value, text, insertion: text + closing, documentation: documentation(of: choice, parameter))
    }
  }

  /// What one of the legal values means, and whether it is taken where none is given.
  private func documentation(
    of choice: CallReference.Parameter.Choice, _ parameter: CallReference.Parameter
  ) -> String {
    let isDefault = parameter.text == "\(parameter.name)=\(choice.text)"
    return (isDefault ? "(default) " : "") + (choice.summary.isEmpty ? parameter.summary : choice.summary)
  }

  private mutating func attributes(of receiver: Expression) -> [Completion] {
    interpreter.knownInKeras(receiver, local: context.assigned).map { members(of: $0) } ?? []
  }

  private mutating func members(of known: KnownValue) -> [Completion] {
    let showsHidden = wordText.hasPrefix("_")
    return interpreter.members(of: known).filter { showsHidden || !$0.name.hasPrefix("_") }.map { member in
      guard let value = member.value else {
        if case .value(.module) = known { return module(member.name) }
        return Completion(.name, member.name, documentation: Self.attributeLines[member.name] ?? "Attribute.")
      }
      return completion(member.name, value, .name)
    }
  }

  private var wordText: String {
    String(decoding: text.utf8.dropFirst(context.word.lowerBound).prefix(context.word.count), as: UTF8.self)
  }

  private func module(_ name: String) -> Completion { Completion(.module, name, documentation: "Module.") }

  private mutating func completion(_ name: String, _ value: Value, _ kind: Completion.Kind) -> Completion {
    var kind = kind
    if case .module = value { kind = .module }
    if kind == .name, isLayer(value) { kind = .layer }
    return Completion(kind, name, documentation: interpreter.inAFewWords(value))
  }

  private func isLayer(_ value: Value) -> Bool {
    if case .type(let type) = value { LayerReference.all[interpreter.name(of: type)] != nil } else { false }
  }

  /// Properties of layers and tensors, whose values are not asked for.
  private static let attributeLines = [
    "shape": "The sizes, the batch first.", "ndim": "The number of axes.", "dtype": "The type of its numbers.",
    "name": "Its name.", "input": "What the layer was called on.", "output": "What the layer gave.",
    "inputs": "The model's inputs.", "outputs": "The model's outputs.", "layers": "The model's layers.",
    "weights": "All weights.", "trainable": "Whether its weights count as trainable.",
    "trainable_weights": "The weights that training changes.",
    "non_trainable_weights": "The weights that training leaves alone.", "built": "Whether its weights are made.",
    "input_shape": "The shape of its input.", "output_shape": "The shape of its output.",
  ]

  // MARK: Names

  private var names: [Completion] {
    mutating get {
      let arguments = self.arguments
      // After an argument with a name, only such can follow.
      if let call = context.call, call.mayBeName, !call.precedingNames.isEmpty { return arguments }
      return values + arguments + localNames + knownNames + layers + keywords
    }
  }

  private var arguments: [Completion] {
    guard let call = context.call, call.mayBeName, let callee else { return [] }
    let taken = (0..<call.positionalCount).compactMap { callee.parameter(at: $0) }.map { callee.parameters[$0].name }
    return callee.parameters.filter { parameter in
      (parameter.kind == .positionalOrKeyword || parameter.kind == .keywordOnly)
        && !call.given.contains(parameter.name) && !taken.contains(parameter.name)
    }.map { parameter in
      let value = parameter.text.dropFirst(parameter.name.utf8.count + 1)
      let told = value.isEmpty ? "" : "\(parameter.summary.isEmpty ? "" : " ")Default \(value)."
      return Completion(
        .argument, parameter.name + "=",
        documentation: parameter.summary + (told.isEmpty && parameter.summary.isEmpty ? "An argument." : told))
    }
  }

  private var values: [Completion] {
    guard let call = context.call, call.mayBeValue, let parameter = activeParameter.flatMap({ callee?.parameters[$0] })
    else { return [] }
    return parameter.choices.map { Completion(.value, $0.text, documentation: documentation(of: $0, parameter)) }
  }

  private var localNames: [Completion] {
    mutating get {
      let parameters = Set(context.functions.flatMap { $0.parameterNames })
      return context.boundNames.filter { $0 != wordText || parameters.contains($0) }.map { name in
        if context.functions.isEmpty, let value = interpreter.knownName(name) { return completion(name, value, .name) }
        return Completion(
          .local, name, documentation: parameters.contains(name) ? "Parameter of the function." : "Named above.")
      }
    }
  }

  private var knownNames: [Completion] {
    mutating get {
      let bound = Set(context.boundNames)
      let globals = Set(interpreter.globalNames.map(\.name))
      let showsHidden = wordText.hasPrefix("_")
      return interpreter.knownNames().compactMap { member in
        guard !bound.contains(member.name), showsHidden || !member.name.hasPrefix("_"), let value = member.value else {
          return nil
        }
        return completion(member.name, value, globals.contains(member.name) ? .name : .builtin)
      }
    }
  }

  /// The layers that have no name here yet.
  private var layers: [Completion] {
    mutating get {
      let known = Set(interpreter.globalNames.map(\.name)).union(context.boundNames)
      let cells = request.cells.filter { $0.kind == .code }.map { (id: $0.id, text: $0.text) }
      let imports = LayerImports(cells, cell: request.cell, offset: request.offset, &interpreter)
      return LayerReference.all.keys.filter { !known.contains($0) }.sorted().map { name in
        let insertion = imports.insertion(of: name)
        return Completion(
          .layer, name, insertion: insertion.text, documentation: LayerReference.all[name]?.summary ?? "",
          additions: insertion.additions)
      }
    }
  }

  /// Within brackets no statement begins.
  private var keywords: [Completion] {
    let words: Set = ["and", "else", "False", "for", "if", "in", "is", "lambda", "None", "not", "or", "True"]
    return BuiltinDocumentation.keywords.filter { context.call == nil || words.contains($0.word) }
      .map { Completion(.keyword, $0.word, documentation: $0.line) }
  }
}
