// The script and the reports: what stays, what goes, and hostile text.

import Foundation
import Kernel
import Notebook
import Tensors
import Testing

@testable import Reports

struct ReportTests {
  private func session(_ cells: [ExportedCell], models: [ExportedModel] = []) -> ExportedSession {
    ExportedSession(path: "folder/a<b>.py", cells: cells, models: models)
  }

  /// A session's text as it is exported, through the real kernel.
  private func exported(_ text: String) async throws -> ExportedSession {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).py")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    return try await SessionRun(path: file.path, environment: [:]).exported(styled: false)
  }

  @Test func theScriptIsWithoutMarkersSettingsAndChecks() async throws {
    let script = KerasScript.document(
      try await exported(
        """
        # %% [markdown]
        # # Title
        #
        # Prose.

        # %% Code
        import keras  # a comment stays
        x = keras.Input((8,))  # expect: (None, 8)
        # expect: shape[1] == 8
        # exercise: more
        y = '# expect: in a string'

        # compbook: seed=7

        """))
    #expect(
      script == """
        # Title
        #
        # Prose.

        import keras  # a comment stays
        x = keras.Input((8,))
        y = '# expect: in a string'

        """)
  }

  /// A comment has its own sign, and what only looks like a heading keeps its own.
  @Test(arguments: [
    ("## Two ##", "# Two"), ("###### `a` #b", "# `a` #b"), ("#", "#"), ("a\n# b\nc", "# a\n# b\n# c"),
    ("#no heading", "# #no heading"), ("```\n# code\n```", "# ```\n# # code\n# ```"), ("T\n===", "# T\n# ==="),
    ("> # quoted", "# > # quoted"),
  ])
  func headingsBecomePlainComments(prose: String, comment: String) {
    #expect(KerasScript.document(session([ExportedCell(kind: .markdown, text: prose)])) == comment + "\n")
  }

  @Test func definitionsStandBetweenTwoBlankLines() async throws {
    let script = KerasScript.document(
      try await exported(
        "# %%\nx = 1\n# %%\ndef f():\n    return 1\n# %%\ny = 2\n# %%\nclass A:\n    b = (\n  1)\n# %%\nz = 3\n"))
    #expect(
      script == "x = 1\n\n\ndef f():\n    return 1\n\n\ny = 2\n\n\nclass A:\n    b = (\n  1)\n\n\nz = 3\n")
  }

  @Test func aScriptThatNeedsComposeDefinesIt() async throws {
    let imports = "import keras\nfrom keras.layers import *\n"
    let script = KerasScript.document(try await exported(imports + "f = compose(ReLU(), Flatten())\n"))
    #expect(script.contains("def compose(*steps):"))
    let own = imports + "def compose(*f):\n    return f\n\nf = compose(ReLU())\n"
    #expect(KerasScript.document(try await exported(own)) == own)
    let none = imports + "# compose is not called\n"
    #expect(KerasScript.document(try await exported(none)) == none)
  }

  /// Python wants imports from `__future__` before all other statements.
  @Test func composeComesAfterImportsFromTheFuture() async throws {
    let start =
      "\"\"\"A docstring.\"\"\"\nfrom __future__ import annotations\nfrom __future__ import (\n    division)  # last\n"
    let rest = "import keras\nf = compose(keras.layers.ReLU())\n"
    let script = KerasScript.document(try await exported("# %% [markdown]\n# Prose.\n\n# %%\n" + start + rest))
    #expect(script.hasPrefix("# Prose.\n\n" + start + "\nfrom functools import reduce\n\n\ndef compose(*steps):\n"))
    #expect(script.hasSuffix("\n\n" + rest))
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The lessons themselves are held against Keras elsewhere.
  @Test(arguments: ["effnet.py", "comparison.py"]) func theScriptsModelsAreTheSessions(lesson: String) async throws {
    let path = Self.root.appending(path: "sessions/\(lesson)").path
    let session = try await SessionRun(path: path, environment: [:]).exported(styled: false)
    let again = try await exported(KerasScript.document(session))
    let figures = { (session: ExportedSession) in
      session.models.map { model -> [String] in
        [model.variable, "\(model.subject.parameters)", "\(model.subject.outputShapes)"]
          + model.subject.rows.map(\.name)
      }
    }
    #expect(figures(again) == figures(session))
    #expect(!again.hasErrors && !figures(again).isEmpty)
  }

  @Test func thePageTellsOfTheSession() async throws {
    let path = Self.root.appending(path: "sessions/effnet.py").path
    let session = try await SessionRun(path: path, environment: [:]).exported(styled: false)
    let page = HTMLReport.document(session)
    #expect(page.contains("<h1>EffNet, line by line</h1>"))
    #expect(page.contains("<td class=\"number\">111,498</td>") || page.contains("111,498 parameters"))
    #expect(page.contains("<img src=\"data:image/png;base64,iVBORw0KGgo"))
    #expect(page.contains("block1_mix: maps 1–16 of 32 of 32×32"))
    // Self-contained: nothing is fetched.
    #expect(!page.contains("src=\"http") && !page.contains("href=") && !page.contains("@import"))
    let report = MarkdownReport.document(session)
    #expect(report.contains("| classes | Dense |  | 10 | 40,970 | 40,960 |"))
    #expect(report.contains("32×32×3 → 10: 111,498 parameters, 109,258 of them trainable"))
  }

  /// The networks' figures are Keras' counts and the lesson's budget; nothing was measured.
  @Test func severalModelsStandSideBySide() async throws {
    let path = Self.root.appending(path: "sessions/comparison.py").path
    let session = try await SessionRun(path: path, environment: [:]).exported(styled: false)
    let report = MarkdownReport.document(session)
    #expect(report.contains("| model | parameters | trainable | MACs | activations |"))
    #expect(report.contains("\n| effnet | 154,506 | 152,266 | 5,640,192 |"))
    #expect(report.contains("\n| inception | 73,482 | 72,674 |"))
    #expect(!report.contains("latency |"))
    let page = HTMLReport.document(session)
    #expect(
      page.contains(
        "<tr><td>effnet</td><td class=\"number\">154,506</td><td class=\"number\">152,266</td>"
          + "<td class=\"number\">5,640,192</td>"))
    let single = try await exported("import keras\nm = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])\n")
    #expect(!MarkdownReport.document(single).contains("side by side"))
    #expect(!HTMLReport.document(single).contains("side by side"))
  }

  /// Each layer's window is what Keras' arguments say, by their defaults where they say nothing.
  @Test func windowsStandInDiagramsAndTables() async throws {
    let session = try await exported(
      """
      import keras
      from keras.layers import *
      image = Input((32, 32, 8))
      x = DepthwiseConv2D((1, 3), padding='same', name='row')(image)
      x = DepthwiseConv2D((3, 1), padding='same', name='column')(x)
      x = MaxPool2D(2, name='pool')(x)
      x = AveragePooling2D(3, 1, padding='same', name='mean')(x)
      x = Conv2D(8, 3, strides=2, padding='same', name='half')(x)
      x = Conv2D(8, (2, 1), (2, 1), name='rows')(x)
      x = Conv2D(8, 1, groups=4, name='grouped')(x)
      x = Conv2D(8, 3, dilation_rate=2, padding='same', name='far')(x)
      x = SeparableConv2D(8, 3, padding='same', name='apart')(x)
      x = Conv2DTranspose(8, 4, 2, padding='same', name='back')(x)
      x = Conv1D(4, 5, 3, name='line')(Reshape((-1, 8), name='flat')(x))
      model = keras.Model(image, Dense(2, name='dense')(x))

      """)
    let windows = [
      ("row", "DepthwiseConv2D", "1×3"), ("column", "DepthwiseConv2D", "3×1"), ("pool", "MaxPooling2D", "2×2 /2"),
      ("mean", "AveragePooling2D", "3×3"), ("half", "Conv2D", "3×3 /2"), ("rows", "Conv2D", "2×1 /2×1"),
      ("grouped", "Conv2D", "1×1 groups 4"), ("far", "Conv2D", "3×3 dilation 2"), ("apart", "SeparableConv2D", "3×3"),
      ("back", "Conv2DTranspose", "4×4 /2"), ("line", "Conv1D", "5 /3"), ("flat", "Reshape", ""),
      ("dense", "Dense", ""),
    ]
    let report = MarkdownReport.document(session)
    let drawing = try #require(ReportFormat.svg.document(session))
    let graph = try #require(ReportFormat.dot.document(session))
    let page = HTMLReport.document(session)
    for (name, type, window) in windows {
      #expect(report.contains("| \(name) | \(type) | \(window) | "))
      #expect(page.contains("<td>\(name)</td><td>\(type)</td><td>\(window)</td>"))
      let line = window.isEmpty ? type : "\(type) \(window)"
      #expect(drawing.contains(">\(line) · ") || drawing.contains(">\(line)<"))
      #expect(graph.contains("\(name)\\n\(line)"))
    }
  }

  /// A session without a model is told of by its last layers: 3·3·3 weights and a bias for each of 4 maps.
  @Test func theLastLayersAreDrawnWithoutAModel() async throws {
    let session = try await exported(
      """
      import keras
      image = keras.Input((8, 8, 3), name='image')
      maps = keras.layers.Conv2D(4, 3, name='look')(image)
      flat = keras.layers.Flatten(name='flat')(maps)

      """)
    let report = MarkdownReport.document(session)
    #expect(report.contains("## flat\n\n8×8×3 → 144: 112 parameters"))
    #expect(report.contains("| look | Conv2D | 3×3 | 6×6×4 | 112 | 3,888 |"))
    #expect(HTMLReport.document(session).contains("<h2>flat</h2>"))
    #expect(try #require(ReportFormat.svg.document(session)).contains(">Conv2D 3×3 · 112<"))
    let graph = try #require(ReportFormat.dot.document(session, model: "flat"))
    #expect(graph.contains("n0 -> n1;") && graph.contains("n1 -> n2;"))
    #expect(ReportFormat.dot.document(session, model: "maps") == nil)
    #expect(ReportFormat.svg.document(try await exported("x = 1\n")) == nil)
  }

  /// Python's own reader of HTML: what is opened is closed in order, and every picture is embedded and described.
  private static let reader = """
    import sys
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        open, pictures = [], 0

        def handle_starttag(self, tag, attributes):
            if tag == 'img':
                self.pictures += 1
                known = dict(attributes)
                assert known['src'].startswith('data:image/png;base64,') and known['alt'], attributes
            elif tag not in ('meta', 'br', 'hr'):
                self.open.append(tag)

        def handle_startendtag(self, tag, attributes):
            pass

        def handle_endtag(self, tag):
            assert self.open.pop() == tag, (tag, self.getpos())

    reader = Reader()
    reader.feed(sys.stdin.read())
    assert not reader.open, reader.open
    print(reader.pictures)
    """

  @Test(arguments: ["effnet.py", "inception.py", "convolution.py"])
  func thePageIsWellFormedAndItsPicturesAreInIt(lesson: String) async throws {
    let path = Self.root.appending(path: "sessions/\(lesson)").path
    let session = try await SessionRun(path: path, environment: [:]).exported(styled: false)
    let page = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).html")
    defer { try? FileManager.default.removeItem(at: page) }
    try Data(HTMLReport.document(session).utf8).write(to: page)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.reader]
    process.standardInput = try FileHandle(forReadingFrom: page)
    process.standardOutput = output
    try process.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let pictures = try #require(Int(printed.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect((pictures > 0) == !session.models.isEmpty)
  }

  @Test func whatTheTextsSayIsNoMarkup() {
    let evil = "<script>alert('x')</script> & \"q\""
    let cells = [
      ExportedCell(kind: .markdown, text: "# \(evil)\n\n- \(evil)\n\n| \(evil) |\n|---|\n\n`\(evil)`\n\n    \(evil)"),
      ExportedCell(kind: .code, title: evil, text: "x = '\(evil)'", report: CellReport(output: evil)),
    ]
    let row = LayerRow(
      id: [evil], name: evil, typeName: evil, hasChildren: false, outputShape: nil, parameters: 0, multiplyAdds: nil,
      line: nil, lines: [])
    let subject = Subject(
      kind: .model, title: evil, inputShapes: [], outputShapes: [], rows: [row], parameters: 0, trainableParameters: 0,
      multiplyAdds: nil, forward: Forward(inputLabel: evil, input: nil, problem: evil))
    let model = ExportedModel(variable: "model", subject: subject, diagram: DiagramTests.sample { _ in evil })
    let page = HTMLReport.document(session(cells, models: [model]))
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;"))
    let report = MarkdownReport.document(session([], models: [model]))
    #expect(!report.replacing("\\<", with: "").contains("<script"))
  }

  @Test func aPipeInANameKeepsTheTableWhole() {
    #expect(Escaped.markdown("a|b") == "a\\|b")
  }

  @Test func aFenceIsLongerThanThoseWithin() {
    let report = MarkdownReport.document(session([ExportedCell(kind: .code, text: "x = '```'")]))
    #expect(report == "````python\nx = '```'\n````\n")
  }

  @Test(arguments: [
    ("# One\ntwo", "<h1>One</h1>\n<p>two</p>"),
    ("a *b* **c** `d*e*`", "<p>a <em>b</em> <strong>c</strong> <code>d*e*</code></p>"),
    ("- a\n- b\n  c", "<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ol>"),
    ("- [x] a\n  - b", "<ul>\n<li>☑ a\n<ul>\n<li>b</li>\n</ul></li>\n</ul>"),
    (
      "| a | b |\n|---|--:|\n| 1 | *2* |",
      """
      <table>
      <thead>
      <tr><th>a</th><th style="text-align: right">b</th></tr>
      </thead>
      <tbody>
      <tr><td>1</td><td style="text-align: right"><em>2</em></td></tr>
      </tbody>
      </table>
      """
    ),
    ("> a\n>\n> - b", "<blockquote>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</blockquote>"), ("---", "<hr>"),
    ("[a *b*](https://x.y/?z=1&u=2)", "<p><a href=\"https://x.y/?z=1&amp;u=2\">a <em>b</em></a></p>"),
    ("![a *b*](c.png)", "<p><img src=\"c.png\" alt=\"a b\"></p>"), ("~~a~~ b<br>c", "<p><del>a</del> b<br>\nc</p>"),
    ("a <b>b</b>", "<p>a &lt;b&gt;b&lt;/b&gt;</p>"),
    ("    code", "<pre class=\"text\">code</pre>"), ("2 * 3 and a ` alone", "<p>2 * 3 and a ` alone</p>"),
    ("```\na\n\nb\n```\nend", "<pre class=\"text\">a\n\nb</pre>\n<p>end</p>"), ("", ""),
  ])
  func markdownBecomesHTML(text: String, html: String) {
    #expect(MarkdownToHTML.html(text) == html)
  }

  /// A report is opened in a browser: what its author did not write himself must not run there.
  @Test(arguments: [
    "[a](javascript:alert(1))", "[a](JavaScript:alert(1))", "[a](&#10;javascript:alert(1))", "[a](vbscript:x)",
    "[a](data:text/html,<script>alert(1)</script>)", "![a](javascript:alert(1))", "<script>alert(1)</script>",
    "<a href=\"javascript:alert(1)\">a</a>", "[a](x\"onmouseover=\"alert(1))", "`<script>`\n\n    <script>",
  ])
  func aTextOfSomebodyElseRunsNothing(text: String) {
    let html = MarkdownToHTML.html(text)
    #expect(!html.contains("<script") && !html.lowercased().contains("=\"javascript"))
    #expect(!html.contains("vbscript:x\"") && !html.contains("=\"data:text") && !html.contains("\"onmouseover"))
    #expect(!html.contains("<a href=\"javascript"))
  }

  /// The examples of RFC 4648.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
  ])
  func base64IsAsTheStandardSays(text: String, encoded: String) {
    #expect(Base64.encoded(Array(text.utf8)) == encoded)
  }
}
