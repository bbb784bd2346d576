import GRDB
import Testing
import UsherCore

@testable import UsherStore

extension ErasureConformance {
    @Test(
        "The job is open until it is ended, at whichever point it stopped, and knows the address only as long as it needs it"
    )
    func job() throws {
        try fill()
        let ada = try address("ada.lovelace@example.org")
        try store.beginErasing(ada, by: "operator", note: .said("asked"), now: now)
        try store.beginErasing(ada, by: "operator", note: .said("asked"), now: now)
        let job = try #require(try store.openErasures().first)
        #expect(try store.openErasures().count == 1 && job.address?.key == ada.key && !job.isClean)
        #expect(try store.goOnErasing(job.id, isAlive: { _ in true }, now: now) == .clean)
        #expect(try store.openErasures().map(\.isClean) == [true])
        try store.beginErasing(ada, by: "operator", note: .said("asked"), now: now)
        #expect(try store.openErasures().map(\.id) == [job.id], "the same again is the same job")
        try store.forgetAddress(of: job.id)
        #expect(try store.openErasures().map(\.address) == [nil])
        try store.endErasing(job.id, now: now)
        #expect(try store.openErasures().isEmpty)
        #expect(try store.goOnErasing(job.id, isAlive: { _ in true }, now: now) == .nobody)
        #expect(try store.emptyLog())
        #expect(try !disk().contains("lovelace"))
    }

    @Test("An address that only rows of others speak of is erased as well")
    func stranger() throws {
        _ = try event("recommended", "bob@example.org", key: "b", data: ["friend": "Ada.Lovelace@example.org"])
        let ada = try address("ada.lovelace@example.org")
        #expect(try store.speaks(of: ada))
        #expect(try erase() == .clean)
        #expect(try !store.speaks(of: ada))
        #expect(try event("purchased", ada.wire, key: "k") == .refused(.erased))
    }

    @Test("Whoever signed up again while the job is open keeps what is theirs since")
    func heir() throws {
        try fill()
        let ada = try address("ada.lovelace@example.org")
        try store.beginErasing(ada, by: "operator", note: .said("asked"), now: now)
        let job = try #require(try store.openErasures().first)
        guard case .clean = try store.goOnErasing(job.id, isAlive: { _ in true }, now: now) else { return }
        try DatabaseQueue(path: folder("usher.sqlite")).write { database in
            try database.execute(sql: "UPDATE erasures SET is_clean = 0")
        }
        let told = ConsentTold(source: "form")
        _ = try event("signed_up", ada.wire, key: "again", data: ["mail": ada.wire], told: told)
        #expect(try store.goOnErasing(job.id, isAlive: { _ in true }, now: now) == .clean)
        let back = try #require(try store.contact(ada.key))
        #expect(try store.events(of: back.id).map(\.data) == [["mail": ada.wire]])
    }
}
