// Opening and saving: errors in one sentence, whole files or none, and the repository's own sessions.

import Diagnostics
import Foundation
import Testing

@testable import Notebook

/// The repository's root.
private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private func expectRefusal(_ path: String, _ reason: SessionFileError.Reason) {
  #expect(throws: SessionFileError(path, reason)) { try SessionFile.open(path) }
}

@Suite struct OpeningTests {
  @Test func aJupyterNotebookIsNoSession() throws {
    try withFolder { folder in
      let path = folder + "nb.ipynb"
      try write(Array(#"{"nbformat": 4, "cells": [], "autoscroll": true}"#.utf8), to: path)
      for path in [path, folder + "missing.ipynb"] {
        let stem = path.dropLast(".ipynb".count)
        let error = #expect(throws: SessionFileError.self) { try SessionFile.open(path) }
        #expect(
          error?.description
            == "\(path) is a Jupyter notebook: compbook convert \(path) \(stem).py makes a session of it")
      }
    }
  }

  @Test func everySessionOfTheRepositoryComesBackByteForByte() throws {
    let folder = root.appending(path: "sessions")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "py" }
    #expect(!files.isEmpty)
    for file in files {
      let document = try SessionFile.open(file.path()).document
      #expect(document.fileBytes == Array(try Data(contentsOf: file)), "\(file.lastPathComponent)")
      #expect(document.path == file.path())
    }
  }

  @Test func effnetIsALessonOfCodeAndMarkdown() throws {
    let document = try SessionFile.open(root.appending(path: "sessions/effnet.py").path()).document
    #expect(document.cells.count { $0.kind == .markdown } >= 4)
    #expect(document.cells.first?.text.hasPrefix("# EffNet") == true)
    #expect(document.cells.last?.text == "model.summary()")
  }

  @Test func whatIsNoSessionIsOneClearError() throws {
    try withFolder { folder in
      try write(Array("a\0b".utf8), to: folder + "binary.py")
      try write(Array("x = 1\ny = '".utf8) + [0xFF, 0x27, 0x0A], to: folder + "latin.py")
      try write([0x78, 0xE2, 0x82], to: folder + "cut.py")
      expectRefusal(folder + "none.py", .missing)
      expectRefusal(folder + "cut.py/x", .missing)
      expectRefusal("", .missing)
      expectRefusal(folder, .isDirectory)
      expectRefusal(folder + "binary.py", .binary)
      expectRefusal(folder + "latin.py", .invalidUTF8(line: 2, byte: 0xFF))
      expectRefusal(folder + "cut.py", .invalidUTF8(line: 1, byte: 0xE2))
      #expect(throws: SessionFileError(folder + "a.ipynb", .jupyter)) {
        try SessionFile.openFile(folder + "a.ipynb")
      }
      #expect(throws: SessionFileError("/dev/zero", .tooLarge(limit: 1000))) {
        try FileAccess.read("/dev/zero", limit: 1000)
      }
    }
  }

  /// The names are those of PEP 263's examples, and of Python's list of UTF-8's aliases.
  @Test(arguments: [
    ("# -*- coding: latin-1 -*-\n", "latin-1", 1),
    ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n", "cp1252", 2),
    ("\n# coding=iso-8859-15\r\n", "iso-8859-15", 2), ("# -*- coding: utf-8 -*-\n", nil, 0),
    ("# coding: UTF8\n", nil, 0), ("# coding: utf-8-sig\n", nil, 0), ("x = 1\n# coding: latin-1\n", nil, 0),
    ("#\n#\n# coding: latin-1\n", nil, 0), ("# recoding of latin-1\n", nil, 0),
  ])
  func aDeclarationOfAnotherEncodingIsNamed(head: String, encoding: String?, line: Int) throws {
    let warned = try SessionFile.parse(Array((head + "x = 'é'\n").utf8), name: "a.py").warnings.map(\.message)
    #expect(warned.count == (encoding == nil ? 0 : 1))
    if let encoding { #expect(warned.first?.hasPrefix("line \(line) declares \(encoding), ") == true) }
    // ASCII is the same in all of them.
    #expect(try SessionFile.parse(Array((head + "x = 'e'\n").utf8), name: "a.py").warnings.isEmpty)
    let latin = Array((head + "x = '").utf8) + [0xE9, 0x27, 0x0A]
    let number = latin.count { $0 == 0x0A }
    #expect(throws: SessionFileError("a.py", .invalidUTF8(line: number, byte: 0xE9, declared: encoding))) {
      try SessionFile.parse(latin, name: "a.py")
    }
  }

  @Test func theNotebookWaitsForNoPipeAndReadsNoDevice() throws {
    try withFolder { folder in
      mkfifo(folder + "pipe.py", 0o600)
      for path in [folder + "pipe.py", "/dev/null", "/dev/zero"] {
        #expect(throws: SessionFileError(path, .notRegular)) { try SessionFile.openFile(path) }
      }
      #expect(throws: SessionFileError(folder, .isDirectory)) { try SessionFile.openFile(folder) }
      // Standard input is for commands: here it is a name like any other.
      #expect(throws: SessionFileError("-", .missing)) { try SessionFile.openFile("-") }
      try write(Array("x = 1\n".utf8), to: folder + "-")
      #expect(try SessionFile.openFile(folder + "-").document.texts == ["x = 1"])
    }
  }

  @Test func anErrorIsOneSentenceWithThePath() {
    let reasons: [SessionFileError.Reason] = [
      .missing, .isDirectory, .notReadable, .notRegular, .jupyter, .noJupyterNotebook,
      .tooLarge(limit: 1 << 20), .binary,
      .invalidUTF8(line: 2, byte: 0xFF),
      .folderMissing, .notWritable, .folderNotWritable, .exists, .changed, .notFlushed("Input/output error"),
      .readOnlyFileSystem, .noSpace, .system("Input/output error"),
    ]
    let errors = reasons.map { SessionFileError("dir/a.py", $0) }
    for error in errors {
      #expect(error.description.hasPrefix("dir/a.py"))
      #expect(!error.description.contains("\n"))
      #expect(error.diagnostic.message == error.description)
    }
    #expect(Set(errors.map(\.diagnostic.code)).count == errors.count)
    #expect(SessionFileError("-", .binary).description == "standard input is a binary file, not a Python script")
  }
}

@Suite struct SavingTests {
  @Test func whatIsSavedReadsAsTheSame() throws {
    try withFolder { folder in
      var document = NotebookDocument.new()
      document.setText("x = 1", of: 1)
      try SessionFile.save(document.fileBytes, to: folder + "new.py")
      #expect(try SessionFile.open(folder + "new.py").document.texts == document.texts)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["new.py"])
    }
  }

  @Test func contentByPartsIsThereAsAWholeOrNotAtAll() throws {
    try withFolder { folder in
      let parts = ["one ", "", "two"]
      func save(failing: Bool) throws {
        try SessionFile.save(to: folder + "file") { (write) throws(SessionFileError) in
          for part in parts {
            try Array(part.utf8).withUnsafeBufferPointer { (bytes) throws(SessionFileError) in
              try write(UnsafeRawBufferPointer(bytes))
            }
          }
          if failing { throw SessionFileError("file", .noSpace) }
        }
      }
      try save(failing: false)
      #expect(try String(contentsOfFile: folder + "file", encoding: .utf8) == "one two")
      try write(Array("old".utf8), to: folder + "file")
      #expect(throws: SessionFileError("file", .noSpace)) { try save(failing: true) }
      #expect(try String(contentsOfFile: folder + "file", encoding: .utf8) == "old")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }

  @Test func twoPathsMayLeadToOneFile() throws {
    try withFolder { folder in
      try write([], to: folder + "a")
      try write([], to: folder + "b")
      try FileManager.default.createSymbolicLink(atPath: folder + "link", withDestinationPath: "a")
      #expect(SessionFile.areSame(folder + "a", folder + "./link"))
      #expect(!SessionFile.areSame(folder + "a", folder + "b"))
      #expect(!SessionFile.areSame(folder + "none", folder + "none"))
    }
  }

  @Test func permissionsStayAndALinkStaysALink() throws {
    try withFolder { folder in
      let manager = FileManager.default
      try write(Array("old".utf8), to: folder + "file.py")
      try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder + "file.py")
      try manager.createSymbolicLink(atPath: folder + "link.py", withDestinationPath: "file.py")
      try SessionFile.save(Array("new".utf8), to: folder + "link.py")
      #expect(try manager.destinationOfSymbolicLink(atPath: folder + "link.py") == "file.py")
      #expect(try Data(contentsOf: URL(filePath: folder + "file.py")) == Data("new".utf8))
      #expect(try manager.attributesOfItem(atPath: folder + "file.py")[.posixPermissions] as? Int == 0o640)
    }
  }

  @Test func aLongNameCanBeSaved() throws {
    try withFolder { folder in
      let path = folder + String(repeating: "é", count: 126) + ".py"
      try SessionFile.save(Array("x".utf8), to: path)
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func whatCannotBeSavedSaysSoAndLeavesNothingBehind() throws {
    try withFolder { folder in
      #expect(throws: SessionFileError(folder + "no/a.py", .folderMissing)) {
        try SessionFile.save([], to: folder + "no/a.py")
      }
      #expect(throws: SessionFileError(folder, .isDirectory)) { try SessionFile.save([], to: folder) }
      #expect(throws: SessionFileError("", .folderMissing)) { try SessionFile.save([], to: "") }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left.isEmpty)
    }
  }

  @Test func aFullDeviceIsNoSpace() {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return print("skipped: no /dev/full here") }
    #expect(throws: SessionFileError("/dev/full", .noSpace)) { try SessionFile.save([1], to: "/dev/full") }
  }

  @Test func theNotebookWritesToNoPipeAndNoDevice() throws {
    try withFolder { folder in
      mkfifo(folder + "pipe.py", 0o600)
      for path in [folder + "pipe.py", "/dev/null"] {
        #expect(throws: SessionFileError(path, .exists)) { try SessionFile.save([1], to: path, .ofNothing) }
        for replacement in [Replacement.ofAnyFile, .of(FileVersion(of: []))] {
          #expect(throws: SessionFileError(path, .notRegular)) { try SessionFile.save([1], to: path, replacement) }
        }
      }
    }
  }

  @Test func aNewNotebookBeginsWithImportsAndComposeAndAnEmptyCell() {
    let document = NotebookDocument.new()
    #expect(!document.isModified)
    #expect(document.path == nil)
    #expect(document.texts.last == "")
    #expect(document.cells[0].text.contains("import keras\n"))
    #expect(document.cells[0].text.contains("def compose(*steps):"))
    #expect(document.fileText.hasPrefix("# %%\nfrom functools import reduce\n"))
  }
}
