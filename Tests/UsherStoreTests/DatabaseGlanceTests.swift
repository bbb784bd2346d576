import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("A glance at a database that others work in")
struct DatabaseGlanceTests {
    @Test("says when something was recorded last, and what the daemon remembers; makes nothing")
    func newest() throws {
        let scene = try Scene(try #require(StoreUnderTest.all.first))
        let path = try #require(scene.store as? SQLiteStore).path
        #expect(try DatabaseGlance.newest(of: path) == nil)
        try scene.enter("ada@example.org")
        #expect(try DatabaseGlance.newest(of: path) == scene.now)
        scene.now = scene.now.adding(seconds: 60)
        try scene.enter("bob@example.org")
        #expect(try DatabaseGlance.newest(of: path) == scene.now)
        #expect(try DatabaseGlance.note("clock", of: path) == nil)
        try scene.store.setNote("clock", "stepped:1")
        #expect(try DatabaseGlance.note("clock", of: path) == "stepped:1")
        #expect(throws: StoreError.self) { try DatabaseGlance.newest(of: scene.folder("nowhere.sqlite")) }
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.folder.path)
        #expect(names.allSatisfy { !$0.hasPrefix("nowhere") })
    }
}
