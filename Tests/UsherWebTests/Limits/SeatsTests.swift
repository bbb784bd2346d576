import Testing

@testable import UsherWeb

@Suite("Seats")
struct SeatsTests {
    @Test("are so many for each key, whoever has those of others, and free when they are let go")
    func seats() {
        let seats = Seats<String>(2)
        var taken = [seats.take("a"), seats.take("a"), seats.take("b")]
        #expect(taken.allSatisfy { $0 != nil } && seats.take("a") == nil)
        taken[0] = nil
        let again = seats.take("a")
        #expect(again != nil && seats.take("a") == nil && seats.keys == 2)
        taken = []
        #expect(seats.keys == 1)
        withExtendedLifetime(again) {}
    }

    @Test("keep nothing of keys that nobody has a seat of")
    func bounded() {
        let seats = Seats<Int>(1)
        for key in 0..<1000 { _ = seats.take(key) }
        #expect(seats.keys == 0)
    }
}
