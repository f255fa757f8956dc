// What the notebook has to say when something is wrong: every message of this module.

import Diagnostics

extension Diagnostic {
  static func unusableSetting(_ key: String, _ value: String, line: Int) -> Diagnostic {
    let wanted = key == "seed" ? "a whole number from 0 to \(UInt64.max)" : "the name of an input"
    return Diagnostic(
      .warning, code: "setting-unusable",
      message: "line \(line): the setting \(key)=\(value) is ignored: it needs \(wanted)", range: SourceRange(0, 0))
  }
}

extension Diagnostic {
  static func otherEncoding(_ coding: CodingLine) -> Diagnostic {
    Diagnostic(
      .warning, code: "file-encoding",
      message: "line \(coding.line) declares \(coding.encoding), but the file is read and saved as UTF-8, which it is",
      range: SourceRange(0, 0))
  }
}

extension SessionFileError: CustomStringConvertible {
  /// One sentence, with the path.
  package var description: String {
    let name = path == "-" ? "standard input" : path.isEmpty ? "''" : path
    let stem = name.hasSuffix(SessionFile.jupyterEnding) ? name.dropLast(SessionFile.jupyterEnding.count) : name[...]
    return switch reason {
    case .missing: "\(name): there is no such file"
    case .isDirectory: "\(name) is a directory, not a session file"
    case .notReadable: "\(name): no permission to read it"
    case .notRegular: "\(name) is a pipe or a device, not a file"
    case .tooLarge(let limit): "\(name) is larger than \(limit >> 20) MiB: this is no session file"
    case .binary: "\(name) is a binary file, not a Python script"
    case .jupyter: "\(name) is a Jupyter notebook: compbook convert \(name) \(stem).py makes a session of it"
    case .jupyterName:
      "a session is a Python script: under \(stem).py it is one, and compbook convert \(stem).py \(name) makes the notebook"
    case .noJupyterNotebook: "\(name) is not a Jupyter notebook of format 4; saving it in Jupyter makes it one"
    case .invalidUTF8(let line, let byte, let declared):
      "\(name), line \(line): byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8"
        + (declared.map { ", and the file declares \($0); save it as UTF-8 and without that" }
          ?? "; save the file as UTF-8")
    case .folderMissing, .notWritable, .readOnlyFileSystem, .noSpace: "\(name) cannot be saved: \(cause)"
    case .folderNotWritable: "\(name) cannot be saved safely: no permission to make a file in its folder"
    case .exists: "\(name) exists already"
    case .changed: "\(name) was changed by another program"
    case .notFlushed(let words): "\(name) is written but may not outlast a power cut: \(words)"
    case .system: "\(name): \(cause)"
    }
  }

  /// What writing fails of, without the path where it can be told so.
  package var cause: String {
    switch reason {
    case .folderMissing: "its folder does not exist"
    case .notWritable: "no permission to write it"
    case .readOnlyFileSystem: "the file system is read-only"
    case .noSpace: "no space left"
    case .system(let words): words
    default: description
    }
  }

  package var diagnostic: Diagnostic {
    Diagnostic(code: code, message: description, range: SourceRange(0, 0))
  }

  private var code: String {
    switch reason {
    case .missing: "file-missing"
    case .isDirectory: "file-directory"
    case .notReadable: "file-unreadable"
    case .notRegular: "file-not-regular"
    case .tooLarge: "file-too-large"
    case .binary: "file-binary"
    case .jupyter: "file-jupyter"
    case .jupyterName: "save-jupyter"
    case .noJupyterNotebook: "file-no-notebook"
    case .invalidUTF8: "file-encoding"
    case .folderMissing: "save-no-folder"
    case .notWritable: "save-no-permission"
    case .folderNotWritable: "save-no-folder-permission"
    case .exists: "save-exists"
    case .changed: "save-changed"
    case .notFlushed: "save-not-flushed"
    case .readOnlyFileSystem: "save-read-only"
    case .noSpace: "save-no-space"
    case .system: "file-system"
    }
  }
}
