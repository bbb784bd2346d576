import GRDB
import Synchronization
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherIntake
@testable import UsherSupport

@Suite("Thousands of events")
struct EventBatchTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        (folder, home) = try OpenHome.shipped()
    }

    private func batch(
        isDaemonRunning: Bool = false, rest: @escaping (Duration) -> Void = { _ in }
    ) throws -> EventBatch {
        EventBatch(
            intake: try home.events, reader: DraftReader(plan: home.plan, source: "usher event"),
            isDaemonRunning: { isDaemonRunning },
            rest: rest)
    }

    private func add(_ lines: [String], to batch: inout EventBatch) {
        for (index, line) in lines.enumerated() { batch.add(.line(index + 1, Array(line.utf8)[...])) }
    }

    private func answers(_ octets: [UInt8]) -> [String] {
        String(decoding: octets, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("Happen at one moment where they name none, so that what one line begins claims the next")
    func oneMoment() throws {
        let clock = TickingClock(home.clock.now())
        var batch = EventBatch(
            intake: EventIntake(store: home.store, plan: home.plan, notices: nil, clock: clock),
            reader: DraftReader(plan: home.plan, source: "usher event"), isDaemonRunning: { false }, rest: { _ in })
        add(
            [
                #"{"event":"confirmed","address":"ada@example.org","key":"a"}"#,
                #"{"event":"purchased","address":"ada@example.org","key":"o-1"}"#,
            ], to: &batch)
        #expect(
            answers(try batch.flush()).last
                == #"{"line":2,"result":"recorded","moved":"subscribe -> convert","intended":true,"by":"welcome"}"#)
    }

    @Test(
        "Are given up line by line when the database is gone: nothing of them is recorded, and bad ones keep their reason"
    )
    func givenUp() throws {
        var batch = try batch()
        add([#"{"event":"confirmed","address":"ada@example.org","key":"a"}"#, "nonsense"], to: &batch)
        let given = answers(batch.giveUp("tell this one again"))
        #expect(given.first == #"{"line":1,"result":"refused","reason":"tell this one again"}"#)
        #expect(given.count == 2 && given.last?.contains("is not JSON") == true)
        #expect(batch.tally.refused == 2)
        #expect(try batch.flush().isEmpty)
        #expect(try home.store.contact(home.address("ada@example.org").key) == nil)
    }

    @Test("Are answered in the order of the lines: recorded, known already, or why not")
    func answers() throws {
        var batch = try batch()
        add(
            [
                #"{"event":"confirmed","address":"ada@example.org","key":"a"}"#,
                #"{"event":"purchased","address":"ada@example.org","key":"o-1"}"#,
                "nonsense",
                #"{"event":"purchased","address":"ada@example.org","key":"o-1"}"#,
                #"{"event":"purchasd","address":"ada@example.org"}"#,
                #"{"event":"question_asked","address":"ada@example.org"}"#,
            ], to: &batch)
        batch.add(.tooLong(7))
        #expect(
            answers(try batch.flush()) == [
                #"{"line":1,"result":"recorded","moved":"- -> subscribe","intended":false}"#,
                #"{"line":2,"result":"recorded","moved":"subscribe -> convert","intended":true,"by":"welcome"}"#,
                #"{"line":3,"result":"refused","reason":"is not JSON: at column 1 there should be a text, a number, true, "#
                    + #"false, an array or an object"}"#,
                #"{"line":4,"result":"already"}"#,
                #"{"line":5,"result":"refused","reason":"there is no event 'purchasd'; did you mean 'purchased'?"}"#,
                #"{"line":6,"result":"recorded"}"#,
                #"{"line":7,"result":"refused","reason":"is longer than 1048576 octets"}"#,
            ])
        #expect(batch.tally.summary == "7 lines: 3 recorded, 1 known already, 3 refused")
        #expect(try batch.flush().isEmpty)
    }

    @Test("Are recorded some hundred at a time")
    func full() throws {
        var batch = try batch()
        for number in 1...EventBatch.linesPerTransaction {
            #expect(!batch.isFull)
            batch.add(.line(number, Array(#"{"event":"purchased","address":"p\#(number)@example.org"}"#.utf8)[...]))
        }
        #expect(batch.isFull)
        #expect(try home.store.totals(now: home.clock.now()).contacts == 0)
        #expect(answers(try batch.flush()).count == EventBatch.linesPerTransaction)
        #expect(try home.store.totals(now: home.clock.now()).contacts == EventBatch.linesPerTransaction)
        #expect(!batch.isFull)
    }

    @Test("Count visits once for each campaign and day, however many lines tell of them")
    func visits() throws {
        let campaign = try home.campaignID(named: "welcome")
        var batch = try batch()
        add(
            [
                #"{"event":"visited","campaign":"welcome","at":"2026-11-20T10:00:00Z"}"#,
                #"{"event":"visited","campaign":"welcome","at":"2026-11-20T11:00:00Z","count":4}"#,
                #"{"event":"visited","campaign":"welcome","at":"2026-11-21T11:00:00Z"}"#,
            ], to: &batch)
        #expect(answers(try batch.flush()).map { $0.hasSuffix(#""result":"recorded"}"#) } == [true, true, true])
        #expect(try home.store.journeyCounts(from: "2026-11-20", to: "2026-11-20").campaigns[campaign]?.visits == 5)
        #expect(try home.store.journeyCounts(from: "2026-11-20", to: "2026-11-21").campaigns[campaign]?.visits == 6)
    }

    @Test(
        "Say what was meant in the first twenty lines of a lot, and in the others only what is wrong",
        arguments: [
            #"{"event":"purchased","address":"a@b.example","zone":"Europe/Berl%"}"#,
            #"{"event":"purchased","address":"a@b.example","value":"5","currency":"EURO"}"#,
            #"{"event":"visited","campaign":"welcom%"}"#, #"{"event":"purchase%","address":"a@b.example"}"#,
        ])
    func hints(line: String) throws {
        var batch = try batch()
        add((10..<60).map { line.replacing("%", with: "\($0)") }, to: &batch)
        let answers = answers(try batch.flush())
        #expect(answers.count == 50 && answers.allSatisfy { $0.contains("refused") })
        #expect(answers.count { $0.contains("did you mean") } <= 20)
        #expect(answers.first?.contains("did you mean") == true, "\(answers.first ?? "")")
    }

    @Test("Are recorded with their visits or not at all, and count once when they are told again")
    func whole() throws {
        let campaign = try home.campaignID(named: "welcome")
        let lines = [
            #"{"event":"purchased","address":"ada@example.org","key":"o-1","at":"2026-11-20T10:00:00Z"}"#,
            #"{"event":"visited","campaign":"welcome","at":"2026-11-20T10:00:00Z","count":4}"#,
            #"{"event":"purchased","address":"bob@example.org","key":"o-2","at":"2026-11-20T10:00:00Z"}"#,
        ]
        let database = try DatabaseQueue(path: home.folders.database)
        try database.write {
            try $0.execute(sql: "CREATE TRIGGER bad BEFORE INSERT ON visits BEGIN SELECT RAISE(ABORT, 'bad'); END")
        }
        var first = try batch()
        add(lines, to: &first)
        #expect(throws: StoreError.self) { _ = try first.flush() }
        #expect(try home.store.totals(now: home.clock.now()).contacts == 0)
        try database.write { try $0.execute(sql: "DROP TRIGGER bad") }
        for word in ["recorded", "already"] {
            var again = try batch()
            add(word == "recorded" ? lines : [lines[0], lines[2]], to: &again)
            #expect(
                answers(try again.flush()).filter { $0.contains(#""result":"\#(word)""#) }.count
                    == (word == "recorded" ? 3 : 2))
        }
        let counts = try home.store.journeyCounts(from: "2026-11-20", to: "2026-11-20")
        #expect(counts.campaigns[campaign]?.visits == 4)
        for name in ["ada", "bob"] {
            #expect(try home.store.events(of: home.contact("\(name)@example.org").id).count == 1)
        }
    }

    @Test("Rest as long as they held the database, while a daemon runs")
    func rest() throws {
        for isRunning in [false, true] {
            var rests = 0
            var batch = try batch(isDaemonRunning: isRunning) { duration in rests += duration > .zero ? 1 : 0 }
            add([#"{"event":"purchased","address":"ada@example.org"}"#], to: &batch)
            _ = try batch.flush()
            #expect(rests == (isRunning ? 1 : 0))
        }
    }
}

/// Later by a second whenever it is asked.
private final class TickingClock: CalendarClock {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp) { time = Mutex(start) }

    func now() -> Timestamp {
        time.withLock { time in
            time = time.adding(seconds: 1)
            return time
        }
    }
}
