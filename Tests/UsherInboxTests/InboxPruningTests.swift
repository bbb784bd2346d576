import Foundation
import Glibc
import TestSupport
import Testing
import UsherCore

@testable import UsherInbox

@Suite("Old messages of the inbox")
struct InboxPruningTests {
    private let folder: TemporaryFolder
    private let inbox: InboxFolder

    init() throws {
        folder = try TemporaryFolder()
        inbox = InboxFolder(path: folder("inbox"))
    }

    private func keep(_ subject: String, _ writer: InboxWriter) async throws -> InboxEntry {
        let message = InboxMessage(
            sender: "bounce@shop.example", recipients: ["ada@example.org"],
            bytes: Array("Subject: \(subject)\r\n\r\nhi\r\n".utf8))
        return try await withCheckedThrowingContinuation { done in
            writer.keep(message) { done.resume(with: $0) }
        }
    }

    /// Makes the machine believe that a message came then.
    private func date(_ entry: InboxEntry, seconds: Int) {
        let time = timeval(tv_sec: seconds, tv_usec: 0)
        #expect(utimes(inbox.messagePath(entry.name), [time, time]) == 0)
    }

    @Test("Go with what the index says of them, while a daemon has it open; a second look finds none")
    func goes() async throws {
        let writer = try InboxWriter(folder: inbox) { Timestamp(milliseconds: 1000) }
        let old = try await keep("old", writer)
        let edge = try await keep("edge", writer)
        let young = try await keep("young", writer)
        date(old, seconds: 999_999)
        date(edge, seconds: 1_000_000)
        date(young, seconds: 1_000_001)
        let end = Timestamp(seconds: 1_000_000)

        #expect(try inbox.names(before: end) == [old.name])
        #expect(try inbox.list().count == 3, "to look takes nothing")
        #expect(try inbox.prune(before: end) == 1)
        #expect(try inbox.list().map(\.subject) == ["edge", "young"])
        let index = try String(contentsOfFile: inbox.indexPath, encoding: .utf8)
        #expect(!index.contains(old.name) && index.contains(edge.name) && index.contains(young.name))

        let next = try await keep("next", writer)
        #expect(try inbox.list().map(\.name) == [edge.name, young.name, next.name])
        #expect(try inbox.list().allSatisfy { $0.recipients == ["ada@example.org"] })
        #expect(try inbox.prune(before: end) == 0)
        #expect(try inbox.list().count == 3)
    }

    @Test("An inbox that was never made has none")
    func none() throws {
        #expect(try inbox.prune(before: Timestamp(seconds: 1_000_000)) == 0)
    }
}
