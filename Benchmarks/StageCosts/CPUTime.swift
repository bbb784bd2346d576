import Foundation

/// The processor time that this process has used.
enum CPUTime {
    /// Microseconds, user and system.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}

/// The times of one stage, added up.
struct StageTime {
    private(set) var microseconds = 0.0

    mutating func measure<Result>(_ body: () throws -> Result) rethrows -> Result {
        let start = CPUTime.now
        defer { microseconds += CPUTime.now - start }
        return try body()
    }

    mutating func measure<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let start = CPUTime.now
        let result = try await body()
        microseconds += CPUTime.now - start
        return result
    }
}
