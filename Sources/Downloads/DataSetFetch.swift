// Gets a data set: downloads its archive, checks it, and unpacks it where it is looked for.

import Datasets
import Foundation

package struct DataSetFetch: Sendable {
  package let version: DataSet.Version
  /// The archive lies there under its own name.
  package let base: String
  /// The archive while it is fetched, and then the folder unpacked.
  package let destination: String
  package var stall = 30
  package var pause = 1.0

  package init(version: DataSet.Version, base: String, destination: String) {
    self.version = version
    self.base = base
    self.destination = destination
  }

  package var folder: String { "\(destination)/\(version.folder)" }
  package var isThere: Bool { FileManager.default.fileExists(atPath: "\(folder)/\(version.file)") }

  package func run(_ onProgress: (DownloadProgress) -> Bool) throws(DownloadProblem) {
    do {
      try FileManager.default.createDirectory(atPath: destination, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(destination, words: error.localizedDescription)
    }
    let archive = "\(destination)/\(version.archive).part"
    let slash = base.hasSuffix("/") ? "" : "/"
    var download = Download(address: base + slash + version.archive, path: archive, md5: version.md5)
    download.stall = stall
    download.pause = pause
    try download.run(onProgress)
    try Archive(path: archive).unpack(folder: version.folder, file: version.file, into: destination)
    try? FileManager.default.removeItem(atPath: archive)
  }
}
