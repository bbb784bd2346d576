import Foundation
import TestSupport
import TestWorld
import UsherCore
import UsherDaemon
import UsherMail
import UsherStore

/// One month of a daemon's life, played from its story in one thread.
package final class Month {
    let story: Story
    let folder: TemporaryFolder
    let world: HandWorld
    let clock: MonthClock
    let trace: Trace
    let witness: Witness
    let relay: MemoryRelay
    let hands: Operator
    private let files: HomeLook
    var life: Life?
    private var lives = 0
    var year = Growth.Year()
    /// Octets, before this life began.
    var heapBefore: Int64 = 0
    var marks: ArraySlice<(at: Int64, mark: Mark)> = []
    var token = ""
    var database = ""
    var result = Result()
    let disk: FaultyDisk
    var isDiskFull = false
    /// Calls of the disk that took long, as they were seen last.
    var slowCalls = 0
    /// How many mails came back.
    var returned = 0
    private var random: SeededGenerator
    /// At how many of the world's steps the daemon is killed.
    var killAt: Int?
    /// The next death of the daemon's disk is everybody's.
    var losesPower = false

    /// Plays it. `keepsLines`: the result has every line of what happened. Throws what is no fault of Usher's.
    package static func play(_ story: Story, keepsLines: Bool = false) throws -> Result {
        let month = try Month(story, keepsLines: keepsLines)
        do { try month.play() } catch let end as Ended { month.witness.fail(end.why) }
        return month.finished()
    }

    /// The month cannot go on.
    private struct Ended: Error {
        let why: String
    }

    private init(_ story: Story, keepsLines: Bool) throws {
        self.story = story
        marks = Self.marks(story)[...]
        folder = try TemporaryFolder()
        world = HandWorld(seed: story.seed)
        // A Monday.
        clock = MonthClock(world, start: try Timestamp(parsing: "2026-06-01T00:00:00Z", clock: .utc))
        trace = Trace(keepsLines: keepsLines, folder: folder.path)
        let witness = Witness(
            story, world, clock, trace, spool: "\(folder.path)/\(story.choice.receives ? "spool" : "state/spool")")
        TraceLog.write(to: trace) { message in
            if message.hasPrefix("the files are taken up") { witness.filesServe() }
        }
        self.witness = witness
        let files = HomeLook(folder.path)
        self.files = files
        let hands = Operator(folder: folder.path, files: files, clock: clock)
        self.hands = hands
        random = SeededGenerator(seed: story.seed ^ 0xD15C)
        FaultyDisk.beginWorld(unixMilliseconds: clock.now().milliseconds, using: &random)
        let disk = try FaultyDisk(folder.path, world: world, using: &random)
        self.disk = disk
        relay = MemoryRelay(world) { [world] heard in
            witness.hear(heard) { moment in
                do {
                    switch moment {
                    case .says(let person):
                        witness.mayBeSuppressed(person, "unsubscribed")
                        try hands.suppress(story.people[person].address)
                        witness.answered(.no(person, .init(campaign: nil, until: nil, by: "operator")))
                    case .pauses(let campaign):
                        try hands.pause(campaign)
                        witness.state.withLock { $0.pauses[campaign] = world.now }
                    case .fails(let times): disk.fail(.write, times: times)
                    }
                } catch { witness.note("not done: \(error)") }
            }
        }
        disk.begin(Self.others)
        try MonthHome.write(to: folder.path, story.choice, Shop(story.choice))
        (token, database) = try hands.prepare(story.seed, secret: APISecret())
    }

    private func finished() -> Result {
        result.wrong = witness.wrong
        (result.sum, result.lines) = (trace.sum, trace.lines)
        (result.mails, result.steps) = (witness.state.withLock { $0.mails.count }, world.steps)
        end()
        FaultyDisk.endWorld()
        return result
    }

    private func play() throws {
        start()
        for happening in story.happenings {
            try passMarks(until: happening.at)
            try advance(to: happening.at)
            perform(happening)
            try stopWhereWrong()
        }
        try passMarks(until: story.span)
        try advance(to: story.span)
        try calm()
        if !world.isAllInOneThread { throw Ended(why: "something ran on another thread") }
    }

    private func stopWhereWrong() throws {
        if let wrong = witness.wrong { throw Ended(why: wrong) }
    }

    // MARK: Time

    /// Lets the daemon do what is to do up to a moment of the calendar, and leaps over what is idle.
    func advance(to moment: Int64) throws {
        while true {
            try rest()
            try waitForDue()
            try lookForLate()
            try stopWhereWrong()
            let now = clock.elapsed
            guard now < moment else { return }
            let due = nextDue().map { max($0, now + 1) } ?? moment
            clock.leap(min(due, moment) - now)
            life?.wake()
        }
    }

    /// Nanoseconds that nothing has to happen in until the calendar may leap; after an edit, until it is noticed; and
    /// the most that are waited for that.
    private static let quiet: UInt64 = 100_000_000
    static let quietAfterEdit: UInt64 = 5_000_000_000
    /// In which a daemon looks again at everything that others may have changed.
    static let look: UInt64 = 1_200_000_000
    private static let patience: UInt64 = 900_000_000_000
    private var mostSteps: Int { 3_000_000 * max(1, Int(story.span / Story.length)) }

    var quiet = Month.quiet

    /// Runs until nothing happens any more but the ticking of clocks.
    func rest() throws {
        let begun = world.now
        var (last, seen) = (world.now, trace.count)
        defer { quiet = Self.quiet }
        while true {
            if let killAt, world.steps >= killAt { kill() }
            if world.idles(until: last + quiet), !isBusy() {
                world.pass(to: last + quiet)
                return isAtRest()
            }
            guard world.step() else { return }
            guard world.steps < mostSteps else { throw Ended(why: "it takes more than \(mostSteps) steps") }
            try look(isNew: trace.count != seen)
            if trace.count != seen { (last, seen) = (world.now, trace.count) }
            guard world.now >= last + quiet else { continue }
            if !isBusy() { return isAtRest() }
            if world.now >= begun + Self.patience { return }
            last = world.now
        }
    }

    /// The daemon has nothing in its hands: whatever came of what it had is recorded.
    private func isAtRest() {
        let (number, now) = (lives, world.now)
        if life != nil { witness.state.withLock { $0.restedAt[number] = now } }
    }

    /// Whether a daemon has something in its hands.
    func isBusy() -> Bool {
        guard life != nil else { return false }
        return (try? books().number("SELECT count(*) FROM claims")).flatMap { $0 } ?? 0 > 0
    }

    /// When something waits to be sent, in milliseconds since the month began.
    private func nextDue() -> Int64? {
        guard life != nil, let due = try? books().nextDue(after: clock.now().milliseconds) else { return nil }
        return Timestamp(milliseconds: due).since(clock.now()) + clock.elapsed
    }

    private var open: Books?

    /// The database as it is now, over a connection that lasts from one life to the next.
    func books() throws -> Books {
        if let open { return open }
        let books = try Books(database)
        open = books
        return books
    }

    /// After each step. `isNew`: something was noted.
    private func look(isNew: Bool) throws {
        if isNew { try stopWhereWrong() }
        guard let life else { return }
        if disk.isDead(process) { return losesPower ? losePower() : kill() }
        switch life.ending {
        case .runs: break
        case .stopped: throw Ended(why: "the daemon stopped by itself")
        case .failed(let why): throw Ended(why: "the daemon ended: \(why)")
        }
    }

    // MARK: Lives

    private func start() {
        // No daemon begins with files that have a mistake.
        if witness.state.withLock({ $0.shop.broken }) != nil {
            if (try? OpenHome.open(folder.path, environment: [:])) != nil {
                witness.fail("a mistake in the files is nothing")
            }
            perform(Happening(at: clock.elapsed, what: .edits(.mends)))
        }
        lives += 1
        let (trace, world, number) = (trace, world, lives)
        let last = relay.lastConnection
        witness.state.withLock { state in
            state.life = number
            state.wire.begin(after: last)
        }
        heapBefore = Heap.octets
        do {
            disk.begin(process)
            defer { disk.begin(Self.others) }
            let life = try Life(
                world, folder: folder.path, files: files, clock: clock, relay: relay, number: number,
                news: { [witness] news in
                    if let line = news.traced { trace.note("\(world.now) \(line)") }
                    switch news {
                    case .recordingStopped: witness.state.withLock { $0.isStill = true }
                    case .recordingBack: witness.state.withLock { $0.isStill = false }
                    default: break
                    }
                },
                tells: { [witness] in witness.hear($0.kind.rawValue, of: $0.subject) })
            witness.state.withLock { $0.isStill = false }
            life.begin()
            witness.filesServe()
            self.life = life
            trace.note("\(world.now) the daemon begins its life \(number)")
        } catch {
            witness.fail("the daemon does not start: \(error)")
        }
    }

    /// The daemon's number for the disk; commands and checks are the last one.
    var process: Int { lives % Self.others }
    private static let others = 63

    private func losePower() {
        result.powerLosses += 1
        trace.note("\(world.now) the power is gone")
        end()
        disk.losePower(using: &random)
        disk.begin(Self.others)
        comeBack()
    }

    private func kill() {
        guard life != nil else { return }
        result.kills += 1
        trace.note("\(world.now) the daemon is killed")
        end()
        comeBack()
    }

    /// After a death: what was promised is there, and the next life begins.
    private func comeBack() {
        do { try recount() } catch { witness.fail("the database cannot be read: \(error)") }
        start()
    }

    /// The process is gone, with whatever it was at.
    private func end(isStop: Bool = false) {
        // Whatever was to end this process has no other to end.
        (killAt, losesPower) = (nil, false)
        guard let life else { return }
        defer { self.life = nil }
        witness.isTroubled()
        witness.state.withLock { $0.ends[lives] = Witness.End(moment: world.now, isStop: isStop) }
        world.end(life.group)
        relay.hangUpAll()
        open = nil
        life.leave()
        if case .runs = life.ending { disk.kill(process) }
        do { try life.home.store.close() } catch { trace.note("closing: \(error)") }
    }

    func restart() throws {
        try stop()
        try recount()
        start()
    }

    /// As a signal stops it.
    private func stop() throws {
        guard let life else { return }
        life.stop()
        trace.note("\(world.now) the daemon is told to stop")
        let isOver = world.run {
            if case .runs = life.ending { return false }
            return true
        }
        guard isOver else { throw Ended(why: "the daemon does not stop") }
        if case .failed(let why) = life.ending { throw Ended(why: "the daemon ended: \(why)") }
        end(isStop: true)
    }

    private func recount(isEnd: Bool = false) throws {
        witness.lookAtSpool()
        var count = try Recount(try books(), witness, now: clock.now().milliseconds)
        if isEnd { try count.end() }
        for sentence in count.wrong { witness.fail(sentence) }
        let erased = try Erased(witness.state.withLock { $0 }, story.people, try books())
        for sentence in try erased?.inRows(try books()) ?? [] { witness.fail(sentence) }
        open = nil
        for sentence in try erased?.inFiles(folder.path) ?? [] { witness.fail(sentence) }
        if isEnd { for sentence in try hands.verify() { witness.fail("report --verify: \(sentence)") } }
    }

    /// Everything is mended, and four more days pass: then everything due has gone.
    private func calm() throws {
        disk.kill(process, atCall: nil)
        diskHasRoom()
        relay.moods = RelayMoods()
        witness.state.withLock { ($0.weather, $0.failing) = (.fine, nil) }
        if witness.state.withLock({ $0.shop.broken }) != nil {
            perform(Happening(at: clock.elapsed, what: .edits(.mends)))
        }
        let open = witness.state.withLock { Array($0.pauses.keys) }
        for scope in open { perform(Happening(at: clock.elapsed, what: .resumes(campaign: scope))) }
        perform(Happening(at: clock.elapsed, what: .resumes(campaign: nil)))
        try resumeAll()
        try restart()
        try advance(to: clock.elapsed + 4 * Story.day)
        try restForGood()
        try stop()
        try recount(isEnd: true)
        for sentence in Growth.wrong(result.years) { witness.fail(sentence) }
    }
}
