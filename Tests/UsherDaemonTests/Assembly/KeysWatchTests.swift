import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherMail

@testable import UsherDaemon

@Suite("The keys under a running daemon")
struct KeysWatchTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private var watch: KeysWatch

    init() throws {
        (folder, home) = try OpenHome.shipped()
        watch = KeysWatch(home)
    }

    /// What is told in so many seconds.
    private mutating func ticks(_ count: Int) -> [KeysWatch.News] {
        (0..<count).compactMap { _ in watch.tick(store: home.store) }
    }

    @Test("that were deleted are written again, and that is told once")
    mutating func deleted() throws {
        #expect(ticks(3) == [])
        try FileManager.default.removeItem(atPath: home.folders.keys)
        let news = ticks(9)
        #expect(news.count == 1)
        guard case .putBack = news.first else { throw Failure.told(news) }
        #expect(try KeyFile.read(home.folders.keys)?.keyring.fingerprints == home.keyring.fingerprints)
        _ = try OpenHome.open(folder.path, environment: [:])
    }

    @Test("that became another home's are told once, and once more when they are right again")
    mutating func replaced() throws {
        let right = try String(contentsOfFile: home.folders.keys, encoding: .utf8)
        try FileManager.default.removeItem(atPath: home.folders.keys)
        _ = try KeyFile.create(at: home.folders.keys, now: Timestamp(seconds: 0))
        let news = ticks(5)
        guard news.count == 1, case .wrong(let why) = news.first else { throw Failure.told(news) }
        #expect(why.contains("do not belong together"))
        try right.write(toFile: home.folders.keys, atomically: true, encoding: .utf8)
        chmod(home.folders.keys, 0o600)
        #expect(ticks(5) == [.good])
    }

    @Test("that are new are taken up, in the database as well, and that is told once")
    mutating func rotated() throws {
        #expect(ticks(2) == [])
        let from = Timestamp(seconds: 2_000_000_000)
        let rotated = try KeyFile.rotate(at: home.folders.keys, from: from)
        let news = ticks(5)
        guard news.count == 1, case .takenUp(let what) = news.first else { throw Failure.told(news) }
        #expect(what.contains("number 2") && what.contains(from.iso8601))
        #expect(home.keyring.keys.map(\.id) == [2, 1])
        #expect(try Set(home.store.keyFingerprints()) == Set(rotated.content.keyring.fingerprints))
        // A daemon that was started a moment before the file was written looks at it once, too.
        _ = try KeyFile.rotate(at: home.folders.keys, from: from)
        watch = KeysWatch(home)
        guard case .takenUp? = ticks(1).first else { throw Failure.told([]) }
        // What is put back has all of them.
        try FileManager.default.removeItem(atPath: home.folders.keys)
        _ = ticks(9)
        #expect(try KeyFile.read(home.folders.keys)?.keyring.keys.map(\.id) == [3, 2, 1])
    }

    @Test("cannot be put back into a folder that is gone")
    mutating func folderIsGone() throws {
        try FileManager.default.moveItem(atPath: home.folders.state, toPath: folder("away"))
        let news = ticks(9)
        guard news.count == 1, case .wrong(let why) = news.first else { throw Failure.told(news) }
        #expect(why.contains("restore it from a backup"))
    }

    enum Failure: Error { case told([KeysWatch.News]) }
}
