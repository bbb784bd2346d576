import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome

@Suite("A layout that is edited all day")
struct OldRevisionsTests {
    @Test("leaves no more behind than what serves and what is under way")
    func edits() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        let home = try OpenHome.open(folder.path, environment: [:])
        var files = home.files
        var edition = try home.edition
        var old = OldRevisions()
        var forgotten = 0
        let size = edition.revisions.count
        let now = Timestamp(seconds: 1_795_431_600)
        for number in 0..<30 {
            files.templates.layouts["default"]?.base.text += "<!-- \(number) -->"
            edition = try home.edition(of: files)
            try home.store.save(edition.revisions)
            forgotten += try old.walk(home.store, edition: edition, now: now)
            forgotten += try old.walk(home.store, edition: edition, now: now)
        }
        #expect(try home.store.unneededRevisions(keeping: [], limit: 10_000).count == size)
        #expect(forgotten > size)
        for (hash, sources) in edition.revisions { #expect(try home.store.sources(hash) == sources) }
    }

    @Test("is gone after two walks, however often it was saved")
    func manyEdits() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        let home = try OpenHome.open(folder.path, environment: [:])
        let edition = try home.edition
        try home.store.save(edition.revisions)
        let size = edition.revisions.count
        var files = home.files
        for number in 0..<60 {
            files.templates.layouts["default"]?.base.text += "<!-- \(number) -->"
            try home.store.save(try home.edition(of: files).revisions)
        }
        #expect(try home.store.unneededRevisions(keeping: [], limit: 10_000).count > size + 900)
        var old = OldRevisions()
        let now = Timestamp(seconds: 1_795_431_600)
        for _ in 1...2 { _ = try old.walk(home.store, edition: edition, now: now) }
        #expect(try home.store.unneededRevisions(keeping: [], limit: 10_000).count == size)
    }
}
