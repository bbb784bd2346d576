import GRDB
import Testing
import UsherCore

@testable import UsherStore

extension ErasureConformance {
    @Test("Nobody can sign up as what stands in an erased person's place, nor give its key")
    func placeholder() throws {
        for text in ["erased-1@erased.invalid", "erased-2@erased.invalid", "erased@erased.invalid"] {
            _ = try event("signed_up", text, key: "of \(text)")
        }
        for number in 1...4 { _ = try event("purchased", "erased-1@erased.invalid", key: "erased-\(number)") }
        _ = try event("purchased", "ann@example.org", key: "mine")
        for text in ["ann@example.org", "erased-1@erased.invalid", "erased-2@erased.invalid"] {
            #expect(try erase(text) == .clean)
        }
        #expect(try store.contacts(ContactFilter()).map(\.address.wire) == ["erased@erased.invalid"])
        let stored = try DatabaseQueue(path: folder("usher.sqlite")).read { database in
            try String.fetchAll(database, sql: "SELECT address_key FROM contacts WHERE erased_at IS NOT NULL")
        }
        for text in stored {
            #expect(EmailAddress(stored: text) == nil && (try? EmailAddress(text)) == nil, "\(text)")
        }
        try TableRules.check(folder("usher.sqlite"))
    }

    @Test("Two rows whose keys are one without the address both stay")
    func keys() throws {
        _ = try event("signed_up", "ann@example.org", key: "a")
        for key in ["for ann@example.org", "for ANN@example.org", "for erased"] {
            _ = try event("recommended", "bob@example.org", key: key)
        }
        #expect(try erase("ann@example.org") == .clean)
        let bob = try #require(try store.contact(address("bob@example.org").key))
        #expect(Set(try store.events(of: bob.id).map(\.key)) == ["for erased", "for erased 2", "for erased 3"])
    }
}
