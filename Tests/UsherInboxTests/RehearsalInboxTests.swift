import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Testing
import TestSupport
import UsherCore

@testable import UsherInbox

@Suite("The rehearsal inbox on a socket")
struct RehearsalInboxTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func inbox(onKept: @escaping @Sendable (InboxEntry) -> Void = { _ in }) -> RehearsalInbox {
        // A client's task gets its turn behind those of all other tests, minutes after it has connected.
        RehearsalInbox(folder: folder.path, now: { Timestamp(milliseconds: 5) }, idleSeconds: 86_400, onKept: onKept)
    }

    /// Everything the server says to `text` until it closes.
    private func answers(_ port: Int, _ text: String) async throws -> String {
        let client = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await client.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var said = ByteBuffer()
            for try await var part in inbound { said.writeBuffer(&part) }
            return String(buffer: said)
        }
    }

    private func dialogue(_ client: Int, messages: Int, lines: Int = 1) -> String {
        (0..<messages).reduce("EHLO c\r\n") { text, number in
            text + "MAIL FROM:<a@b>\r\nRCPT TO:<\(client)@d>\r\nDATA\r\nMessage-ID: <\(client).\(number)@x>\r\n\r\n"
                + String(repeating: "..dot and more text to fill the line with\r\n", count: lines) + ".\r\n"
        } + "QUIT\r\n"
    }

    @Test("sets of its connections what anybody may set: no delay, and no debugging, which is root's alone")
    func options() async throws {
        let inbox = inbox()
        let port = try await inbox.start()
        let client = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port).get()
        var patience = Patience()
        while await inbox.connections.isEmpty, !patience.isOver() { try await Task.sleep(for: .milliseconds(5)) }
        let accepted = try #require(await inbox.connections.first)
        #expect(try await accepted.getOption(.tcpOption(.tcp_nodelay)).get() == 1)
        #expect(try await accepted.getOption(.socketOption(NIOBSDSocket.Option(rawValue: SO_DEBUG))).get() == 0)
        try await client.close()
        await inbox.stop()
    }

    @Test("keeps what many pipelining clients send at once")
    func many() async throws {
        let kept = Mutex(0)
        let inbox = inbox { _ in kept.withLock { $0 += 1 } }
        let port = try await inbox.start()
        #expect(try await inbox.start() == port)
        try await withThrowingTaskGroup(of: String.self) { group in
            for client in 0..<10 {
                group.addTask { try await answers(port, dialogue(client, messages: 30, lines: 100)) }
            }
            for try await said in group {
                #expect(said.components("kept as ") == 30)
                #expect(said.hasSuffix("221 2.0.0 Bye\r\n"))
            }
        }
        await inbox.stop()
        await inbox.stop()
        let entries = try RehearsalInbox.list(folder: folder.path)
        #expect(entries.count == 300 && Set(entries.compactMap(\.messageID)).count == 300)
        #expect(kept.withLock { $0 } == 300)
        for client in 0..<10 {
            let numbers = entries.filter { $0.recipients == ["\(client)@d"] }.compactMap(\.messageID)
            #expect(numbers == (0..<30).map { "<\(client).\($0)@x>" })
        }
        let last = try #require(entries.last)
        let bytes = try RehearsalInbox.message(named: last.name, folder: folder.path)
        #expect(bytes.count == last.size)
        #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("\r\n.dot and more text to fill the line with\r\n"))
    }

    @Test("says goodbye to idle clients when it stops, and starts again")
    func restart() async throws {
        let inbox = inbox()
        let port = try await inbox.start()
        async let said = answers(port, "EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\n")
        var patience = Patience()
        while try RehearsalInbox.list(folder: folder.path).isEmpty {
            try patience.look(for: "a message")
            try await Task.sleep(for: .milliseconds(5))
        }
        await inbox.stop()
        #expect(try await said.contains("kept as 00000001-"))
        #expect(try await said.hasSuffix("421 4.3.2 The inbox is closing\r\n"))
        let next = try await inbox.start()
        #expect(try await answers(next, dialogue(1, messages: 1)).contains("kept as 00000002-"))
        await inbox.stop()
    }

    @Test("cannot start where its folder cannot be")
    func unusable() async throws {
        try DiskFile.create(folder("file"), [])
        let inbox = RehearsalInbox(folder: folder("file/inbox"), now: { Timestamp(milliseconds: 5) })
        await #expect(throws: InboxError.self) { try await inbox.start() }
    }
}

extension String {
    fileprivate func components(_ part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
