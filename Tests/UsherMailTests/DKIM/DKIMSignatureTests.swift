import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherMail

@Suite("A signed message")
struct DKIMSignatureTests {
    private let folder: TemporaryFolder
    private let composer: MessageComposer

    init() throws {
        folder = try TemporaryFolder("dkim")
        try DKIMKeyFolder(state: folder.path, environment: [:]).add(Samples.dkimKeys())
        composer = try Samples.signingComposer(state: folder.path)
    }

    private func text(_ message: OutgoingMessage) -> String { String(decoding: message.bytes, as: UTF8.self) }

    @Test("is the message with two fields in front, and nothing else is different")
    func front() throws {
        let signed = try Samples.signed(composer, with: "test")
        let plain = try Samples.signed(composer, with: nil)
        #expect(plain.bytes == (try Samples.compose().bytes))
        #expect(text(signed).hasSuffix(text(plain)))
        let front = text(signed).dropLast(text(plain).count)
        let lines = front.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 }, "\(lines)")
        #expect(
            lines.filter { !$0.hasPrefix(" ") && !$0.isEmpty }.map { $0.prefix(35) } == [
                "DKIM-Signature: v=1; a=rsa-sha256; ", "DKIM-Signature: v=1; a=ed25519-sha2",
            ])
    }

    static let expected: [(kind: MessageKind, campaign: Bool, names: String)] = [
        (
            .marketing, true,
            "From:Date:From:Reply-To:To:Subject:Message-ID:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID:MIME-Version:Content-Type"
        ),
        (
            .transactional, true,
            "From:Date:From:Reply-To:To:Subject:Message-ID:Feedback-ID:MIME-Version:Content-Type"
        ),
        (
            .transactional, false,
            "From:Date:From:Reply-To:To:Subject:Message-ID:Auto-Submitted:MIME-Version:Content-Type"
        ),
    ]

    @Test("has all its fields in h=, From once more, its moment in t=, and neither l= nor x=", arguments: expected)
    func tags(_ one: (kind: MessageKind, campaign: Bool, names: String)) throws {
        let sources = one.campaign ? Samples.sources(kind: one.kind) : Samples.notice()
        let message = try Samples.signed(composer, with: "test", sources: sources)
        let parts = MessageParts(message.bytes)
        for (field, algorithm) in zip(parts.fields, ["rsa", "ed25519"]) {
            var value: [UInt8] = []
            RelaxedForm.append(field: "x".utf8, field.value, to: &value)
            let tags = String(decoding: value.dropFirst(2), as: UTF8.self).components(separatedBy: "; ")
            let pairs = tags.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            #expect(pairs.map(\.[0]) == ["v", "a", "c", "d", "s", "t", "h", "bh", "b"])
            #expect(
                pairs.prefix(6).map(\.[1]) == [
                    "1", "\(algorithm)-sha256", "relaxed/relaxed", "shop.example", "test-\(algorithm)",
                    "\(Samples.composedAt.milliseconds / 1000)",
                ])
            #expect(pairs[6][1].replacing(" ", with: "") == one.names)
        }
    }

    @Test("has the same octets when it is composed again, by another process, after new keys")
    func again() throws {
        let first = try Samples.signed(composer, with: "test")
        try DKIMKeyFolder(state: folder.path, environment: [:]).add(Samples.dkimKeys("newer"))
        let again = try Samples.signed(try Samples.signingComposer(state: folder.path), with: "test")
        #expect(again.bytes == first.bytes)
        #expect(try Samples.signed(composer, with: "newer").bytes != first.bytes)
        #expect(try Samples.signed(composer, with: "test", at: Timestamp(seconds: 1)).bytes != first.bytes)
    }

    @Test("is not made without its keys; it is made once they are put back")
    func missing() throws {
        let fault = #expect(throws: ComposeFault.self) { try Samples.signed(composer, with: "lost") }
        #expect("\(try #require(fault))".contains("there are no DKIM keys 'lost'"))
        try DKIMKeyFolder(state: folder.path, environment: [:]).add(Samples.dkimKeys("lost"))
        #expect(throws: Never.self) { try Samples.signed(composer, with: "lost") }
    }

    @Test("of a message that is only looked at is none")
    func looking() throws {
        #expect(try Samples.signed(Samples.composer(), with: "test").bytes == Samples.compose().bytes)
    }
}
