import Glibc
import Logging
import Testing
import TestSupport

@testable import UsherDaemon
@testable import UsherInbox

@Suite("The daemon's log handler")
struct DaemonLogHandlerTests {

    private func written(_ use: (Int32) -> Void) throws -> String {
        let folder = try TemporaryFolder()
        let descriptor = open(folder("log"), O_CREAT | O_WRONLY, 0o600)
        use(descriptor)
        close(descriptor)
        return String(decoding: try DiskFile.read(folder("log")), as: UTF8.self)
    }

    @Test("merges what logger, provider and entry say; the entry wins")
    func merging() throws {
        let text = try written { descriptor in
            var handler = DaemonLogHandler(style: .journal, level: .debug, descriptor: descriptor)
            handler.metadataProvider = Logger.MetadataProvider { ["b": "provider", "c": "provider"] }
            var logger = Logger(label: "test") { _ in handler }
            logger[metadataKey: "a"] = "logger"
            logger[metadataKey: "b"] = "logger"
            logger.warning("hello", metadata: ["c": "entry"])
            logger.trace("too quiet")
        }
        #expect(text == "<4>hello a=logger b=provider c=entry\n")
    }

    @Test("is for journald only when the descriptor is the stream that the manager named")
    func detection() throws {
        var facts = stat()
        #expect(fstat(STDERR_FILENO, &facts) == 0)
        let own = "\(facts.st_dev):\(facts.st_ino)"
        #expect(LogStyle.detect(environment: ["JOURNAL_STREAM": own]) == .journal)
        #expect(LogStyle.detect(environment: ["JOURNAL_STREAM": "1:2"]) == .terminal)
        #expect(LogStyle.detect(environment: [:]) == .terminal)
    }
}
