import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome

@Suite("A message to oneself")
struct TestMessageTests {
    private func header(_ name: String, _ message: ComposedMessage) throws -> String {
        let lines = String(decoding: message.message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
        return try #require(lines.first { $0.hasPrefix("\(name): ") })
    }

    @Test("is another message each time, with its own moment and with nobody's number")
    func another() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        let home = try OpenHome.open(folder.path, environment: [:])
        for message in [nil, "welcome/crisp-folds"] {
            let test = try TestMessage(
                home: home, to: try EmailAddress("me@example.org"), message: message, sample: nil)
            let now = Timestamp(seconds: 1_795_431_600)
            let sent = try (0..<6).map { try test.composed(home, now: now.adding(seconds: Int64($0))) }
            #expect(Set(try sent.map { try header("Message-ID", $0) }).count == 6)
            #expect(Set(try sent.map { try header("Date", $0) }).count == 6)
            #expect(sent.allSatisfy { $0.message.delivery.value < 0 })
            #expect(Set(try (0..<6).map { _ in try header("Message-ID", test.composed(home, now: now)) }).count == 6)
        }
    }
}
