import Testing
import UsherCore

@testable import UsherSMTP

@Suite("Commands as octets")
struct CommandBytesTests {
    static func capabilities(size: Bool) -> RelayCapabilities {
        var capabilities = RelayCapabilities()
        capabilities.size = size
        return capabilities
    }

    @Test("MAIL carries SIZE when it is offered, SMTPUTF8 when it is needed, and <> for nobody")
    func mail() throws {
        func line(_ sender: String?, _ recipient: String, size: Bool) throws -> String {
            let message = OutgoingMessage(
                delivery: DeliveryID(1), sender: try sender.map { try EmailAddress($0) },
                recipient: try EmailAddress(recipient), bytes: [0x61, 0x0D, 0x0A])
            var bytes: [UInt8] = []
            CommandBytes.mail(message, Self.capabilities(size: size), to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try line("a@shop.example", "b@example.com", size: false) == "MAIL FROM:<a@shop.example>\r\n")
        #expect(try line("a@shop.example", "b@example.com", size: true) == "MAIL FROM:<a@shop.example> SIZE=3\r\n")
        #expect(try line(nil, "b@example.com", size: false) == "MAIL FROM:<>\r\n")
        #expect(
            try line("a@shop.example", "bäcker@example.com", size: true)
                == "MAIL FROM:<a@shop.example> SIZE=3 SMTPUTF8\r\n")
    }

    @Test("RCPT carries the address as it is")
    func rcpt() throws {
        var bytes: [UInt8] = []
        CommandBytes.rcpt(try .sample(1, to: "B.C+d@Example.COM"), to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "RCPT TO:<B.C+d@example.com>\r\n")
    }
}
