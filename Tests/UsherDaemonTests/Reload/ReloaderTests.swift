import Foundation
import TestSupport
import Testing
import UsherCore

@testable import UsherDaemon

@Suite("A reload")
struct ReloaderTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        home = try OpenHome.open(folder.path, environment: [:])
    }

    private func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: folder(path), encoding: .utf8)
        #expect(text.contains(old), "\(path) has no '\(old)'")
        try Data(text.replacing(old, with: new).utf8).write(to: URL(fileURLWithPath: folder(path)))
    }

    private func enqueue(_ count: Int) throws {
        let campaign = try home.campaignID(named: "welcome")
        let requests = try (0..<count).map { number in
            EntryTemplate(campaign: campaign, source: "test").request(
                PersonDraft(address: try EmailAddress("p\(number)@example.org")), now: home.clock.now())
        }
        _ = try home.intake.enter(requests)
    }

    @Test("Of the same files changes nothing")
    func unchanged() {
        var reloader = Reloader(home: home)
        let outcome = reloader.reload(yes: false)
        #expect(outcome.sentence == "the files are what they were")
        #expect(outcome.isTakenUp)
    }

    @Test("Takes up a better text, once")
    func takenUp() throws {
        var reloader = Reloader(home: home)
        try edit("config/campaigns/welcome.yaml", "title:", "title: New")
        let outcome = reloader.reload(yes: false)
        #expect(outcome.sentence == "the files are taken up")
        #expect(outcome.isTakenUp)
        #expect(reloader.edition.files.campaign("welcome")?.title.hasPrefix("New") == true)
        #expect(reloader.reload(yes: false).sentence == "the files are what they were")
    }

    @Test("Refuses files with errors, names the first, and keeps the old ones")
    func refused() throws {
        var reloader = Reloader(home: home)
        let before = reloader.edition.files
        try edit("config/campaigns/welcome.yaml", "title:", "titel:")
        let outcome = reloader.reload(yes: true)
        #expect(
            outcome.sentence == "refused, the old files keep serving: config/campaigns/welcome.yaml:1:1: error: "
                + "'title' is missing and 1 more; see: usher check")
        #expect(!outcome.isTakenUp)
        #expect(reloader.edition.files == before)
    }

    @Test("Refuses a template that cannot be filled in for a sample person")
    func template() throws {
        var reloader = Reloader(home: home)
        let path = folder("templates/welcome/download.md")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + "\n{{contact.nonsense}}\n").utf8).write(to: URL(fileURLWithPath: path))
        let outcome = reloader.reload(yes: false)
        #expect(outcome.sentence.hasPrefix("refused, the old files keep serving: templates/welcome/download.md:"))
        #expect(!outcome.isTakenUp)
    }

    @Test("Does not change the mode of a running daemon")
    func mode() throws {
        var reloader = Reloader(home: home)
        try edit("config/usher.yaml", "mode: rehearsal", "mode: live\nsmtp: { host: mail.shop.example, port: 587 }")
        let outcome = reloader.reload(yes: true)
        #expect(
            outcome.sentence
                == "not taken up: the mode changed; it is taken up by a restart, because rehearsal and live have their own databases"
        )
        #expect(!outcome.isTakenUp)
    }

    @Test("Is held when it would mail more people at once than reload.hold_above, until somebody says yes")
    func held() throws {
        try enqueue(21)
        _ = try home.store.reschedule(after: nil, limit: 500) { _ in home.clock.now().adding(seconds: 86_400 * 30) }
        var reloader = Reloader(home: home)
        try edit("config/campaigns/welcome.yaml", "title:", "title: New")
        let held = reloader.reload(yes: false)
        #expect(
            held.sentence == "held: these files would mail 21 people at once; the old ones keep serving; "
                + "take them up with: usher reload --yes")
        #expect(!held.isTakenUp)
        #expect(reloader.reload(yes: true).isTakenUp)
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
}
