// The real terminal, by ncurses.

import CNcurses
import Screen
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal on standard input and output. There can be one at a time.
package final class NcursesTerminal: Terminal {
  private static let isTaken = Mutex(false)

  package let capabilities: Capabilities
  private var shown: ScreenBuffer?
  private var pairs: ColorPairs
  private var decoder = InputDecoder()
  private var clicks = ClickCounter()
  private var events: [TerminalEvent] = []
  private var isOpen = true
  /// When the terminal was asked for its background, until it answers.
  private var asked: ContinuousClock.Instant?

  /// Opens the terminal, or says in one sentence why that cannot be.
  ///
  /// `isASCII` keeps to ASCII on a terminal that could do more.
  package init(environment: [String: String], isASCII: Bool = false) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNoTerminal }
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    guard let name = environment["TERM"], !name.isEmpty else { throw .termIsUnset }
    let isFree = NcursesTerminal.isTaken.withLock { isTaken in
      defer { isTaken = true }
      return !isTaken
    }
    guard isFree else { throw .isOpenAlready }
    let status = cn_open()
    guard status == CN_OK else {
      NcursesTerminal.isTaken.withLock { $0 = false }
      throw NcursesTerminal.error(status, terminal: name)
    }
    let colors = NcursesTerminal.colors(environment: environment)
    capabilities = Capabilities(
      colors: colors, unicode: cn_unicode() && !isASCII,
      isLight: BackgroundColor.isLight(variable: environment["COLORFGBG"]))
    pairs = ColorPairs(colors: colors, limit: Int(cn_pair_limit()))
    if colors > 0, BackgroundColor.canAsk(name) {
      send(BackgroundColor.question)
      asked = .now
    }
  }

  deinit { close() }

  private static func error(_ status: cn_status, terminal: String) -> TerminalError {
    switch status {
    case CN_UNKNOWN_TERMINAL: .isUnknown(terminal)
    case CN_NO_CURSOR_MOTION: .cannotMoveCursor(terminal)
    default: .cannotOpen(terminal)
    }
  }

  /// The terminal's colours, or none where `NO_COLOR` is set, as no-color.org has it.
  private static func colors(environment: [String: String]) -> Int {
    guard environment["NO_COLOR"]?.isEmpty ?? true else { return 0 }
    return cn_direct_color() ? 1 << 24 : Int(cn_colors())
  }

  package func close() {
    guard isOpen else { return }
    isOpen = false
    discardAnswer()
    cn_close()
    NcursesTerminal.isTaken.withLock { $0 = false }
  }

  /// An answer that nobody reads would go to the shell as if it were typed. Where it is due it is waited for a moment, and
  /// dropped with whatever else was typed meanwhile. A terminal that never answers keeps what is typed ahead.
  private func discardAnswer() {
    if BackgroundColor.isDue(asked, now: .now) { cn_discard_input(100) }
  }

  package func suspend() {
    cn_suspend()
    shown = nil
  }

  package var wake: @Sendable () -> Void { { cn_wake() } }

  /// OSC 52, which terminals that have no clipboard, or do not give it away, pass over.
  package func copyToClipboard(_ text: String) {
    send("\u{1B}]52;c;\(Base64.encode(Array(text.utf8)))\u{07}")
  }

  private func send(_ sequence: String) {
    Array(sequence.utf8).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cn_write($0.baseAddress, Int32($0.count)) }
    }
  }

  // MARK: Painting

  package var size: Size { Size(width: Int(cn_columns()), height: Int(cn_rows())) }

  package func present(_ buffer: ScreenBuffer, cursor: Point?) {
    let buffer = capabilities.unicode ? buffer : buffer.inASCII()
    if pairs.isExhausted {
      // The screen has used up its pairs over time: start over, and paint everything with new ones.
      pairs.forget()
      shown = nil
      cn_repaint()
    }
    for run in buffer.runs(since: shown) { draw(run) }
    shown = buffer
    let cursor = cursor.flatMap { buffer.bounds.contains($0) ? $0 : nil }
    cn_place_cursor(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? 0))
    cn_refresh()
  }

  private func draw(_ run: Run) {
    let pair = pairs.number(of: run.style)
    let attributes = NcursesTerminal.flags(run.style.attributes)
    var x = run.origin.x
    for cell in run.cells {
      cn_put(Int32(run.origin.y), Int32(x), String(cell.character), Int32(cell.width), attributes, pair)
      x += Int(cell.width)
    }
  }

  private static func flags(_ attributes: Style.Attributes) -> Int32 {
    attributeFlags.reduce(0) { attributes.contains($1.attribute) ? $0 | Int32($1.flag.rawValue) : $0 }
  }

  private static let attributeFlags: [(attribute: Style.Attributes, flag: cn_attribute)] = [
    (.bold, CN_BOLD), (.dim, CN_DIM), (.italic, CN_ITALIC), (.underline, CN_UNDERLINE), (.reverse, CN_REVERSE),
  ]

  // MARK: Events

  package func nextEvent(timeout: Duration?) -> TerminalEvent? {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      if !events.isEmpty { return events.removeFirst() }
      if let event = requestedEvent() { return event }
      readInput()
      if !events.isEmpty { continue }
      switch cn_wait(milliseconds(until: deadline)) {
      case CN_WAIT_INPUT, CN_WAIT_SIGNAL: continue
      case CN_WAIT_WOKEN: return .wake
      case CN_WAIT_GONE: return .terminate(signal: SIGHUP)
      default:
        if decoder.isPasting {
          events = decoder.flushPaste()
        } else if let deadline, deadline <= .now {
          return nil
        }
      }
    }
  }

  private func requestedEvent() -> TerminalEvent? {
    var signal: Int32 = 0
    switch cn_take_request(&signal) {
    case CN_REQUEST_TERMINATE: return .terminate(signal: signal)
    case CN_REQUEST_RESIZE:
      cn_update_size()
      shown = nil
      return .resize(size)
    case CN_REQUEST_SUSPEND:
      suspend()
      return .resize(size)
    case CN_REQUEST_REDRAW:
      cn_retake()
      shown = nil
      return .resize(size)
    default: return nil
    }
  }

  /// Reads all there is. ncurses itself waits a moment after an escape, so that an end of input ends an Alt too.
  private func readInput() {
    while case let value = cn_read(), value >= 0 { events += decoder.take(value).map(counted) }
    events += decoder.flush()
  }

  /// A press with how many came right before it at its place.
  private func counted(_ event: TerminalEvent) -> TerminalEvent {
    if case .background = event { asked = nil }
    guard case .mouse(var mouse) = event, mouse.action == .press else { return event }
    mouse.count = clicks.count(at: mouse.point, now: .now)
    return .mouse(mouse)
  }

  /// For `poll`: -1 waits without end. An unfinished paste waits a second for its rest.
  private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    let patience: Int64 = 1000
    guard let deadline else { return decoder.isPasting ? Int32(patience) : -1 }
    let left = max(.zero, deadline - .now)
    let milliseconds = left.components.seconds.multipliedReportingOverflow(by: 1000)
    let longest = decoder.isPasting ? patience : Int64(Int32.max)
    guard !milliseconds.overflow else { return Int32(longest) }
    // Rounded up, so that the time has passed when the wait ends.
    let rounded =
      milliseconds.partialValue + (left.components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(min(rounded, longest))
  }
}
