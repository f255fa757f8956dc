// How a journal that was found is told of.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension FoundJournal {
  /// The local time of the last writing: `2026-11-29 17:42`.
  package var when: String {
    var seconds = time_t(time)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let fields = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(parts.tm_year + 1900)-\(fields[0])-\(fields[1]) \(fields[2]):\(fields[3])"
  }

  /// `1 line`, `34 lines`.
  package var size: String {
    let count = Line.all(in: (bytes ?? [])[...]).count
    return count == 1 ? "1 line" : "\(count) lines"
  }

  package var place: String { owner.path ?? "a notebook without a name" }
}
