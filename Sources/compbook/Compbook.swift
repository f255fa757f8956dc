// The program: `compbook [FILE]` is the notebook, and a subcommand for each thing it does without a screen.

import ArgumentParser

@main
struct Compbook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A composition book for convolutional models.",
    discussion: """
      Compose a network line by line in Keras' own words and see at every keystroke what each line makes.
      Without a subcommand, FILE opens in the notebook; without FILE, a new one or a lesson.
      """,
    version: "Compbook 0.9",
    subcommands: [
      NotebookCommand.self, RunCommand.self, CheckCommand.self, CompareCommand.self, BenchCommand.self,
      ExportCommand.self, FetchCommand.self, ConfigCommand.self, ConvertCommand.self, RecoverCommand.self,
    ],
    defaultSubcommand: NotebookCommand.self)
}
