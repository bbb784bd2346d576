import Foundation
import Testing

extension UsherProcess {
    /// The most that it ever had in memory, in KB.
    var peakMemory: Int {
        get throws {
            let status = try String(contentsOfFile: "/proc/\(program.pid)/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
            return try #require(Int(line.filter(\.isNumber)))
        }
    }
}
