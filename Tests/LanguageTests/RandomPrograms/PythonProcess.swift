// One process of python3 that runs many programs.

import Foundation

/// What CPython makes of a program.
struct PythonResult: Decodable {
  var output: String
  /// The last line of the traceback, empty without one.
  var lastLine: String
}

/// Runs programs, each with names of its own, in one process; nil where there is no python3.
func runInPython(_ programs: [String]) throws -> [PythonResult]? {
  let input = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID().uuidString).json")
  defer { try? FileManager.default.removeItem(at: input) }
  try JSONEncoder().encode(programs).write(to: input)
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", "-W", "ignore", "-c", runner, input.path]
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  if process.terminationStatus == 127 { return nil }
  return try JSONDecoder().decode([PythonResult].self, from: data)
}

private let runner = """
  import contextlib, io, json, sys, traceback
  results = []
  for source in json.load(open(sys.argv[1])):
      output, line = io.StringIO(), ''
      with contextlib.redirect_stdout(output):
          try:
              exec(compile(source, 'program', 'exec'), {'__name__': '__main__'})
          except Exception as error:
              line = traceback.format_exception_only(type(error), error)[-1].strip()
      results.append({'output': output.getvalue(), 'lastLine': line})
  json.dump(results, sys.stdout)
  """
