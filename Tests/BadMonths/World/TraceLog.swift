import Logging
import Synchronization

/// What the daemon logs, into the trace of the month that is played.
struct TraceLog: LogHandler {
    /// Of one month. An object: a closure that stands in a lock by itself is wrapped once more at each look at it.
    private final class Listener: Sendable {
        let trace: Trace
        let hears: @Sendable (String) -> Void

        init(_ trace: Trace, _ hears: @escaping @Sendable (String) -> Void) {
            self.trace = trace
            self.hears = hears
        }
    }

    /// One month is played at a time in a process.
    private static let current = Mutex<Listener?>(nil)

    private static let isSetUp: Void = LoggingSystem.bootstrap { _ in TraceLog() }

    /// `hears` is told each message.
    static func write(to trace: Trace, hears: @escaping @Sendable (String) -> Void) {
        isSetUp
        let listener = Listener(trace, hears)
        current.withLock { $0 = listener }
    }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        guard let listener = Self.current.withLock({ $0 }) else { return }
        listener.trace.noteLog("log \(event.level) \(event.message) \(facts)")
        listener.hears("\(event.message)")
    }
}
