import Foundation
import Testing
import TestSupport
import UsherStore

@Suite("State lock")
struct StateLockTests {
    @Test("One holds it at a time; it is free when the holder lets go")
    func one() throws {
        let folder = try TemporaryFolder()
        #expect(!StateLock.isHeld(folder: folder.path))
        var lock: StateLock? = try StateLock.acquire(folder: folder.path)
        #expect(lock != nil && StateLock.isHeld(folder: folder.path))
        let error = #expect(throws: StateLock.Fault.self) { try StateLock.acquire(folder: folder.path) }
        let name = ProcessInfo.processInfo.processName
        #expect(error == .held(by: "process \(ProcessInfo.processInfo.processIdentifier) (\(name))"))
        lock = nil
        #expect(!StateLock.isHeld(folder: folder.path))
        lock = try StateLock.acquire(folder: folder.path)
        #expect(StateLock.isHeld(folder: folder.path))
    }

    @Test("Asking does not take it")
    func asking() throws {
        let folder = try TemporaryFolder()
        for _ in 1...3 { #expect(!StateLock.isHeld(folder: folder.path)) }
        let lock = try StateLock.acquire(folder: folder.path)
        for _ in 1...3 { #expect(StateLock.isHeld(folder: folder.path)) }
        withExtendedLifetime(lock) {}
    }

    @Test("Says what its holder does, in the same octets, for as long as somebody holds it")
    func note() throws {
        let folder = try TemporaryFolder()
        let path = folder("lock")
        var lock: StateLock? = try StateLock.acquire(folder: folder.path)
        #expect(StateLock.note(folder: folder.path) == nil)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(lock?.note(#"{"a":1}"#) == true && StateLock.note(folder: folder.path) == #"{"a":1}"#)
        #expect(lock?.note("b") == true && StateLock.note(folder: folder.path) == "b")
        #expect(lock?.note(String(repeating: "c", count: 5000)) == false && lock?.note("d\ne") == false)
        #expect(StateLock.note(folder: folder.path) == "b")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == size)
        let error = #expect(throws: StateLock.Fault.self) { try StateLock.acquire(folder: folder.path) }
        #expect(error?.description.contains("\n") == false && error?.description.contains("process ") == true)
        lock = nil
        #expect(StateLock.note(folder: folder.path) == nil, "what a dead daemon said is stale")
    }

    @Test("A pipe in its place is said and never hangs")
    func pipe() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder("lock"), 0o600) == 0)
        #expect(!StateLock.isHeld(folder: folder.path))
        #expect(throws: StateLock.Fault.cannotOpen("\(folder("lock")) is not an ordinary file; remove it")) {
            try StateLock.acquire(folder: folder.path)
        }
        #expect(StateLock.note(folder: folder.path) == nil)
    }

    @Test("A child process does not inherit it")
    func children() async throws {
        let folder = try TemporaryFolder()
        var lock: StateLock? = try StateLock.acquire(folder: folder.path)
        let child = try Program("/bin/cat", [], holdsInput: true)
        #expect(lock != nil)
        lock = nil
        #expect(!StateLock.isHeld(folder: folder.path))
        try child.closeInput()
        #expect(await child.wait().end == .exit(0))
    }

    @Test("A missing folder is said")
    func missing() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: StateLock.Fault.self) { try StateLock.acquire(folder: folder("none")) }
        #expect(error == .cannotOpen("\(folder("none"))/lock: No such file or directory"))
    }
}
