import TestSupport
import Testing
import UsherCore
import UsherReports

@Suite("Why something is paused, in words")
struct PauseReasonWordsTests {
    private static let undone = "what that had done to them is undone; look at one of them: usher queue show 42"

    private static let sentences: [(PauseReason, String)] = [
        (.byHand(words: nil), "paused by the operator"),
        (.byHand(words: "new prices"), "new prices"),
        (.blocksUs, "it blocks our mail"),
        (.manyBlocked(7, of: 100), "7 of the last hour's 100 messages were blocked"),
        (.slowerPace, "it asks for a slower pace"),
        (.refusesSender, "it refuses the sender"),
        (
            .badList(people: 9, of: 40),
            "9 of its last 40 messages met an address that does not exist; look at where the list comes from"
        ),
        (
            .warmUpDay(3, most: 100),
            "100 messages went, as many as smtp.warm_up lets go on day 3; orders and notices go all the same"
        ),
        (
            .refusesMany(people: 10, of: 20, domains: 3, example: DeliveryID(42)),
            "it refuses 10 people of its last 20 messages in 3 domains, so it is about this sender and not about them; "
                + undone
        ),
        (
            .refusesAlike(people: 10, domains: 3, example: DeliveryID(42)),
            "it refuses 10 people in 3 domains in the same words, so it is about this sender and not about them; "
                + undone
        ),
        (
            .messageRefused(people: 10, domains: 3, example: DeliveryID(42)),
            "one of its messages is refused in the same words for 10 people in 3 domains, while others go out; "
                + undone
        ),
        (
            .messageRefused(people: 10, domains: 3, example: DeliveryID(42), of: .marketing),
            "one of its messages is refused in the same words for 10 people in 3 domains, while others go out; "
                + undone
        ),
        (
            .complaints(4, of: 1000, day: CalendarDate(year: 2026, month: 11, day: 29)),
            "complaints: 4 of 1000 sent on 2026-11-29, 0.40 %; above 0.30 % pauses its marketing; look at how these people "
                + "came to be in it"
        ),
        (
            .bounces(60, of: 1000, day: CalendarDate(year: 2026, month: 11, day: 29)),
            "hard bounces: 60 of 1000 sent on 2026-11-29, 6.00 %; above 5.00 % pauses its marketing; look at where the list "
                + "comes from"
        ),
        (
            .bounces(26, of: 500, day: nil),
            "hard bounces: 26 of its first 500, 5.20 %; above 5.00 % pauses its marketing; look at where the list comes from"
        ),
        (
            .restored(from: "shop.tar", made: "2026-11-23T11:00:00Z"),
            "restored from shop.tar, made 2026-11-23T11:00:00Z; what was sent since is not known, nor who said no"
        ),
        (
            .unknown(Coded("of_another_version", ["x": "y"])),
            "'of_another_version', which this version of usher does not know"
        ),
    ]

    @Test("Of transactional mail's own relay a breaker says what it pauses there")
    func ofOrders() {
        let day = CalendarDate(year: 2026, month: 11, day: 29)
        for (reason, sentence) in [
            (
                PauseReason.bounces(10, of: 100, day: day),
                "hard bounces: 10 of 100 sent on 2026-11-29, 10.00 %; above 5.00 % pauses transactional mail; "
                    + "look at who gives you these addresses"
            ),
            (
                .complaints(4, of: 1000, day: day),
                "complaints: 4 of 1000 sent on 2026-11-29, 0.40 %; above 0.30 % pauses transactional mail; "
                    + "look at who gives you these addresses"
            ),
            (.refusesSender, "it refuses the sender"),
        ] {
            let pause = Pause(scope: .transactionalRelay, reason: reason, since: Timestamp(seconds: 0))
            #expect(pause.words == sentence)
        }
    }

    @Test("Each has its sentence")
    func words() {
        for (reason, sentence) in Self.sentences { #expect(reason.words == sentence) }
        let others = Set(PauseReason.examples).subtracting(Self.sentences.map(\.0))
        #expect(others.allSatisfy { if case .fault = $0 { true } else { false } })
    }

    private static let no = Reply(code: 554, enhanced: EnhancedStatus(5, 7, 1), text: "private words")

    private static let faults: [(RelayFault, String)] = [
        (.nameNotFound, "its name does not resolve; check smtp.host and this machine's name service"),
        (
            .connectionRefused,
            "nothing accepts connections there; check smtp.host and smtp.port, and that the relay runs and no firewall is between"
        ),
        (
            .timeout(.connect),
            "it does not answer; check smtp.host and smtp.port, and whether a firewall drops the connection"
        ),
        (
            .timeout(.greeting),
            "it accepted the connection and never greeted; if the port is 465, set smtp.tls to implicit, else look at the relay's log"
        ),
        (.timeout(.mail), "it stopped answering at MAIL; look at the relay's log"),
        (.lost(.connect), "the connection broke before it was made; try again, and check the network between"),
        (.lost(.ehlo), "it closed the connection at EHLO; look at the relay's log"),
        (
            .refused(.greeting, no),
            "it refused with 554 5.7.1 at the greeting; its log says why it does not want this machine or this sender"
        ),
        (
            .certificate("expired"),
            "its certificate is not trusted (expired); use the name in the certificate as smtp.host, or set smtp.authority to a PEM file"
        ),
        (
            .tls("handshake"),
            "TLS failed (handshake); check smtp.tls and smtp.port: 587 takes required, 465 takes implicit"
        ),
        (
            .startTLSMissing,
            "it offers no STARTTLS and smtp.tls is required; use a port that does, or implicit on port 465; never sent in the clear"
        ),
        (
            .authNotOffered,
            "a user name is configured and it offers no login by PLAIN or LOGIN here; check smtp.port and smtp.tls, or remove smtp.username"
        ),
        (.authRefused(nil), "it refused the login; check smtp.username and the password, then usher resume relay"),
        (
            .authRefused(no),
            "it refused the login with 554 5.7.1; check smtp.username and the password, then usher resume relay"
        ),
        (
            .credentialsWithoutTLS,
            "smtp.tls is none and a user name is configured; a password goes without TLS only to this machine, so set smtp.tls to required"
        ),
        (.other("odd"), "no connection (odd); check the smtp settings"),
    ]

    @Test("Of a fault of the relay: what happened and what to do, without the server's words")
    func relay() {
        for (fault, sentence) in Self.faults {
            #expect(PauseReason.fault(fault, isInbox: false).words == sentence)
            #expect(fault.explanation == sentence)
        }
    }

    @Test("A rate is told apart as long as its words are known")
    func pace() {
        let rate = Reply(code: 421, enhanced: EnhancedStatus(4, 7, 28), text: "rate limited")
        #expect(
            RelayFault.refused(.greeting, rate).explanation
                == "it asks for a slower pace with 421 4.7.28 at the greeting; sending goes on by itself, after a pause"
        )
    }

    @Test("Of the rehearsal's inbox it does not speak as of somebody else's server")
    func inbox() {
        for case .fault(let fault, isInbox: true) in PauseReason.examples {
            let words = PauseReason.fault(fault, isInbox: true).words
            #expect(words.hasPrefix("rehearsal's own inbox "))
            #expect(!words.contains("relay") && !words.contains("smtp."))
        }
    }
}
