import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherStore

@testable import UsherDaemon
@testable import UsherReports
@testable import UsherSupport

@Suite("What a daemon says of itself")
struct DaemonReportTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private static let noon = Timestamp(milliseconds: 1_795_431_600_000)

    init() throws { (folder, home) = try OpenHome.shipped() }

    private func board(_ mode: Settings.Mode) throws -> StatusBoard {
        StatusBoard(
            DaemonReport(process: 7, since: Self.noon, mode: mode),
            lock: try StateLock.acquire(folder: home.folders.state))
    }

    @Test("is what commands read, as long as it lives")
    func reads() throws {
        #expect(home.report() == nil)
        var board: StatusBoard? = try board(.rehearsal)
        #expect(home.report() == board?.report)
        board?.hear(.recordingStopped(.cannotRecord("disk full")), now: Self.noon.adding(seconds: 60))
        board?.update { $0.files = String(repeating: "wrong ", count: 5000) }
        let report = try #require(home.report())
        #expect(report.still?.since == Self.noon.adding(seconds: 60))
        #expect(report.files?.hasSuffix("...") == true, "a long reason keeps nothing else from being told")
        board?.hear(.recordingBack, now: Self.noon)
        #expect(home.report()?.still == nil)
        board = nil
        #expect(home.report() == nil)
    }

    @Test("counts for the mode, whatever usher.yaml says by now")
    func mode() throws {
        let board = try board(.live)
        #expect(throws: ModeMismatch.self) { try OpenHome.open(folder.path, environment: [:]) }
        #expect(throws: ModeMismatch.self) {
            try OpenHome.openAnyway(folder.path, environment: [:], inEitherMode: false)
        }
        for home in [
            try OpenHome.openAnyway(folder.path, environment: [:]),
            try OpenHome.open(folder.path, environment: [:], inEitherMode: true),
        ] {
            #expect(home.settings.mode == .live && home.folders.database.hasSuffix("/usher.sqlite"))
            let said = home.situation().joined(separator: "\n")
            #expect(said.hasPrefix("mode: live"))
            #expect(said.contains("config/usher.yaml says rehearsal since "))
            #expect(said.contains(", and the daemon still runs live: restart it"))
            let status = try home.status()
            #expect(status.mode == .live && status.files?.hasPrefix("config/usher.yaml says rehearsal") == true)
        }
        board.update { $0.mode = .rehearsal }
        #expect(try OpenHome.open(folder.path, environment: [:]).daemonLines.isEmpty)
        withExtendedLifetime(board) {}
    }

    @Test("counts for what is due: nothing can be recorded, or the relay does not answer")
    func obstacles() throws {
        let board = try board(.rehearsal)
        _ = try home.intake.enter([home.entry("ada@example.org")])
        func told() throws -> (why: String, status: String) {
            let home = try OpenHome.openAnyway(folder.path, environment: [:])
            return (try home.story(of: "ada@example.org").lines.joined(separator: "\n"), try home.status().waitsFor)
        }
        #expect(try told().why.contains("it goes as soon as the limits allow"))
        #expect(try told().status.hasPrefix("Sending: 1 message is due now"))
        board.hear(.recordingStopped(.cannotRecord("disk full")), now: Self.noon)
        #expect(try told().why.contains("due now; nothing has been sent since Mon 2026-11-23 12:00"))
        #expect(
            try told().status.hasPrefix("Nothing is sent, because nothing could be recorded since Mon 2026-11-23 12:00")
        )
        #expect(try told().status.contains("1 message is due"))
        board.hear(.recordingBack, now: Self.noon)
        board.update { $0.seen = Self.noon }
        #expect(try told().why.contains("the daemon has given no sign of life since Mon 2026-11-23 12:00"))
        #expect(try told().status.hasPrefix("The daemon has given no sign of life since Mon 2026-11-23 12:00"))
        board.update {
            $0.seen = SystemClock().now()
            $0.relayWaitsSince = Self.noon
        }
        #expect(try told().why.contains("due now; the relay has not answered since Mon 2026-11-23 12:00"))
        #expect(try told().status.hasPrefix("1 message is due, and the relay has not answered since Mon 2026-11-23"))
        withExtendedLifetime(board) {}
    }
}
