// What people call commands elsewhere: the palette finds a command by these words too.

enum SearchWords {
  private static let table: [(command: Command, words: String)] = [
    (.complete, "autocomplete suggest"), (.signature, "documentation docstring parameters"),
    (.mend, "fix repair quickfix"), (.rewrite, "refactor replace layer depthwise separable"),
    (.toggleComment, "uncomment"), (.duplicateLines, "copy line"), (.indent, "tab"), (.dedent, "outdent unindent"),
    (.find, "search"), (.replace, "substitute"), (.goToLine, "goto jump"), (.selectAll, "mark"),
    (.newCell, "insert add"), (.deleteCell, "remove"), (.splitCell, "divide"), (.mergeBelow, "merge"),
    (.mergeAbove, "merge"), (.changeKind, "markdown prose convert cell type"),
    (.show(.summary), "table layers parameters macs"), (.show(.forward), "run execute evaluate predict activations"),
    (.show(.compare), "diff"), (.show(.explain), "arithmetic formula window"), (.chooseSample, "picture image cifar10"),
    (.chooseInput, "picture image photo png jpeg open"), (.changeScaling, "normalise normalize preprocess"),
    (.changeSeed, "random weights"), (.pin, "bookmark keep"), (.darkColours, "theme mode background"),
    (.lightColours, "theme mode background"), (.save, "write"), (.saveAs, "rename write"),
    (.export, "html markdown svg dot ipynb jupyter notebook report print"), (.reload, "reload revert refresh"),
    (.quit, "exit close bye"), (.help, "keys shortcuts manual"), (.lessons, "open examples tutorial learn new start"),
    (.suspend, "background stop shell"),
  ]

  static func words(of command: Command) -> [Substring] {
    table.first { $0.command == command }?.words.split(separator: " ") ?? []
  }
}
