import Foundation
import Testing
import TestSupport

@testable import UsherSupport

@Suite("Files that are read whole")
struct RegularFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder("file")
    }

    @Test("are given with their mode and owner, through a link as well")
    func file() throws {
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o640)
        try FileManager.default.createSymbolicLink(atPath: folder("link"), withDestinationPath: "file")
        for name in ["file", "link"] {
            let content = try RegularFile.read(folder(name), atMost: 3)
            #expect(content.octets == [1, 2, 3] && content.mode == 0o640 && content.owner == geteuid())
        }
        #expect(throws: RegularFile.Fault.tooLarge(limit: 2)) { try RegularFile.octets(of: path, atMost: 2) }
    }

    @Test("are ordinary ones: nothing else hangs, ends never, or is taken for empty")
    func others() throws {
        #expect(throws: RegularFile.Fault.missing) { try RegularFile.octets(of: path, atMost: 9) }
        #expect(throws: RegularFile.Fault.missing) { try RegularFile.octets(of: "/dev/null/x", atMost: 9) }
        #expect(throws: RegularFile.Fault.isFolder) { try RegularFile.octets(of: folder.path, atMost: 9) }
        #expect(throws: RegularFile.Fault.notAFile) { try RegularFile.octets(of: "/dev/zero", atMost: 9) }
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: RegularFile.Fault.notAFile) { try RegularFile.octets(of: path, atMost: 9) }
        let loop = folder("loop")
        try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop")
        #expect(throws: RegularFile.Fault.unreadable("Too many levels of symbolic links")) {
            try RegularFile.octets(of: loop, atMost: 9)
        }
    }

    @Test(
        "are private when nobody else may read or change them",
        arguments: [
            (0o600, nil), (0o400, nil), (0o640, .open(mode: 0o640)), (0o602, .open(mode: 0o602)),
            (0o777, .open(mode: 0o777)),
        ] as [(UInt32, PrivateFile.Fault?)])
    func privacy(_ mode: UInt32, _ expected: PrivateFile.Fault?) throws {
        #expect(PrivateFile.fault(mode: mode, owner: 7, me: 7) == expected)
        #expect(PrivateFile.fault(mode: mode, owner: 4_000_000, me: 7) == .anotherUsers(user: "#4000000"))
        try Data().write(to: URL(fileURLWithPath: path))
        chmod(path, mode)
        #expect(PrivateFile.fault(at: path) == expected)
        #expect(PrivateFile.fault(at: folder.path) == .notAFile)
        #expect(PrivateFile.fault(at: folder("none")) == nil)
    }
}
