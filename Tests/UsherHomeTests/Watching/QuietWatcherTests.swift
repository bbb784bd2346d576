import Foundation
import Testing
import TestSupport

@testable import UsherHome

@Suite("The watcher")
struct QuietWatcherTests {
    private let folder: TemporaryFolder
    private let start = ContinuousClock.now

    init() throws {
        folder = try TemporaryFolder()
        try write("a.yaml", "1")
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder(name)))
    }

    @Test("reports a change once, two seconds after the last one")
    func reports() throws {
        var watcher = QuietWatcher(folders: [folder.path], now: start)
        #expect(watcher.tick(now: start.advanced(by: .seconds(1))) == nil)
        try write("b.yaml", "1")
        #expect(watcher.tick(now: start.advanced(by: .seconds(2))) == nil)
        try write("c.yaml", "1")
        #expect(watcher.tick(now: start.advanced(by: .seconds(3))) == nil)
        #expect(watcher.tick(now: start.advanced(by: .seconds(4))) == nil)
        #expect(watcher.tick(now: start.advanced(by: .seconds(5))) == FolderSnapshot.take(of: [folder.path]))
        #expect(watcher.tick(now: start.advanced(by: .seconds(6))) == nil)
    }

    @Test("says nothing of what the caller took up by itself")
    func takenUp() throws {
        var watcher = QuietWatcher(folders: [folder.path], now: start)
        try write("b.yaml", "1")
        #expect(watcher.tick(now: start.advanced(by: .seconds(1))) == nil)
        watcher.takenUp(now: start.advanced(by: .seconds(2)))
        #expect(watcher.tick(now: start.advanced(by: .seconds(9))) == nil)
    }
}
