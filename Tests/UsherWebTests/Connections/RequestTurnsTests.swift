import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Testing

@testable import UsherWeb

@Suite("Whose turn it is among the requests of one connection")
struct RequestTurnsTests {
    private static let head = HTTPRequestPart.head(HTTPRequest(method: .get, scheme: nil, authority: "a", path: "/"))

    /// `h` a head, `b` a part of a body, `e` an end that come; `a` an answer that ends; `-` and `+` the client takes
    /// nothing, and something again.
    @Test(
        "One at a time, in order, and none while the client takes nothing",
        arguments: [
            ("he", "he"), ("hehe", "he"), ("heheaa", "hehe"), ("hebe", "hebe"), ("hbbeheahea", "hbbehehe"),
            // An answer that ends before its request: what is left of the body goes on, and the next after it.
            ("hbabehe", "hbbehe"),
            ("-he", ""), ("-he+", "he"), ("hehe-a", "he"), ("hehe-a+", "hehe"), ("hb-be", "hbbe"),
        ])
    func order(happens: String, passed: String) {
        var turns = RequestTurns()
        var flows = true
        var seen = ""
        for event in happens {
            switch event {
            case "h": turns.take(Self.head)
            case "b": turns.take(.body(ByteBuffer(string: "x")))
            case "e": turns.take(.end(nil))
            case "a": turns.answered()
            default: flows = event == "+"
            }
            while let part = turns.next(flows: flows) {
                switch part {
                case .head: seen += "h"
                case .body: seen += "b"
                case .end: seen += "e"
                }
            }
        }
        #expect(seen == passed)
    }

    @Test("Holds no more than a client that is there can have sent, and nothing once it is gone")
    func bound() {
        var turns = RequestTurns()
        for _ in 0..<RequestTurns.most { turns.take(Self.head) }
        #expect(turns.isFull)
        turns.forget()
        #expect(turns.isEmpty && !turns.isFull)
    }
}
