import UsherCore
import UsherReceiving
import UsherReports

/// One message to an address that nobody has, straight to the relay of usher.yaml, and the wait for what comes back of
/// it. It is in no queue and about nobody: its number is no row's, and so the report of it changes nothing.
package struct RoundTrip: Sendable {
    package let home: OpenHome
    /// The recipient's address, which nobody has.
    package let recipient: EmailAddress
    /// How long a report is waited for, in milliseconds.
    package let patience: Int64

    package init(home: OpenHome, recipient: EmailAddress, patience: Int64) {
        self.home = home
        self.recipient = recipient
        self.patience = patience
    }

    /// An address that nobody has: `usher-round-trip-` and chance, at `domain`. Throws where `domain` is none.
    package static func nobody(at domain: String) throws -> EmailAddress {
        try EmailAddress("usher-round-trip-\(String(UInt64.random(in: .min ... .max), radix: 36))@\(domain)")
    }

    /// Sends the message and waits for its report. Throws when the relay or its password is not configured, or the
    /// spool cannot be read.
    package func run(environment: [String: String], sleep: (Duration) async throws -> Void) async throws -> RoundTripEnd
    {
        let spool = Spool(path: home.folders.spool(home.settings))
        var seen = try spool.present()
        let message = try TestMessage(home: home, to: recipient, message: nil, sample: nil).composed(home).message
        let start = ContinuousClock.now
        switch try await DirectSend.send(message, home: home, environment: environment) {
        case .outcome(.accepted): break
        case .outcome(.refused(let phase, let reply)) where phase != .mail && reply.code >= 500:
            return .refusedAtOnce(phase, reply)
        case .outcome(let outcome): return .notTaken(outcome.reply.map { "\($0.codes) \($0.text)" } ?? "it broke off")
        case .fault(let fault): return .notTaken(fault.explanation)
        }
        let seal = home.press.composer.seal
        while true {
            var category: ReturnCategory?
            let isThere = try spool.find(but: &seen) { octets in
                let report = ReturnedMail.report(of: octets, leaving: nil, seal: seal)
                category = report.recipients.first?.category
                return report.deliveries.contains(message.delivery)
            }
            let passed = (ContinuousClock.now - start).milliseconds
            if isThere { return .cameBack(milliseconds: passed, category) }
            guard passed < patience else { return .nothingCame(milliseconds: passed) }
            try await sleep(.seconds(1))
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
