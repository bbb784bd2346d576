import Logging
import Synchronization

/// What the daemon logs, into the trace of the month that is played.
struct TraceLog: LogHandler {
    /// One month is played at a time in a process.
    private static let current = Mutex<(trace: Trace?, hears: @Sendable (String) -> Void)>((nil, { _ in }))

    private static let isSetUp: Void = LoggingSystem.bootstrap { _ in TraceLog() }

    /// `hears` is told each message.
    static func write(to trace: Trace, hears: @escaping @Sendable (String) -> Void) {
        isSetUp
        current.withLock { $0 = (trace, hears) }
    }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        let (trace, hears) = Self.current.withLock { $0 }
        trace?.noteLog("log \(event.level) \(event.message) \(facts)")
        hears("\(event.message)")
    }
}
