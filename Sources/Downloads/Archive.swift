// Unpacks an archive that nobody vouches for: plain files in folders, within bounds, and all of them or none.

import CDownloads
import Foundation

package struct Archive: Sendable {
  package let path: String
  /// The most bytes that its files may have together, and the most entries.
  package var limit = 1 << 29
  package var entryLimit = 1000

  package init(path: String) { self.path = path }

  /// Unpacks the one folder that the archive must hold into `destination`, where it appears when it is whole; `file` must
  /// be in it. What else is in the archive is left out.
  package func unpack(folder: String, file: String, into destination: String) throws(DownloadProblem) {
    let place = "\(destination)/.\(folder).\(getpid())"
    try? FileManager.default.removeItem(atPath: place)
    defer { try? FileManager.default.removeItem(atPath: place) }
    try makeFolder(place)
    try unpack(into: place)
    guard access("\(place)/\(folder)/\(file)", R_OK) == 0 else {
      throw .missingFile(path, name: "\(folder)/\(file)")
    }
    guard rename("\(place)/\(folder)", "\(destination)/\(folder)") == 0 else {
      throw .unwritable("\(destination)/\(folder)", words: String(cString: strerror(errno)))
    }
  }

  private func unpack(into place: String) throws(DownloadProblem) {
    guard let archive = cdownloads_archive_open(path) else {
      throw .noArchive(path, words: "it is no tar archive, packed by gzip or not")
    }
    defer { cdownloads_archive_close(archive) }
    var entries = 0
    var room = limit
    while true {
      var name: UnsafePointer<CChar>?
      var failure = cdownloads_failure()
      let kind = cdownloads_archive_next(archive, &name, &failure)
      if kind == CDOWNLOADS_END { return }
      guard kind != CDOWNLOADS_BROKEN else { throw .noArchive(path, words: failure.words) }
      let entry = name.map { String(cString: $0) } ?? ""
      entries += 1
      guard entries <= entryLimit else { throw .unpacksTooMuch(path, limit: limit) }
      guard kind != CDOWNLOADS_OTHER, let parts = Archive.parts(of: entry) else {
        throw .unsafeEntry(path, name: entry)
      }
      let target = ([place] + parts).joined(separator: "/")
      if kind == CDOWNLOADS_FOLDER {
        try makeFolder(target)
      } else {
        try makeFolder(([place] + parts.dropLast()).joined(separator: "/"))
        try write(archive, to: target, room: &room)
      }
    }
  }

  /// The folders and the file of an entry's name; nil for one that leads elsewhere.
  private static func parts(of name: String) -> [String]? {
    guard !name.hasPrefix("/"), !name.utf8.contains(UInt8(ascii: "\\")) else { return nil }
    let parts = name.split(separator: "/").map(String.init).filter { $0 != "." }
    return parts.contains("..") ? nil : parts
  }

  private func makeFolder(_ folder: String) throws(DownloadProblem) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(folder, words: error.localizedDescription)
    }
  }

  private func write(_ archive: OpaquePointer, to target: String, room: inout Int) throws(DownloadProblem) {
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .unwritable(target, words: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var failure = cdownloads_failure()
      let count = cdownloads_archive_read(archive, &buffer, buffer.count, &failure)
      guard count >= 0 else { throw .noArchive(path, words: failure.words) }
      if count == 0 { return }
      room -= count
      guard room >= 0 else { throw .unpacksTooMuch(path, limit: limit) }
      var written = 0
      while written < count {
        let step = buffer.withUnsafeBytes {
          systemWrite(descriptor, $0.baseAddress?.advanced(by: written), count - written)
        }
        if step < 0 && errno == EINTR { continue }
        guard step >= 0 else { throw .unwritable(target, words: String(cString: strerror(errno))) }
        written += step
      }
    }
  }
}

/// The system's `write`, which a method of that name hides.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
