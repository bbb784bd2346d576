import Testing

@testable import UsherSMTP

@Suite("What a relay offers")
struct RelayCapabilitiesTests {
    struct Row: Sendable {
        let lines: [String]
        let expected: RelayCapabilities
    }

    static func offer(_ change: (inout RelayCapabilities) -> Void) -> RelayCapabilities {
        var capabilities = RelayCapabilities()
        change(&capabilities)
        return capabilities
    }

    static let rows = [
        Row(lines: [], expected: RelayCapabilities()),
        Row(lines: ["PIPELINING is my name"], expected: RelayCapabilities()),
        Row(lines: ["relay", "PIPELINING"], expected: offer { $0.pipelining = true }),
        Row(
            lines: ["relay", "pipelining", "smtputf8"], expected: offer { ($0.pipelining, $0.smtpUTF8) = (true, true) }),
        Row(lines: ["relay", "SIZE"], expected: offer { $0.size = true }),
        Row(lines: ["relay", "SIZE 0"], expected: offer { $0.size = true }),
        Row(lines: ["relay", "SIZE 52428800"], expected: offer { ($0.size, $0.sizeLimit) = (true, 52_428_800) }),
        Row(lines: ["relay", "SIZE much"], expected: offer { $0.size = true }),
        Row(lines: ["relay", "SIZE -5"], expected: offer { $0.size = true }),
        Row(lines: ["relay", "AUTH PLAIN login"], expected: offer { $0.authMechanisms = ["PLAIN", "LOGIN"] }),
        Row(
            lines: ["relay", "AUTH PLAIN LOGIN", "AUTH=PLAIN LOGIN"],
            expected: offer { $0.authMechanisms = ["PLAIN", "LOGIN"] }),
        Row(lines: ["relay", "", " ", "X-UNKNOWN a b"], expected: RelayCapabilities()),
    ]

    @Test("is read from the lines of EHLO's reply", arguments: rows)
    func lines(_ row: Row) { #expect(RelayCapabilities(lines: row.lines) == row.expected) }
}
