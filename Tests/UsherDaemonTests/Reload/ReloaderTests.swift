import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherReports

@Suite("A reload")
struct ReloaderTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        folder = try TemporaryFolder()
        // Without what to expect: the edits here are meant to change it.
        try HomeWriter.write(EmbeddedHome.files.filter { !$0.path.hasSuffix(".expect") }, to: folder.path)
        home = try OpenHome.open(folder.path, environment: [:])
    }

    private func enqueue(_ count: Int) throws {
        _ = try home.intake.enter((0..<count).map { try home.entry("p\($0)@example.org") })
    }

    @Test("Of the same files changes nothing")
    func unchanged() async throws {
        let reloader = Reloader(home: home, environment: [:])
        let outcome = await reloader.reload(yes: false, serving: try home.edition)
        #expect(outcome.sentence == "the files are what they were")
        #expect(outcome.isTakenUp)
    }

    @Test("Takes up a better text, once")
    func takenUp() async throws {
        let reloader = Reloader(home: home, environment: [:])
        try folder.edit("config/campaigns/welcome.yaml", "title:", "title: New")
        let outcome = await reloader.reload(yes: false, serving: try home.edition)
        #expect(outcome.sentence == "the files are taken up")
        #expect(outcome.isTakenUp)
        guard case .takenUp(let new) = outcome else { return }
        #expect(new.files.campaign("welcome")?.title.hasPrefix("New") == true)
        #expect(await reloader.reload(yes: false, serving: new).sentence == "the files are what they were")
    }

    @Test("Refuses files with errors, names the first, and keeps the old ones")
    func refused() async throws {
        let reloader = Reloader(home: home, environment: [:])
        try folder.edit("config/campaigns/welcome.yaml", "title:", "titel:")
        let outcome = await reloader.reload(yes: true, serving: try home.edition)
        #expect(
            outcome.sentence == "refused, the old files keep serving: config/campaigns/welcome.yaml:1:1: error: "
                + "'title' is missing and 1 more; see: usher check")
        #expect(!outcome.isTakenUp)
    }

    @Test("Refuses a template that cannot be filled in for a sample person")
    func template() async throws {
        let reloader = Reloader(home: home, environment: [:])
        let path = folder("templates/welcome/download.md")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + "\n{{contact.nonsense}}\n").utf8).write(to: URL(fileURLWithPath: path))
        let outcome = await reloader.reload(yes: false, serving: try home.edition)
        #expect(outcome.sentence.hasPrefix("refused, the old files keep serving: templates/welcome/download.md:"))
        #expect(!outcome.isTakenUp)
    }

    @Test("Does not change the mode of a running daemon")
    func mode() async throws {
        let reloader = Reloader(home: home, environment: [:])
        try folder.edit(
            "config/usher.yaml", "mode: rehearsal", "mode: live\nsmtp: { host: mail.shop.example, port: 587 }")
        let outcome = await reloader.reload(yes: true, serving: try home.edition)
        #expect(
            outcome.sentence
                == "not taken up: the mode changed; it is taken up by a restart, because rehearsal and live have their own databases"
        )
        #expect(!outcome.isTakenUp && outcome.isTemporary)
    }

    /// Puts the people's next step where the serving files have it: `crisp-folds`, two days after the entry.
    private func advance() throws {
        let now = home.clock.now()
        let batch = try home.store.claim(owner: "test", now: now, limit: 500) { candidate, _ in
            .close(
                .skipped, reason: .conditionNotMet,
                Progress.after(candidate, settled: .skipped, plan: home.plan, now: now))
        }
        #expect(batch.handled > 0)
    }

    private let soon = ("config/campaigns/welcome.yaml", "wait: 2 days, at: \"09:30\"", "wait: 0")

    @Test("Is held when it would mail more people at once than reload.hold_above, until somebody says yes")
    func held() async throws {
        try enqueue(21)
        try advance()
        let reloader = Reloader(home: home, environment: [:])
        try folder.edit(soon.0, soon.1, soon.2)
        let held = await reloader.reload(yes: false, serving: try home.edition)
        #expect(
            held.sentence == "held: these files would mail 21 people at once; the old ones keep serving; "
                + "take them up with: usher reload --yes")
        #expect(!held.isTakenUp)
        #expect(await reloader.reload(yes: true, serving: try home.edition).isTakenUp)
    }

    @Test("A yes to what was shown is none to files that came after it, and none to more than that")
    func shown() async throws {
        try enqueue(21)
        try advance()
        let (reloader, edition) = (Reloader(home: home, environment: [:]), try home.edition)
        try folder.edit(soon.0, soon.1, soon.2)
        func reload(_ shown: ReloadShown) async -> String {
            await reloader.reload(yes: true, to: shown, serving: edition).sentence
        }
        let files = try HomeReader.read(folder.path).hashValue
        let beyond =
            "held: these files would mail 21 people at once, and the yes was said to something else; "
            + "the old ones keep serving; take them up with: usher reload --yes"
        #expect(await reload(ReloadShown(files: files &+ 1, mailed: 21, stranded: 0)) == beyond)
        #expect(await reload(ReloadShown(files: files, mailed: 0, stranded: 0)) == beyond)
        #expect(await reload(ReloadShown(files: files, mailed: -1, stranded: 0)) == beyond)
        // One who came in the meantime.
        #expect(await reload(ReloadShown(files: files, mailed: 20, stranded: 0)) == "the files are taken up")
        try folder.edit(soon.0, "title:", "title: New")
        #expect(await reload(ReloadShown(files: files, mailed: 21, stranded: 0)) == beyond)
    }

    @Test("What is shown goes through a form and back")
    func shownText() {
        let shown = ReloadShown(files: -5, mailed: 312, stranded: 2)
        #expect(shown.text == "-5.312.2" && ReloadShown(text: shown.text) == shown)
        for text in ["", "1.2", "1.2.3.4", "1.-2.3", "1.2.-3", "a.2.3", "1.2.99999999999999999999"] {
            #expect(ReloadShown(text: text) == nil, "\(text)")
        }
    }

    @Test("Refuses a relay that this process could not send through; one that serves is not asked about")
    func relays() async throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        let home = try OpenHome.open(folder.path, environment: [:])
        let edition = try home.edition
        let relay = "smtp: { host: relay.shop.de }"
        let reloader = Reloader(home: home, environment: [:])
        let secret = folder("secret")
        for (section, text) in [
            ("smtp", "smtp: { host: relay.shop.de, username: me }"),
            ("smtp", "smtp: { host: relay.shop.de, username: me, password_file: secret }"),
            (
                "transactional.smtp",
                "\(relay)\ntransactional: { smtp: { host: other.shop.de, username: me, password_file: secret } }"
            ),
        ] {
            // Whatever is wrong with its file but what 'usher check' can tell, who may be somebody else.
            try FileManager.default.createSymbolicLink(atPath: secret, withDestinationPath: secret)
            try folder.edit("config/usher.yaml", relay, text)
            let refused = await reloader.reload(yes: true, serving: edition)
            #expect(
                refused.sentence.hasPrefix(
                    "refused, the old files keep serving: config/usher.yaml: error: '\(section)' cannot be taken up: "),
                "\(refused.sentence)")
            // It serves, its password came by another way: an edit of something else has nothing to do with it.
            let serving = try home.edition(of: HomeReader.read(folder.path))
            try folder.edit("templates/excite/more.md", "subject: More", "subject: Yet more")
            #expect(await reloader.reload(yes: true, serving: serving).isTakenUp)
            try FileManager.default.removeItem(atPath: secret)
            try Data("secret\n".utf8).write(to: URL(filePath: secret))
            chmod(secret, 0o600)
            let known = Reloader(home: home, environment: ["USHER_SMTP_PASSWORD": "secret"])
            #expect(await known.reload(yes: true, serving: edition).isTakenUp)
            try folder.edit("config/usher.yaml", text, relay)
            try folder.edit("templates/excite/more.md", "Yet more", "More")
            try FileManager.default.removeItem(atPath: secret)
        }
    }

    @Test("Counts who is parked as well")
    func parked() async throws {
        try enqueue(21)
        try advance()
        let now = home.clock.now()
        _ = try home.store.reschedule(after: nil, limit: 500) { _ in now }
        try home.store.pause(Pause(scope: .relay, reason: .byHand(words: nil), since: now))
        _ = try home.store.claim(owner: "test", now: now, limit: 500) { _, _ in .park(.relay) }
        #expect(try home.store.totals(now: now).byState[.parked] == 21)
        try folder.edit(soon.0, soon.1, soon.2)
        let held = await Reloader(home: home, environment: [:]).reload(yes: false, serving: try home.edition)
        #expect(held.sentence.contains("21 people at once"))
    }

    @Test("Is not held for a backlog that a limit put off: it was due by the old files already")
    func throttled() async throws {
        try enqueue(21)
        let later = home.clock.now().adding(seconds: 600)
        _ = try home.store.reschedule(after: nil, limit: 500) { _ in later }
        try folder.edit("config/campaigns/welcome.yaml", "wait: 3 days", "wait: 2 days")
        #expect(await Reloader(home: home, environment: [:]).reload(yes: false, serving: try home.edition).isTakenUp)
    }

    @Test("Is held when it would leave anybody without their step or campaign")
    func stranded() async throws {
        try enqueue(3)
        try advance()
        let reloader = Reloader(home: home, environment: [:])
        try folder.edit("config/campaigns/welcome.yaml", "name: crisp-folds,", "name: sharp-folds,")
        let templates = folder("templates/welcome")
        for file in try FileManager.default.contentsOfDirectory(atPath: templates) where file.hasPrefix("crisp-folds") {
            try FileManager.default.moveItem(
                atPath: "\(templates)/\(file)", toPath: "\(templates)/sharp" + file.dropFirst("crisp".count))
        }
        let step = await reloader.reload(yes: false, serving: try home.edition)
        #expect(step.sentence.contains("these files would leave 3 enrollments without the step"), "\(step.sentence)")
        try FileManager.default.removeItem(atPath: folder("config/campaigns/welcome.yaml"))
        try FileManager.default.removeItem(atPath: templates)
        let campaign = await reloader.reload(yes: false, serving: try home.edition)
        #expect(campaign.sentence.contains("leave 3 enrollments without"), "\(campaign.sentence)")
        #expect(await reloader.reload(yes: true, serving: try home.edition).isTakenUp)
    }

    @Test("Is not held for people who entered by the new files, and keeps them")
    func newCampaign() async throws {
        let text = try String(contentsOfFile: folder("config/campaigns/welcome.yaml"), encoding: .utf8)
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder("config/campaigns/hello.yaml")))
        try FileManager.default.copyItem(atPath: folder("templates/welcome"), toPath: folder("templates/hello"))
        let command = try OpenHome.open(folder.path, environment: [:])
        let now = home.clock.now()
        _ = try command.intake.enter((0..<30).map { try command.entry("p\($0)@example.org", into: "hello") })
        var pacer = Pacer(limits: LimitSettings())
        let soon = now.adding(seconds: 60)
        let old = try home.edition
        let early = try home.store.claim(owner: "test", now: soon, limit: 100) { candidate, pauses in
            old.clear(candidate, pauses: pauses, now: soon, pacer: &pacer)
        }
        #expect(early.handled == 30 && early.claimed.isEmpty)
        guard
            case .takenUp(let new) = await Reloader(home: home, environment: [:]).reload(
                yes: false, serving: try home.edition)
        else {
            Issue.record("held")
            return
        }
        let then = soon.adding(seconds: 5)
        let batch = try home.store.claim(owner: "test", now: then, limit: 100) { candidate, pauses in
            new.clear(candidate, pauses: pauses, now: then, pacer: &pacer)
        }
        #expect(batch.claimed.count > 0)
        #expect(try home.store.totals(now: then).byState[.skipped] == nil)
    }

    @Test("Ends early, and takes nothing up, when the daemon stops meanwhile")
    func cancelled() async throws {
        try enqueue(3)
        try advance()
        try folder.edit(soon.0, soon.1, soon.2)
        let home = home
        let edition = try home.edition
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await Reloader(home: home, environment: [:]).reload(yes: false, serving: edition).sentence
        }
        #expect(await task.value == "not taken up: the daemon is stopping")
    }

    @Test("Is asked for and answered through the store; an old question is no new one")
    func asked() throws {
        #expect(try ReloadRequest.question(home.store) == nil)
        let silent = try ReloadRequest.ask(home.store, yes: true, seconds: 0)
        #expect(silent.text == "the daemon has not answered for 0 seconds; see its log")
        #expect(!silent.isTakenUp)
        let question = try #require(try ReloadRequest.question(home.store))
        #expect(question.number == 1)
        #expect(question.yes)
        try ReloadRequest.answer(home.store, .init(number: 1, isTakenUp: true, text: "the files are taken up"))
        #expect(try ReloadRequest.answer(home.store)?.text == "the files are taken up")
        #expect(try ReloadRequest.ask(home.store, yes: false, seconds: 0).number == 2)
    }

    @Test("Is waited for as long as the daemon moves, and no longer than it lives")
    func moving() throws {
        var (looks, told) = (0, [Int]())
        let store = home.store
        var fault: (any Error)?
        let answer = try ReloadRequest.ask(
            store, yes: false, seconds: 1,
            daemon: {
                looks += 1
                var report = DaemonReport(process: 1, since: Timestamp(seconds: 0), mode: .rehearsal)
                report.reload = .init(looked: looks * 500, question: 1)
                if looks == 40 {
                    do { try ReloadRequest.answer(store, .init(number: 1, isTakenUp: true, text: "done")) } catch {
                        fault = error
                    }
                }
                return report
            }, tell: { told.append($0) })
        #expect(fault == nil && answer.text == "done" && told.count == 40 && told.last == 20_000)
        let long = try ReloadRequest.ask(
            store, yes: false, most: 0,
            daemon: {
                looks += 1
                var report = DaemonReport(process: 1, since: Timestamp(seconds: 0), mode: .rehearsal)
                report.reload = .init(looked: looks, question: 2)
                return report
            })
        #expect(long.isTemporary && !long.isTakenUp && long.text.contains("goes on with it"))
        let gone = try ReloadRequest.ask(store, yes: false, isAlive: { false })
        #expect(gone.isGone && !gone.isTakenUp && gone.text.hasPrefix("the daemon has ended"))
    }

    @Test("Tells how many it has looked at, in lots")
    func progress() async throws {
        try enqueue(1200)
        try advance()
        try folder.edit(soon.0, soon.1, soon.2)
        var told: [Int] = []
        let outcome = await Reloader(home: home, environment: [:]).reload(yes: false, serving: try home.edition) {
            told.append($0)
        }
        guard case .held = outcome else {
            Issue.record("\(outcome.sentence)")
            return
        }
        #expect(outcome.isTemporary)
        #expect(told.last == 1200 && told == told.sorted() && told.count >= 3)
    }
}
