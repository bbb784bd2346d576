import Foundation
import Testing
import TestSupport

@testable import UsherHome

@Suite("A folder snapshot")
struct FolderSnapshotTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder("config/campaigns"), withIntermediateDirectories: true)
        try write("config/usher.yaml", "mode: rehearsal")
        try write("config/campaigns/excite.yaml", "title: Excite")
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder(name)))
    }

    /// The paths that differ after `edit`, below `config`.
    private func changes(_ edit: () throws -> Void) throws -> Set<String> {
        let before = FolderSnapshot.take(of: [folder("config")]).files
        try edit()
        let after = FolderSnapshot.take(of: [folder("config")]).files
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        return Set(changed.map { String($0.dropFirst(folder("config/").count)) })
    }

    @Test("finds every file below its folders")
    func finds() {
        let snapshot = FolderSnapshot.take(of: [folder("config"), folder("nowhere")])
        #expect(snapshot.files.keys.sorted() == [folder("config/campaigns/excite.yaml"), folder("config/usher.yaml")])
    }

    @Test("differs by new, changed and removed files")
    func differences() throws {
        let changes = try changes {
            try write("config/journey.yaml", "")
            try write("config/usher.yaml", "mode: live")
            try FileManager.default.removeItem(atPath: folder("config/campaigns/excite.yaml"))
        }
        #expect(changes == ["journey.yaml", "usher.yaml", "campaigns/excite.yaml"])
    }

    @Test("notices a file of the same size that was renamed into place with the old times")
    func rename() throws {
        let changes = try changes {
            let times = try FileManager.default.attributesOfItem(atPath: folder("config/usher.yaml"))
            try write("config/usher.new", "mode: rehearsaL")
            try FileManager.default.setAttributes(
                [.modificationDate: times[.modificationDate] ?? Date()], ofItemAtPath: folder("config/usher.new"))
            #expect(Foundation.rename(folder("config/usher.new"), folder("config/usher.yaml")) == 0)
        }
        #expect(changes == ["usher.yaml"])
    }

    @Test(
        "passes over what editors leave", arguments: [".usher.yaml.swp", "#usher.yaml#", "usher.yaml~", ".git/index"])
    func editors(name: String) throws {
        let changes = try changes {
            try FileManager.default.createDirectory(atPath: folder("config/.git"), withIntermediateDirectories: true)
            try write("config/\(name)", "x")
        }
        #expect(changes.isEmpty)
    }

    @Test("follows links, and does not get lost in a loop of them")
    func links() throws {
        try FileManager.default.createDirectory(atPath: folder("elsewhere"), withIntermediateDirectories: true)
        try write("elsewhere/linked.yaml", "x")
        try FileManager.default.createSymbolicLink(
            atPath: folder("config/more"), withDestinationPath: folder("elsewhere"))
        let before = FolderSnapshot.take(of: [folder("config")])
        #expect(before.files[folder("config/more/linked.yaml")] != nil)
        try FileManager.default.createSymbolicLink(
            atPath: folder("elsewhere/loop"), withDestinationPath: folder("elsewhere"))
        #expect(FolderSnapshot.take(of: [folder("config")]).files.count < 30)
    }
}
