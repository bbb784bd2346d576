import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome
@testable import UsherSupport

/// The table of edits to a live sequence, each cell: one person not there yet, one waiting on the step, one past it,
/// one finished.
@Suite("An edit to a live sequence")
struct LiveEditsTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let clock: SteppedClock
    private let start: Timestamp

    private static let steps = [("a", "1 day"), ("b", "2 days"), ("c", "3 days")]

    /// Three steps after 1, 2 and 3 days; on day 10 early waits for `a` (half a day to go), mid for `b` (one day), late
    /// for `c` (two days), and done has had all.
    init() throws {
        folder = try TemporaryFolder()
        let shipped = EmbeddedHome.files.filter {
            $0.path.hasPrefix("templates/layouts") || $0.path.hasPrefix("templates/partials")
        }
        try HomeWriter.write(shipped, to: folder.path)
        try Self.write(Self.steps, in: folder)
        for (path, text) in [
            ("config/usher.yaml", Self.settings), ("config/journey.yaml", "events:\n  purchased: convert\n"),
        ] { try Self.write(text, to: path, in: folder) }
        start = try Timestamp(parsing: "2026-11-02T12:00:00Z", clock: .utc)
        clock = SteppedClock(from: start)
        var home = try OpenHome.open(folder.path, environment: [:])
        home.clock = clock
        self.home = home
        for (name, day) in [("done", 0.0), ("late", 6), ("mid", 8), ("early", 9.5)] {
            try play(home.edition, until: day)
            _ = try home.intake.enter([home.entry("\(name)@example.org", into: "course")])
        }
        try play(home.edition, until: 10)
    }

    private static let settings = """
        mode: rehearsal
        sender: { name: Ida, address: ida@shop.example }
        postal_address: Quay 1, 20095 Hamburg
        shop: { name: Paper Boat, url: "https://shop.example", zone: UTC }
        unsubscribe: { mailto: no@shop.example }
        cap: 0
        """

    private static func write(_ text: String, to path: String, in folder: TemporaryFolder) throws {
        let url = URL(fileURLWithPath: folder(path))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((text + "\n").utf8).write(to: url)
    }

    /// The campaign and its templates, and no others.
    private static func write(_ steps: [(String, String)], text: String = "Hello", in folder: TemporaryFolder) throws {
        let list = steps.map { "  - { name: \($0.0), wait: \($0.1), kind: transactional }" }.joined(separator: "\n")
        try? FileManager.default.removeItem(atPath: folder("templates/course"))
        try write(
            """
            title: A course
            moves: subscribe -> convert
            call_to_action: { text: Go, url: "https://shop.example" }
            done_when: { event: purchased }
            steps:
            \(list)
            """, to: "config/campaigns/course.yaml", in: folder)
        for (step, _) in steps {
            try write("---\nsubject: \(step)\n---\n\(text)", to: "templates/course/\(step).md", in: folder)
        }
    }

    /// What went, as `early a 10.5`, and what each was made from.
    @discardableResult
    private func play(_ edition: Edition, until day: Double) throws -> (lines: [String], revisions: Set<RevisionHash>) {
        let end = start.adding(milliseconds: Int64(day * 86_400_000))
        try home.store.save(edition.revisions)
        var lines: [String] = []
        var revisions: Set<RevisionHash> = []
        while let due = try home.store.nextDue(), due <= end {
            clock.jump(to: due)
            let now = clock.now()
            var pacer = Pacer(limits: LimitSettings())
            let batch = try home.store.claim(owner: "test", now: now, limit: 50) { candidate, pauses in
                edition.clear(candidate, pauses: pauses, now: now, pacer: &pacer)
            }
            let accepted = AttemptOutcome.accepted(Reply(code: 250))
            for claimed in batch.claimed {
                let at = Double(now.since(start)) / 86_400_000
                let who = claimed.candidate.contact.address.localPart
                lines.append("\(who) \(edition.plan.name(of: claimed.candidate.subject).name) \(at)")
                revisions.insert(claimed.composition.revision)
                _ = try home.store.settle(
                    [
                        Settling.decide(
                            outcome: accepted, verdict: Verdict.of(accepted), claimed: claimed, plan: edition.plan,
                            now: now)
                    ], owner: "test", now: now)
            }
        }
        clock.jump(to: end)
        return (lines.sorted(), revisions)
    }

    /// What the plan says of the files on disk, what a reload without a yes says, and all that goes after one with a
    /// yes.
    private func edit(_ steps: [(String, String)], text: String = "Hello") async throws -> (
        plan: ReloadPlan, isHeld: Bool, went: [String], revisions: Set<RevisionHash>, new: Edition
    ) {
        try Self.write(steps, text: text, in: folder)
        let files = try HomeReader.read(folder.path)
        let plan = try ReloadPlan(of: files, in: home, names: 10)
        let reloader = Reloader(home: home, environment: [:])
        let first = await reloader.reload(yes: false, serving: try home.edition)
        var isHeld = false
        if case .held = first { isHeld = true }
        guard case .takenUp(let new) = await reloader.reload(yes: true, serving: try home.edition) else {
            throw UnknownName.noSamples
        }
        var walk = try QueueWalk(to: new.plan, in: home.store)
        try walk.goOn(in: home.store, now: clock.now()) { false }
        let (went, revisions) = try play(new, until: 60)
        return (plan, isHeld, went, revisions, new)
    }

    private static let unchanged = [
        "early a 10.5", "early b 12.5", "early c 15.5", "late c 12.0", "mid b 11.0", "mid c 14.0",
    ]

    @Test("as it stands: everybody goes on")
    func none() async throws {
        try Self.write(Self.steps, in: folder)
        #expect(try play(home.edition, until: 60).lines == Self.unchanged)
    }

    @Test("change text: new text for whoever has not had it, until the first attempt; no date moves")
    func text() async throws {
        let old = Set(try home.edition.revisions.keys)
        let edit = try await edit(Self.steps, text: "Better")
        #expect(edit.went == Self.unchanged)
        #expect(edit.revisions.isDisjoint(with: old) && edit.revisions.isSubset(of: Set(edit.new.revisions.keys)))
        #expect(edit.plan.counts == [.unchanged: 3] && edit.plan.isTakenUp && !edit.isHeld)
    }

    @Test("change wait: who waits on it is moved, who is not there yet gets the new one, who is past it nothing")
    func wait() async throws {
        let edit = try await edit([("a", "1 day"), ("b", "4 days"), ("c", "3 days")])
        #expect(
            edit.went == [
                "early a 10.5", "early b 14.5", "early c 17.5", "late c 12.0", "mid b 13.0", "mid c 16.0",
            ])
        #expect(edit.plan.counts == [.unchanged: 2, .later: 1] && edit.plan.isTakenUp && !edit.isHeld)
        #expect(edit.plan.people.map(\.address) == ["mid@example.org"])
        #expect(edit.plan.people.first?.after == "2026-11-15T12:00:00Z")
    }

    @Test("a wait that is over by now mails at once, one e-mail and not two")
    func shorter() async throws {
        let edit = try await edit([("a", "1 day"), ("b", "1 hour"), ("c", "3 days")])
        #expect(
            edit.went.filter { !$0.hasPrefix("early") } == ["late c 12.0", "mid b 10.0", "mid c 13.0"])
        #expect(edit.plan.counts == [.unchanged: 2, .mailedAtOnce: 1] && edit.plan.mailed == 1)
        #expect(edit.plan.isTakenUp && !edit.isHeld, "fewer than reload.hold_above")
    }

    @Test("those are named first for whom a reload is held, whoever entered first")
    func order() async throws {
        let edit = try await edit([("a", "5 days"), ("b", "1 hour")])
        #expect(edit.plan.counts == [.later: 1, .mailedAtOnce: 1, .stranded: 1])
        #expect(edit.plan.people.map(\.effect) == [.stranded, .mailedAtOnce, .later])
    }

    @Test("insert a step earlier: who is not there yet gets it, nobody else")
    func insert() async throws {
        let edit = try await edit([("a", "1 day"), ("x", "1 day"), ("b", "2 days"), ("c", "3 days")])
        #expect(
            edit.went == [
                "early a 10.5", "early b 13.5", "early c 16.5", "early x 11.5", "late c 12.0", "mid b 11.0",
                "mid c 14.0",
            ])
        #expect(edit.plan.counts == [.unchanged: 3] && edit.plan.isTakenUp && !edit.isHeld)
    }

    @Test("append at the end: everybody who is on the way gets it, finished people nothing")
    func append() async throws {
        let edit = try await edit(Self.steps + [("d", "1 day")])
        #expect(edit.went == (Self.unchanged + ["early d 16.5", "late d 13.0", "mid d 15.0"]).sorted())
        #expect(edit.plan.counts == [.unchanged: 3] && edit.plan.isTakenUp && !edit.isHeld)
    }

    @Test("remove a step: who waits on it goes on to the next, wait from now; it is held for a yes")
    func remove() async throws {
        let edit = try await edit([("a", "1 day"), ("c", "3 days")])
        #expect(edit.went == ["early a 10.5", "early c 13.5", "late c 12.0", "mid c 13.0"])
        #expect(edit.plan.counts == [.unchanged: 2, .stranded: 1] && edit.plan.stranded == 1)
        #expect(!edit.plan.isTakenUp && edit.isHeld)
        #expect(edit.plan.people.map(\.message) == ["course/b"])
    }

    @Test("rename with renamed_from: nothing changes for anybody")
    func renamed() async throws {
        let edit = try await edit([("a", "1 day"), ("better", "2 days, renamed_from: b"), ("c", "3 days")])
        #expect(edit.went == Self.unchanged.map { $0.replacing(" b ", with: " better ") }.sorted())
        #expect(edit.plan.counts == [.unchanged: 3] && edit.plan.isTakenUp && !edit.isHeld)
    }

    @Test(
        "rename without renamed_from: an error of check while its template has the old name, else held as a step that is gone"
    )
    func renamedSilently() async throws {
        let path = "config/campaigns/course.yaml"
        let text = try String(contentsOfFile: folder(path), encoding: .utf8)
        try Self.write(text.replacing("name: b,", with: "name: better,"), to: path, in: folder)
        let outcome = await Reloader(home: home, environment: [:]).reload(yes: true, serving: try home.edition)
        #expect(outcome.sentence.contains("step 'better' has no template"), "\(outcome.sentence)")
        let edit = try await edit([("a", "1 day"), ("better", "2 days"), ("c", "3 days")])
        #expect(!edit.plan.isTakenUp && edit.isHeld && edit.plan.stranded == 1)
    }

    @Test("a campaign that goes strands everybody in it, and the plan and the hold count alike")
    func gone() async throws {
        try FileManager.default.removeItem(atPath: folder("config/campaigns/course.yaml"))
        try FileManager.default.removeItem(atPath: folder("templates/course"))
        let plan = try ReloadPlan(of: try HomeReader.read(folder.path), in: home)
        #expect(plan.counts == [.stranded: 3] && plan.stranded == 3 && plan.isHeld)
        guard
            case .held(let mailed, let stranded, false) = await Reloader(home: home, environment: [:]).reload(
                yes: false, serving: try home.edition)
        else {
            Issue.record("not held")
            return
        }
        #expect(mailed == plan.mailed && stranded == plan.stranded)
    }

    @Test("a plan changes nothing: names of files that are not in place stay unknown")
    func nothing() async throws {
        try Self.write([("a", "1 day"), ("better", "2 days, renamed_from: b"), ("new", "3 days")], in: folder)
        let before = try home.store.catalog()
        let plan = try ReloadPlan(of: try HomeReader.read(folder.path), in: home, names: 1)
        #expect(try home.store.catalog() == before)
        #expect(
            plan.stranded == 1
                && plan.lines.last?.hasPrefix("a reload is held: these files would leave 1 enrollment ") == true)
        #expect(plan.people.count == 1 && plan.more == 0)
    }
}
