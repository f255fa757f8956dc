// Exceptions: making them from faults, and telling of those that nothing caught.

import Diagnostics

extension Interpreter {
  /// An exception with the given fault, at a range or at the expression at work.
  package mutating func raise(_ fault: Fault, at range: SourceRange? = nil) -> Raised {
    let instance = makeException(fault.kind, [.string(fault.message)])
    return raise(instance, at: range, code: fault.code, hint: fault.hint, correction: fault.correction)
  }

  /// An exception instance on its way from a range or the expression at work.
  mutating func raise(
    _ instance: InstanceID, at range: SourceRange?, code: String? = nil, hint: String? = nil,
    correction: Diagnostic.Correction? = nil
  ) -> Raised {
    if let outer = handled.last?.value, outer != instance {
      updateException(instance) { payload in
        if payload.context.isNone { payload.context = .instance(outer) }
      }
    }
    return .exception(
      RaisedException(
        value: instance, range: range ?? place, frames: traceback, code: code, hint: hint, correction: correction))
  }

  mutating func makeException(_ kind: ExceptionKind, _ arguments: [Value]) -> InstanceID {
    heap.bytes += ObjectSize.object
    return heap.instances.insert(
      Instance(type: standard.exception(kind), payload: ExceptionPayload(arguments: arguments)))
  }

  /// The calls of session functions and the imports that are running, the outermost first; of very many both ends.
  var traceback: [Diagnostic.Frame] {
    let running = frames.filter(\.isCalled)
    let shown = running.count > 20 ? running.prefix(10) + running.suffix(10) : running[...]
    return shown.map { Diagnostic.Frame(function: $0.name, call: $0.call) }
  }

  /// Where the expression at work stands, and the calls that led there.
  package var origin: Origin {
    let running = frames.filter(\.isCalled)
    return Origin(place, calls: running.map(\.call), invocations: running.map(\.invocation))
  }

  /// What is told of an exception that nothing caught: CPython's last line.
  mutating func diagnostic(for exception: RaisedException) -> Diagnostic {
    let type = heap.classes[heap.instances[exception.value].type]
    let message = describe(exception.value)
    let text = (message.isEmpty ? type.name : "\(type.name): \(message)") + (exception.hint.map { ". \($0)" } ?? "")
    return Diagnostic(
      code: exception.code ?? type.name.kebabCased, message: text, range: exception.range, frames: exception.frames,
      correction: exception.correction)
  }

  /// `str` of an exception; nothing where its own `__str__` fails.
  private mutating func describe(_ exception: InstanceID) -> String {
    do throws(Raised) { return try str(.instance(exception)) } catch { return "" }
  }
}

extension String {
  /// `TypeError` as `type-error`.
  var kebabCased: String {
    reduce(into: "") { result, letter in
      if letter.isUppercase, let last = result.last, !last.isUppercase, last != "-" { result += "-" }
      result += letter.lowercased()
    }
  }
}
