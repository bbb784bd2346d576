import Testing
import UsherCore

@testable import UsherMail

@Suite("Keyring")
struct KeyringTests {
    @Test("signs with the newest key that existed at the moment, so that a retry after a rotation makes the same bytes")
    func signing() throws {
        let ring = try Keyring(keys: [
            Samples.key(1, createdAt: Timestamp(seconds: 100)), Samples.key(3, createdAt: Timestamp(seconds: 300)),
            Samples.key(2, createdAt: Timestamp(seconds: 200)),
        ])
        #expect(ring.keys.map(\.id) == [3, 2, 1])
        for (second, id) in [(0, 1), (100, 1), (199, 1), (200, 2), (299, 2), (300, 3), (9_999, 3)] as [(Int64, UInt16)]
        {
            #expect(ring.signing(at: Timestamp(seconds: second)).id == id, "at \(second)")
        }
    }

    @Test("an address has the same hash whatever keys are added, and another address another")
    func addressHash() throws {
        let before = try Keyring(keys: [Samples.key(1)])
        // The clock stood wrong when the second was made: it is older by date, and still not the oldest.
        let after = try Keyring(keys: [Samples.key(2, createdAt: Timestamp(seconds: -5)), Samples.key(1)])
        let (ann, bob) = (try EmailAddress("Ann@Customer.example").key, try EmailAddress("bob@customer.example").key)
        #expect(before.hash(ann) == after.hash(ann))
        #expect(before.hash(ann) == before.hash(try EmailAddress("ann@customer.example").key))
        #expect(before.hash(ann) != before.hash(bob))
        #expect(before.hash(ann).octets.count == 32)
        #expect(try Keyring(keys: [Samples.key(2)]).hash(ann) != before.hash(ann))
    }

    @Test("a fingerprint tells a key from all others and is no key")
    func fingerprints() throws {
        let ring = try Keyring(keys: [Samples.key(2), Samples.key(1)])
        #expect(ring.fingerprints.map(\.id) == [2, 1])
        #expect(Set(ring.fingerprints.map(\.octets)).count == 2)
        #expect(try Keyring(keys: [Samples.key(1)]).fingerprints == [ring.fingerprints[1]])
        for (key, print) in zip(ring.keys, ring.fingerprints) {
            #expect(print.octets.count == 16 && Array(key.secret.prefix(16)) != print.octets)
        }
    }

    @Test("takes up new keys in every copy; none of a ring that lacks one of its own, or has another under its number")
    func takesUp() throws {
        let (one, two) = (try Samples.key(1), try Samples.key(2, createdAt: Timestamp(seconds: 200)))
        let ring = try Keyring(keys: [one])
        let copy = ring
        #expect(try ring.takeUp(Keyring(keys: [two])).isEmpty)
        #expect(copy.keys.map(\.id) == [1])
        let other = try #require(SigningKey(id: 1, createdAt: one.createdAt, secret: two.secret))
        #expect(try ring.takeUp(Keyring(keys: [other, two])).isEmpty && copy.keys.map(\.id) == [1])
        let hash = copy.hash(try EmailAddress("ann@customer.example").key)
        #expect(try ring.takeUp(Keyring(keys: [two, one])).map(\.id) == [2])
        #expect(copy.keys.map(\.id) == [2, 1] && copy.key(2) != nil)
        #expect(copy.signing(at: Timestamp(seconds: 199)).id == 1 && copy.signing(at: Timestamp(seconds: 200)).id == 2)
        #expect(try copy.hash(EmailAddress("ann@customer.example").key) == hash)
        #expect(try ring.takeUp(Keyring(keys: [two, one])).isEmpty, "a second time")
    }

    @Test("reads what it wrote")
    func json() throws {
        let ring = try Keyring(keys: [Samples.key(1), Samples.key(2, createdAt: Samples.composedAt)])
        let again = try KeyFile.Content(json: ring.json()).keyring
        #expect(again.keys.map(\.id) == [2, 1])
        #expect(again.keys.map(\.createdAt) == ring.keys.map(\.createdAt))
        #expect(again.keys.map(\.secret) == ring.keys.map(\.secret))
        #expect(again.json() == ring.json())
    }

    @Test(
        "says what is wrong with a text that is no keyring",
        arguments: [
            ("", .notJSON), ("[]", .notJSON), (#"{"version":1}"#, .notJSON),
            (#"{"version":2,"keys":[]}"#, .newer(version: 2)), (#"{"version":1,"keys":[]}"#, .empty),
            (#"{"version":1,"keys":[{"id":1,"created":0,"secret":"AAAA"}]}"#, .badKey(1)),
            (#"{"version":1,"keys":[{"id":1,"created":0,"secret":"?"}]}"#, .badKey(1)),
            (#"{"version":1,"keys":[\#(entry(0))]}"#, .badKey(0)),
            (#"{"version":1,"keys":[\#(entry(70_000))]}"#, .badKey(70_000)),
            (#"{"version":1,"keys":[\#(entry(4)),\#(entry(4))]}"#, .twice(4)),
        ] as [(String, KeyringFault)])
    func faults(text: String, fault: KeyringFault) {
        #expect(throws: fault) { try KeyFile.Content(json: text) }
    }

    @Test("never prints a secret")
    func description() throws {
        let ring = try Samples.keyring()
        var dumped = ""
        dump(ring, to: &dumped)
        for shown in ["\(ring)", String(reflecting: ring.keys), dumped] {
            #expect(!shown.contains("secret") && !shown.contains("14, 21, 28"))
        }
    }

    private static func entry(_ id: Int) -> String {
        #"{"id":\#(id),"created":0,"secret":"\#(String(repeating: "A", count: 43))="}"#
    }
}
