import Testing

@testable import UsherWeb

@Suite("How long a connection may take")
struct ConnectionWatchTests {
    private static let limits = WebLimits()

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let events: [(ConnectionWatch.Event, at: Double)]
        let phase: ConnectionWatch.Phase
        let deadline: Double
        var waitsForClient: Bool?
    }

    static let rows = [
        Row(testDescription: "nothing yet", events: [], phase: .header, deadline: 15),
        Row(testDescription: "a header", events: [(.header, 3)], phase: .body, deadline: 23),
        Row(
            testDescription: "a body that drips",
            events: [(.header, 3), (.body(octets: 1), 10), (.body(octets: 1), 20)],
            phase: .body, deadline: 23),
        Row(testDescription: "a whole request", events: [(.header, 3), (.end, 4)], phase: .answer, deadline: 34),
        Row(
            testDescription: "answered", events: [(.header, 3), (.end, 4), (.answered, 5)], phase: .header, deadline: 20
        ),
        Row(
            testDescription: "a second request behind the first",
            events: [(.header, 3), (.end, 4), (.header, 5), (.end, 6)], phase: .answer, deadline: 36),
        Row(
            testDescription: "the first of two answered",
            events: [(.header, 3), (.end, 4), (.header, 5), (.end, 6), (.answered, 7)], phase: .answer, deadline: 36),
        Row(
            testDescription: "refused before its body was there",
            events: [(.header, 3), (.answered, 4), (.body(octets: 100), 5)], phase: .body, deadline: 23),
        Row(
            testDescription: "and a body that goes on and on",
            events: [(.header, 3), (.answered, 4), (.body(octets: 300_000), 5)], phase: .body, deadline: 3),
        Row(
            testDescription: "a client that takes nothing while it asks for more",
            events: [(.header, 3), (.end, 4), (.flows(false), 5), (.header, 20), (.end, 20), (.flows(false), 21)],
            phase: .answer, deadline: 35, waitsForClient: true),
        Row(
            testDescription: "and takes it at last",
            events: [(.header, 3), (.end, 4), (.flows(false), 5), (.flows(true), 30)], phase: .answer, deadline: 34),
        Row(
            testDescription: "a client that takes nothing, with all of it said",
            events: [(.header, 3), (.end, 4), (.flows(false), 4), (.answered, 5)], phase: .header, deadline: 20),
        Row(testDescription: "not HTTP", events: [(.broken, 3)], phase: .answer, deadline: 33),
        Row(testDescription: "and answered", events: [(.broken, 3), (.answered, 4)], phase: .lingering, deadline: 6),
        Row(
            testDescription: "not HTTP, behind a request whose answer takes its time",
            events: [(.header, 1), (.end, 1), (.broken, 3), (.answered, 9)], phase: .answer, deadline: 31),
        Row(
            testDescription: "and both answered",
            events: [(.header, 1), (.end, 1), (.broken, 3), (.answered, 9), (.answered, 10)], phase: .lingering,
            deadline: 12),
    ]

    @Test("is decided by what it waits for", arguments: rows)
    func deadline(row: Row) {
        var watch = ConnectionWatch(limits: Self.limits, now: 0)
        for (event, second) in row.events { watch.hear(event, now: second) }
        #expect(watch.phase == row.phase)
        #expect(watch.deadline == row.deadline)
        #expect((watch.waitingSince == nil) == !(row.waitsForClient ?? (row.phase != .answer)))
    }
}

@Suite("Which connection yields")
struct ConnectionBookTests {
    @Test("The one that waits for its client longest, when there are too many")
    func yields() {
        var book = ConnectionBook<Int>(limit: 3)
        #expect(book.open(1, now: 1) == nil)
        #expect(book.open(2, now: 2) == nil)
        #expect(book.open(3, now: 3) == nil)
        #expect(book.open(4, now: 4) == 1)
        book.close(1)
        book.update(2, waitingSince: nil)
        #expect(book.open(5, now: 5) == 3)
        book.close(3)
        book.update(2, waitingSince: 6)
        #expect(book.open(6, now: 7) == 4)
        book.close(4)
        #expect(book.count == 3)
    }

    @Test("The new one itself, when all others are being answered")
    func allBusy() {
        var book = ConnectionBook<Int>(limit: 2)
        for id in 1...2 {
            _ = book.open(id, now: 0)
            book.update(id, waitingSince: nil)
        }
        #expect(book.open(3, now: 1) == 3)
        book.close(3)
        book.close(1)
        #expect(book.open(4, now: 2) == nil)
        book.update(9, waitingSince: 1)
        #expect(book.count == 2)
    }
}
