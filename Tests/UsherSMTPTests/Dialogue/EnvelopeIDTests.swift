import Testing
import UsherCore

@testable import UsherSMTP

@Suite("A name for reports")
struct EnvelopeIDTests {
    @Test("goes with MAIL where the relay offers DSN, and nowhere else")
    func offered() throws {
        func line(_ offers: [String], _ name: String?) throws -> String {
            let message = OutgoingMessage(
                delivery: DeliveryID(1), sender: try EmailAddress("a@shop.example"),
                recipient: try EmailAddress("b@example.com"), bytes: [0x61, 0x0D, 0x0A], envelopeID: name)
            var bytes: [UInt8] = []
            CommandBytes.mail(message, RelayCapabilities(lines: ["relay.example"] + offers), to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try line(["SIZE", "dsn"], "abc") == "MAIL FROM:<a@shop.example> SIZE=3 RET=HDRS ENVID=abc\r\n")
        #expect(try line(["DSN"], nil) == "MAIL FROM:<a@shop.example>\r\n")
        #expect(try line([], "abc") == "MAIL FROM:<a@shop.example>\r\n")
    }
}
