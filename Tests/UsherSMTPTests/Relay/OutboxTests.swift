import Testing
import UsherCore

@testable import UsherSMTP

@Suite("What waits to be written")
struct OutboxTests {
    @Test("a body, its dot and the next group are one write")
    func oneWrite() throws {
        let message = try OutgoingMessage.sample(1)
        var outbox = Outbox()
        outbox.append(body: message)
        outbox.append { CommandBytes.append("MAIL FROM:<>\r\n", to: &$0) }
        #expect(outbox.bodyToStart == message.delivery)
        let expected = message.bytes + Array(".\r\nMAIL FROM:<>\r\n".utf8)
        #expect(outbox.withNext { Array($0) } == expected)
        let gone1 = outbox.advance(by: expected.count)
        #expect(gone1)
        #expect(outbox.isEmpty)
    }

    @Test("a body does not start with the commands before it, and its gate is asked when it does")
    func commandsFirst() throws {
        let message = try OutgoingMessage.sample(1)
        var outbox = Outbox()
        outbox.append { CommandBytes.append("RSET\r\n", to: &$0) }
        outbox.append(body: message)
        #expect(outbox.bodyToStart == nil)
        #expect(outbox.withNext { Array($0) } == Array("RSET\r\n".utf8))
        let gone2 = outbox.advance(by: 4)
        #expect(!gone2)
        #expect(outbox.bodyToStart == nil && outbox.withNext { $0.count } == 2)
        let gone3 = outbox.advance(by: 2)
        #expect(!gone3)
        #expect(outbox.bodyToStart == message.delivery)
        let gone4 = outbox.advance(by: 1)
        #expect(!gone4)
        #expect(outbox.bodyToStart == nil)
        let gone5 = outbox.advance(by: message.bytes.count - 1)
        #expect(!gone5)
        let gone6 = outbox.advance(by: 3)
        #expect(gone6)
    }

    @Test("what comes while a write is unfinished goes behind it, and moves nothing")
    func unfinished() throws {
        var outbox = Outbox()
        outbox.append { $0 += Array(repeating: 0x61, count: 100) }
        let before = outbox.withNext { $0.baseAddress }
        outbox.stall()
        outbox.append { $0 += Array(repeating: 0x62, count: 100_000) }
        #expect(outbox.withNext { $0.baseAddress } == before)
        #expect(outbox.withNext { $0.count } == 100)
        let gone7 = outbox.advance(by: 100)
        #expect(!gone7)
        #expect(outbox.withNext { $0.count } == 100_000)
    }
}
