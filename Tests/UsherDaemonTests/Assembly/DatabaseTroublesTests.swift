import Testing
import UsherCore

@testable import UsherDaemon

@Suite("A database that cannot be used for a while")
struct DatabaseTroublesTests {
    @Test("Busy again and again is said once, and its end once")
    func flapping() {
        var troubles = DatabaseTroubles()
        var words: [DatabaseTroubles.Word] = []
        for tick in 0..<60 { words += troubles.note(tick % 2 == 0 ? [.busy] : []) }
        #expect(words == [.waits(.busy)])
        for _ in 0..<DatabaseTroubles.rest * 2 { words += troubles.note([]) }
        #expect(words == [.waits(.busy), .goesOn])
        #expect(troubles.note([.busy]) == [.waits(.busy)])
    }

    @Test("Anything else is over with the first look that works")
    func other() {
        var troubles = DatabaseTroubles()
        #expect(troubles.note([.cannotRecord("full")]) == [.waits(.cannotRecord("full"))])
        #expect(troubles.note([.cannotRecord("full"), .busy]) == [.waits(.busy)])
        #expect(troubles.note([]) == [.goesOn])
        #expect(troubles.note([]) == [])
    }
}
