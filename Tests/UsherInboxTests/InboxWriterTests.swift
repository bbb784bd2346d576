import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherInbox

@Suite("The inbox on disk")
struct InboxWriterTests {
    private let folder: TemporaryFolder
    private let inbox: InboxFolder

    init() throws {
        folder = try TemporaryFolder()
        inbox = InboxFolder(path: folder("inbox"))
    }

    private func message(_ number: Int, to recipient: String = "ada@example.org") -> InboxMessage {
        InboxMessage(
            sender: "bounce@shop.example", recipients: [recipient],
            bytes: Array(
                "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= \(number)\r\nMessage-ID: <\(number)@x>\r\n\r\nhi\r\n".utf8))
    }

    private func writer() throws -> InboxWriter {
        try InboxWriter(folder: inbox) { Timestamp(milliseconds: 1000) }
    }

    @discardableResult
    private func keep(_ messages: [InboxMessage], _ writer: InboxWriter) async throws -> [InboxEntry] {
        var entries: [InboxEntry] = []
        for message in messages {
            try await entries.append(
                withCheckedThrowingContinuation { done in writer.keep(message) { done.resume(with: $0) } })
        }
        return entries
    }

    @Test("a pipe or a folder in a file's place is one sentence and never hangs")
    func notAFile() throws {
        _ = try writer()
        #expect(mkfifo(inbox.messagePath("00000001-a"), 0o600) == 0)
        #expect(throws: InboxError.self) { try inbox.message(named: "1") }
        #expect(throws: InboxError.self) { try inbox.list() }
        unlink(inbox.indexPath)
        #expect(mkfifo(inbox.indexPath, 0o600) == 0)
        #expect(throws: InboxError.self) { try writer() }
    }

    @Test("keeps the bytes exactly and the envelope beside them")
    func keeps() async throws {
        let entries = try await keep([message(1), message(2)], writer())
        let listed = try inbox.list()
        #expect(listed.map(\.name) == entries.map(\.name))
        let first = try #require(listed.first)
        #expect(first.name.hasPrefix("00000001-"))
        #expect(first.sender == "bounce@shop.example" && first.recipients == ["ada@example.org"])
        #expect(first.subject == "Grüße 1" && first.messageID == "<1@x>" && first.at == Timestamp(milliseconds: 1000))
        #expect(first.size == message(1).bytes.count && first.copy == 1)
        for name in [first.name, "\(first.name).eml", "1", "00000001"] {
            #expect(try inbox.message(named: name) == message(1).bytes)
        }
    }

    @Test("shows a second copy as one")
    func copies() async throws {
        let entries = try await keep(
            [message(1), message(1, to: "bob@example.org"), message(1), message(2), message(1)], writer())
        #expect(try inbox.list().map(\.copy) == [1, 1, 2, 1, 3])
        let fingerprints = entries.map { $0.name.split(separator: "-").last }
        #expect(fingerprints[0] == fingerprints[2] && fingerprints[0] != fingerprints[3])
    }

    @Test("goes on counting after a restart, and after a crash that left half a line and half a file")
    func restart() async throws {
        try await keep([message(1)], writer())
        let handle = try #require(FileHandle(forWritingAtPath: inbox.indexPath))
        handle.seekToEndOfFile()
        handle.write(Data("{\"name\":\"0000".utf8))
        try Data("half".utf8).write(to: URL(fileURLWithPath: "\(inbox.path)/.00000002-x.eml.new"))
        try await keep([message(2)], writer())
        #expect(try inbox.list().map(\.subject) == ["Grüße 1", "Grüße 2"])
        #expect(try inbox.list().allSatisfy { $0.sender != nil })
        #expect(try DiskFile.names(in: inbox.path).filter { $0.hasSuffix(".new") }.isEmpty)
    }

    @Test("leaves out what was deleted and shows what was put there by hand")
    func byHand() async throws {
        let entries = try await keep([message(1), message(2)], writer())
        try FileManager.default.removeItem(atPath: inbox.messagePath(entries[0].name))
        try Data("Subject: by hand\n\nx".utf8).write(to: URL(fileURLWithPath: inbox.messagePath("zebra")))
        let listed = try inbox.list()
        #expect(listed.map(\.subject) == ["Grüße 2", "by hand"])
        #expect(listed[1].sender == nil && listed[1].at == nil)
        #expect(throws: InboxError.noSuchMessage(name: "1")) { try inbox.message(named: "1") }
    }

    @Test("lists nothing where there is no inbox, and reads nothing outside of it")
    func outside() throws {
        #expect(try inbox.list().isEmpty)
        try Data("secret".utf8).write(to: URL(fileURLWithPath: folder("secret.eml")))
        #expect(throws: InboxError.noSuchMessage(name: "../secret")) { try inbox.message(named: "../secret") }
    }

    @Test("a folder that cannot be used is named")
    func unusable() throws {
        try Data().write(to: URL(fileURLWithPath: folder("inbox")))
        #expect {
            _ = try InboxWriter(folder: inbox) { Timestamp(milliseconds: 0) }
        } throws: { error in
            "\(error)".contains(inbox.path)
        }
    }

    @Test("a failed write leaves nothing behind, and the next one succeeds")
    func failedWrite() async throws {
        let writer = try writer()
        try FileManager.default.moveItem(atPath: inbox.path, toPath: folder("away"))
        await #expect(throws: InboxError.self) { try await keep([message(1)], writer) }
        try FileManager.default.moveItem(atPath: folder("away"), toPath: inbox.path)
        let entries = try await keep([message(1)], writer)
        #expect(try inbox.list().map(\.name) == entries.map(\.name))
        #expect(entries.first?.name.hasPrefix("00000001-") == true)
    }
}
