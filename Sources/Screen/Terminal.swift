// The terminal as the program sees it: a screen to show, and events.

package struct Capabilities: Hashable, Sendable {
  /// 0 without colour, else 8, 16, 256 or 2²⁴.
  package var colors: Int
  /// Whether text beyond ASCII can be shown.
  package var unicode: Bool
  /// Whether the background is light.
  package var isLight: Bool

  package init(colors: Int = 256, unicode: Bool = true, isLight: Bool = false) {
    self.colors = colors
    self.unicode = unicode
    self.isLight = isLight
  }
}

/// A terminal in full-screen use. All but `wake` is called from one thread.
package protocol Terminal: AnyObject {
  var size: Size { get }
  var capabilities: Capabilities { get }

  /// Makes the screen look like `buffer`; `cursor` is where the terminal's own cursor stands, nil hides it.
  func present(_ buffer: ScreenBuffer, cursor: Point?)

  /// Waits for the next event, at most for `timeout` where there is one, and returns nil when that has passed.
  func nextEvent(timeout: Duration?) -> TerminalEvent?

  /// Makes `nextEvent` return `.wake`. May be called from any thread, also after the terminal was closed.
  var wake: @Sendable () -> Void { get }

  /// Hands text to the terminal's clipboard, where it has one.
  func copyToClipboard(_ text: String)

  /// Gives the screen back to the shell and stops the process until the shell continues it.
  func suspend()

  /// Gives the screen back. Closing twice is harmless.
  func close()
}

/// Why a terminal cannot be used, in one sentence.
package struct TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
