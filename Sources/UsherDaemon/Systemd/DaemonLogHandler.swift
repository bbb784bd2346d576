import Glibc
import Logging
import UsherCore
import UsherSupport

/// The log handler of the daemon: one line per entry on standard error, for journald or for people.
///
/// `LoggingSystem.bootstrap { _ in DaemonLogHandler(style: .detect(environment: ...), level: .info) }`. An entry is one
/// write(2), so lines of several threads do not mix. A line that cannot be written is lost; logging never stops the
/// daemon.
package struct DaemonLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    package var metadataProvider: Logger.MetadataProvider?
    private let style: LogStyle
    private let descriptor: Int32

    package init(style: LogStyle, level: Logger.Level = .info, descriptor: Int32 = STDERR_FILENO) {
        self.style = style
        self.logLevel = level
        self.descriptor = descriptor
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var merged = metadata
        if let provided = metadataProvider?.get() { merged.merge(provided) { _, newer in newer } }
        if let own = event.metadata { merged.merge(own) { _, newer in newer } }
        if let error = event.error { merged["error"] = "\(error)" }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let time = Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
        let line = LogLine(style: style, level: event.level, message: event.message.description, metadata: merged)
        _ = Descriptor.write(line.bytes(at: time), to: descriptor)
    }
}
