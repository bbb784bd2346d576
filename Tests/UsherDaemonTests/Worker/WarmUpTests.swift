import TestHomes
import TestSupport
import Testing
import UsherComposing
import UsherReports
import UsherStore

@testable import UsherCore
@testable import UsherDaemon

@Suite("A relay that is warmed up")
struct WarmUpTests {
    /// Thirteen people who entered, a relay that is new, and a desk that claims for it.
    private struct Scene {
        let folder: TemporaryFolder
        let home: OpenHome
        let desk: WorkerStore
        /// The first moment of the home's day at which everything is due.
        let noon: Timestamp

        static func new(relay: String = "smtp.example.org") throws -> (Scene, Edition) {
            let (folder, shipped) = try OpenHome.shipped()
            var home = shipped
            // Whenever the tests run: what is sent in the minutes after noon is sent on one day.
            home.clock = HandClock(try Timestamp(parsing: "2026-11-23T11:00:00Z", clock: .utc))
            let edition = try edition(home, WarmUp(firstDay: 4, doublesEvery: 1), relay: relay)
            try home.store.save(edition.revisions)
            _ = try home.intake.enter((10..<23).map { try home.entry("p\($0)@example.org") })
            let now = home.clock.now()
            var people: Int64 = 0
            _ = try home.store.reschedule(after: nil, limit: 50) { _ in
                people += 1
                return now.adding(seconds: people * 4)
            }
            let scene = Scene(
                folder: folder, home: home, desk: WorkerStore(store: home.store, owner: "test"),
                noon: home.clock.now().adding(seconds: 60))
            return (scene, edition)
        }

        static func edition(_ home: OpenHome, _ warmUp: WarmUp?, relay: String) throws -> Edition {
            var files = home.files
            files.settings.mode = .live
            files.settings.window = nil
            files.settings.smtp = SMTPSettings(host: relay, port: 25, warmUp: warmUp)
            return try home.edition(of: files)
        }

        /// How many are claimed and sent in a minute, with a claim each second.
        func minute(
            of edition: Edition, at moment: Timestamp, desk other: WorkerStore? = nil,
            ending: Settlement.Result = .sent(countsTowardsCap: false)
        ) async throws -> Int {
            let desk = other ?? desk
            var sent = 0
            for second in 0..<60 {
                let now = moment.adding(seconds: Int64(second))
                guard let batch = try await desk.claim(edition, now: now, limit: 3) else { continue }
                sent += batch.claimed.count
                let settlements = batch.claimed.map {
                    Settlement(
                        delivery: $0.delivery, result: ending,
                        reply: Reply(code: 250, text: "ok"), advance: .stay)
                }
                _ = try await desk.settle(settlements, now: now, day: SendingDay(at: now, clock: .utc))
            }
            return sent
        }
    }

    @Test("lets so many go on a day and twice as many on the next, the oldest first, over restarts")
    func days() async throws {
        let (scene, edition) = try Scene.new()
        #expect(try await scene.minute(of: edition, at: scene.noon) == 4)
        // Another daemon on the same day knows what went.
        let second = WorkerStore(store: scene.home.store, owner: "test")
        #expect(try await scene.minute(of: edition, at: scene.noon.adding(seconds: 120), desk: second) == 0)
        let paused = try #require(try scene.home.store.pauses().first { $0.scope == .warmUp })
        #expect(paused.reason == .warmUpDay(1, most: 4))
        #expect(try scene.home.store.totals(now: scene.noon).byState[.parked] == 9)
        let next = try #require(paused.until)
        #expect(try await scene.minute(of: edition, at: next, desk: second) == 8)
        let left = try scene.home.store.deliveries(DeliveryFilter(states: [.parked], limit: 50))
        #expect(left.compactMap { $0.address.map { "\($0)" } } == ["p22@example.org"])
        #expect(try await scene.minute(of: edition, at: next.adding(seconds: 86_400)) == 1)
    }

    @Test("counts what the relay refused for now, over a restart, and on no other day")
    func retries() async throws {
        let (scene, edition) = try Scene.new()
        let tomorrow = scene.noon.adding(seconds: 86_400)
        let refused = Settlement.Result.retry(at: tomorrow, countsAttempt: true, inDoubt: false)
        #expect(try await scene.minute(of: edition, at: scene.noon, ending: refused) == 4)
        let second = WorkerStore(store: scene.home.store, owner: "test")
        #expect(try await scene.minute(of: edition, at: scene.noon.adding(seconds: 120), desk: second) == 0)
        // The retries take no room from the next day.
        #expect(try await scene.minute(of: edition, at: tomorrow, desk: second) == 8 + 4)
        let third = WorkerStore(store: scene.home.store, owner: "test")
        #expect(try await scene.minute(of: edition, at: tomorrow.adding(seconds: 120), desk: third) == 0)
    }

    @Test("knows on a day what began on it, also where that was refused, is held, or was tried before in vain")
    func tally() async throws {
        let (scene, edition) = try Scene.new()
        let (noon, store) = (scene.noon, scene.home.store)
        let held = Settlement.Result.held
        #expect(try await scene.minute(of: edition, at: noon, ending: held) == 4)
        let begins = try #require(try store.warmUp(of: edition.plan.settings, now: noon)).day.begins
        #expect(try store.warmUpTally(.all, since: begins).gone == 4)
        #expect(try store.warmUpTally(.all, since: begins.adding(seconds: 86_400)).gone == 0)
    }

    @Test("begins anew with another relay, and ends at once when the files no longer ask for it")
    func edits() async throws {
        let (scene, edition) = try Scene.new()
        #expect(try await scene.minute(of: edition, at: scene.noon) == 4)
        let moved = try Scene.edition(scene.home, WarmUp(firstDay: 6, doublesEvery: 1), relay: "smtp.example.net")
        // What went today went, whichever relay had it.
        #expect(try await scene.minute(of: moved, at: scene.noon.adding(seconds: 60)) == 2)
        #expect(try scene.home.store.note(WarmUpStart.note)?.hasSuffix(" smtp.example.net") == true)
        let warm = try Scene.edition(scene.home, nil, relay: "smtp.example.net")
        #expect(try await scene.minute(of: warm, at: scene.noon.adding(seconds: 120)) == 7)
        #expect(try scene.home.store.pauses().isEmpty)
    }

    @Test("is told by the status, with the day on which the last may go")
    func status() async throws {
        let (scene, edition) = try Scene.new()
        _ = try await scene.minute(of: edition, at: scene.noon)
        let settings = edition.plan.settings
        let now = scene.noon.adding(seconds: 60)
        let standing = try #require(try scene.home.store.warmUp(of: settings, now: now))
        let line = try #require(WarmUpLine(standing, clock: settings.clock))
        let third = settings.clock.wall(at: standing.day.ends).day.adding(days: 1).date
        #expect(line.text == "day 1: 4 of 4 went today; 9 messages wait because of it, the last until \(third)")
        let fresh = WarmUpStanding(
            plan: standing.plan, start: nil,
            day: WarmUpDay(number: 1, most: 4, gone: 0, begins: standing.day.begins, ends: standing.day.ends),
            waiting: 0)
        #expect(WarmUpLine.holding(4, fresh, clock: settings.clock) == nil)
        #expect(
            WarmUpLine.holding(13, fresh, clock: settings.clock)
                == "smtp.warm_up lets 4 more go today: the last of 13 goes on \(third)")
        #expect(
            WarmUpLine.holding(8, standing, clock: settings.clock)
                == "smtp.warm_up lets 0 more go today: the last of 8 goes on "
                + "\(settings.clock.wall(at: standing.day.ends).day.date)")
    }
}
