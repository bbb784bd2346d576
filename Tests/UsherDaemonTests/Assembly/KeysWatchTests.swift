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

    @Test("cannot be put back into a folder that is gone")
    mutating func folderIsGone() throws {
        try FileManager.default.moveItem(atPath: home.folders.state, toPath: folder("away"))
        let news = ticks(9)
        guard news.count == 1, case .wrong(let why) = news.first else { throw Failure.told(news) }
        #expect(why.contains("restore it from a backup"))
    }

    enum Failure: Error { case told([KeysWatch.News]) }
}
