import Testing
import UsherCore

@Suite("Faults of the relay")
struct RelayFaultTests {
    static let no = Reply(code: 554, enhanced: EnhancedStatus(5, 7, 1), text: "private words")
    static let later = Reply(code: 421, text: "private words")

    static let all: [(RelayFault, RelayFault.Backoff)] = [
        (.nameNotFound, .network), (.connectionRefused, .network), (.timeout(.connect), .network),
        (.timeout(.greeting), .network), (.timeout(.mail), .network), (.lost(.connect), .network),
        (.lost(.ehlo), .network), (.other("odd"), .network), (.refused(.greeting, later), .temporary),
        (.authRefused(later), .temporary), (.tls("handshake"), .temporary), (.refused(.greeting, no), .configuration),
        (.authRefused(no), .configuration), (.authRefused(nil), .configuration),
        (.certificate("expired"), .configuration), (.startTLSMissing, .configuration),
        (.authNotOffered, .configuration), (.credentialsWithoutTLS, .configuration),
    ]

    @Test("wait as long as it takes to mend them", arguments: all)
    func backoff(_ fault: RelayFault, _ backoff: RelayFault.Backoff) { #expect(fault.backoff == backoff) }

    static let pauses: [(RelayFault.Backoff, [Int64])] = [
        (.network, [5, 10, 20, 40, 80, 160, 300, 300]),
        (.temporary, [30, 60, 120, 240, 480, 900, 900]),
        (.configuration, [900, 1800, 3600, 7200, 14_400, 21_600, 21_600]),
    ]

    @Test("double up to a longest pause", arguments: pauses)
    func delays(_ backoff: RelayFault.Backoff, _ seconds: [Int64]) {
        #expect((1...seconds.count).map { backoff.pause(after: $0) / 1000 } == seconds)
        #expect(backoff.pause(after: 1_000_000) == backoff.longest)
    }
}
