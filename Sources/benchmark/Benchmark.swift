// Measurements of Compbook's parts, one file a mode.

import Foundation

@main
enum Benchmark {
  private static let usage = """
    usage: benchmark evaluation [APPLICATIONS] [PART-OF-A-NAME]
           benchmark rebuild [PART-OF-A-NAME]
           benchmark growth
           benchmark keys [PART-OF-A-NAME]

    evaluation  from source text to shapes: whole sessions, edits, and Keras' own builders, whose folder
                keras/src/applications APPLICATIONS is
    rebuild     from an edit of EffNet to its first output, by the kernel that the notebook has
    growth      time and memory against depth and width
    keys        from a key to its screen, and to the values that it leads to

    """

  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case "evaluation": EvaluationBenchmark.run(rest)
    case "rebuild": await RebuildBenchmark.run(rest.first)
    case "growth": await GrowthBenchmark.run(rest)
    case "keys": await KeyBenchmark.run(rest)
    default:
      print(usage, terminator: "")
      exit(64)
    }
  }
}
