// `compbook fetch cifar10`: gets a data set, once.

import ArgumentParser
import Datasets
import Downloads
import Foundation
import Synchronization

extension DataSet: ExpressibleByArgument {}

struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Download CIFAR-10 or CIFAR-100, whose test images then serve as input.",
    discussion: """
      The archive's published MD5 sum is checked. Without $COMPBOOK_DATA the data set goes where Keras keeps its own, into \
      ~/.keras/datasets. A download that was interrupted goes on where it stopped. The exit code is 0 where the data set \
      is there, 1 where it cannot be had, 130 after an interrupt.
      """)

  @Argument(help: "cifar10 or cifar100.")
  var dataSet: DataSet

  @Flag(help: "The version that is pickled for Python, which keras.datasets reads too, instead of the binary one.")
  var python = false

  @Option(help: ArgumentHelp("The address where the archive lies.", valueName: "url"))
  var from = DataSet.address

  @Option(help: "Seconds without a byte until the download is tried again.")
  var stall = 30

  func validate() throws {
    if !(1...3600 ~= stall) { throw ValidationError("--stall must be from 1 to 3600 seconds, not \(stall)") }
  }

  func run() throws {
    guard let home = DataSet.home(Environment.variables) else {
      writeToStandardError("error: neither $COMPBOOK_DATA nor $HOME says where the data set shall go")
      throw ExitCode(1)
    }
    var fetch = DataSetFetch(version: dataSet.versions[python ? 1 : 0], base: from, destination: home)
    fetch.stall = stall
    if !fetch.isThere { try run(fetch) }
    try writeToStandardOutput("\(dataSet.title) is in \(fetch.folder)\n")
  }

  private func run(_ fetch: DataSetFetch) throws {
    hearInterrupts()
    let display = ProgressDisplay(name: fetch.version.archive)
    do throws(DownloadProblem) {
      try fetch.run {
        display.show($0)
        return !isInterrupted.load(ordering: .relaxed)
      }
      display.end()
    } catch {
      display.end()
      writeToStandardError(error == .interrupted ? "\(error)" : "error: \(error)")
      throw ExitCode(error == .interrupted ? 130 : 1)
    }
  }
}

/// Whether the user has asked to stop. Only this may be touched in a signal's handler.
private let isInterrupted = Atomic(false)

private func hearInterrupts() {
  isInterrupted.store(false, ordering: .relaxed)
  signal(SIGINT) { _ in isInterrupted.store(true, ordering: .relaxed) }
}
