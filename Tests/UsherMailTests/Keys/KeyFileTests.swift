import Crypto
import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherMail

@Suite("Key file")
struct KeyFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder("keys")
        path = folder("keys.json")
    }

    @Test("is made once, readable by its owner only, and read from then on")
    func made() throws {
        let secret = (0..<32).map { UInt8($0) }
        let first = try KeyFile.load(orCreateAt: path, now: Samples.composedAt, random: { SymmetricKey(data: secret) })
        #expect(first.keys.map(\.secret) == [secret])
        #expect(first.keys.map(\.createdAt) == [Samples.composedAt])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys.json"])
        let again = try KeyFile.load(orCreateAt: path, now: Timestamp(seconds: 0))
        #expect(again.keys.map(\.secret) == [secret])
    }

    @Test("two that make it at one moment get the same keys")
    func race() throws {
        let path = path
        // Another process makes the file after this one saw that there is none, and before it writes its own.
        let ring = try KeyFile.load(orCreateAt: path, now: Samples.composedAt) {
            let other = try? KeyFile.load(orCreateAt: path, now: Timestamp(seconds: 1))
            #expect(other != nil)
            return SymmetricKey(size: .bits256)
        }
        #expect(ring.keys.map(\.createdAt) == [Timestamp(seconds: 1)])
    }

    @Test("gets a new key, signs with it from its moment on, and loses neither keys nor databases")
    func rotated() throws {
        let first = try KeyFile.create(at: path, now: Timestamp(seconds: 100))
        try KeyFile.note(["usher.sqlite": "abc"], of: first, at: path)
        let token = Token.unsubscribe(ContactID(1), DeliveryID(2))
        func seal(_ ring: Keyring) -> TokenSeal { TokenSeal(keyring: ring, databaseID: "abc") }
        let before = seal(first.keyring).url(token, at: Timestamp(seconds: 150))
        let after = [
            "abc": LastNumbers(contacts: 1, deliveries: 2, enrollments: 3),
            "def": LastNumbers(contacts: 0, deliveries: 0, enrollments: 0),
        ]
        let (content, key) = try KeyFile.rotate(at: path, from: Timestamp(seconds: 200), after: after)
        #expect(key.id == 2 && key.createdAt == Timestamp(seconds: 200))
        #expect(content.databases == ["usher.sqlite": "abc"])
        let found = try #require(try KeyFile.read(path))
        #expect(found.keyring.keys.map(\.secret) == [key.secret] + first.keyring.keys.map(\.secret))
        #expect(found.databases == content.databases)
        #expect(found.keyring.keys.map(\.after) == [after, [:]])
        #expect(seal(found.keyring).token(url: before) == token, "an older link stays good")
        #expect(seal(found.keyring).url(token, at: Timestamp(seconds: 150)) == before, "the same octets again")
        #expect(seal(found.keyring).url(token, at: Timestamp(seconds: 200)) != before)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        // What is told of the keys of a moment ago changes nothing.
        try KeyFile.note([:], of: first, at: path)
        #expect(try KeyFile.read(path)?.databases == content.databases)
        // The clock was set back: the third comes into force after the second all the same.
        let third = try KeyFile.rotate(at: path, from: Timestamp(seconds: 50)).key
        #expect(third.id == 3 && third.createdAt == Timestamp(milliseconds: 200_001))
    }

    @Test("those who rotate at the same moment lose no key of another's")
    func rotatedTogether() throws {
        let path = path
        let first = try KeyFile.create(at: path, now: Timestamp(seconds: 100))
        let group = DispatchGroup()
        for number in 0..<8 {
            group.enter()
            Thread {
                if number % 4 == 3 {
                    try? KeyFile.note(["usher.sqlite": "abc"], of: first, at: path)
                } else {
                    _ = try? KeyFile.rotate(at: path, from: Timestamp(seconds: 200))
                }
                group.leave()
            }.start()
        }
        group.wait()
        #expect(try KeyFile.read(path)?.keyring.keys.map(\.id) == [7, 6, 5, 4, 3, 2, 1])
    }

    @Test("where there is none, none is made; and there are no more keys than numbers")
    func notRotated() throws {
        #expect(throws: KeyFileFault.self) { try KeyFile.rotate(at: path, from: Timestamp(seconds: 1)) }
        #expect(try KeyFile.read(path)?.keyring.keys.count == nil)
        let last = try Keyring(keys: [Samples.key(.max)])
        try write(Array(last.json().utf8), mode: 0o600)
        #expect(throws: KeyFileFault.self) { try KeyFile.rotate(at: path, from: Timestamp(seconds: 1)) }
        #expect(try KeyFile.read(path)?.keyring.keys.count == 1)
    }

    @Test("random keys differ")
    func random() throws {
        let one = try KeyFile.load(orCreateAt: folder("one.json"), now: Samples.composedAt)
        let two = try KeyFile.load(orCreateAt: folder("two.json"), now: Samples.composedAt)
        #expect(one.keys.map(\.secret) != two.keys.map(\.secret))
    }

    @Test(
        "a garbled file is one sentence and stays as it is",
        arguments: ["", "{", "\u{0}\u{0}", "{\"version\":1,\"keys\":[]}"])
    func garbled(text: String) throws {
        try write(Array(text.utf8), mode: 0o600)
        let fault = #expect(throws: KeyFileFault.self) { try KeyFile.load(orCreateAt: path, now: Samples.composedAt) }
        #expect(fault?.description.contains("\(path) cannot be used: ") == true)
        #expect(fault?.description.contains("backup") == true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test("octets that are not text are garbled too")
    func notText() throws {
        try write([0xFF, 0xFE, 0x00], mode: 0o600)
        #expect(throws: KeyFileFault.garbled(path: path, .notJSON)) {
            try KeyFile.load(orCreateAt: path, now: Samples.composedAt)
        }
    }

    @Test("a file that others can read is refused, with the command that mends it")
    func tooOpen() throws {
        try write(Array(Samples.keyring().json().utf8), mode: 0o640)
        let fault = #expect(throws: KeyFileFault.self) { try KeyFile.load(orCreateAt: path, now: Samples.composedAt) }
        #expect(fault == .open(path: path, mode: 0o640))
        #expect(fault?.description.contains("mode 640") == true)
        #expect(fault?.description.hasSuffix("run 'chmod 600 \(path)'") == true)
    }

    @Test("a folder in its place, or no folder to put it in, is one sentence")
    func elsewhere() throws {
        let missing = folder("none/keys.json")
        #expect(throws: KeyFileFault.unwritable(path: missing, why: "No such file or directory")) {
            try KeyFile.load(orCreateAt: missing, now: Samples.composedAt)
        }
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        #expect(throws: KeyFileFault.unreadable(path: path, why: "Is a directory")) {
            try KeyFile.load(orCreateAt: path, now: Samples.composedAt)
        }
    }

    @Test("a pipe, a device or a link to itself in its place is one sentence and never hangs")
    func notAFile() throws {
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: KeyFileFault.unreadable(path: path, why: "it is not an ordinary file")) {
            try KeyFile.load(orCreateAt: path, now: Samples.composedAt)
        }
        for (name, target) in [("device", "/dev/zero"), ("loop", "loop")] {
            try FileManager.default.createSymbolicLink(atPath: folder(name), withDestinationPath: target)
            #expect(throws: KeyFileFault.self, "\(name)") {
                try KeyFile.load(orCreateAt: folder(name), now: Samples.composedAt)
            }
        }
    }

    @Test("knows which databases were made with it; one that is older knows nothing of that")
    func databases() throws {
        let made = try KeyFile.create(at: path, now: Samples.composedAt)
        #expect(made.databases == [:])
        try KeyFile.note(["usher.sqlite": "ab"], of: made, at: path)
        let found = try #require(try KeyFile.read(path))
        #expect(found.databases == ["usher.sqlite": "ab"])
        #expect(found.keyring.fingerprints == made.keyring.fingerprints)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys.json"])

        try write(Array(Samples.keyring().json().utf8), mode: 0o600)
        #expect(try KeyFile.read(path)?.databases == nil)
        // These are other keys now: what was read before is not written over them.
        try KeyFile.note(["usher.sqlite": "cd"], of: made, at: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == Samples.keyring().json())
    }

    @Test("that is a link stays one when something is written down in it")
    func link() throws {
        let made = try KeyFile.create(at: folder("elsewhere.json"), now: Samples.composedAt)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "elsewhere.json")
        try KeyFile.note(["usher.sqlite": "ab"], of: made, at: path)
        #expect(try KeyFile.read(folder("elsewhere.json"))?.databases == ["usher.sqlite": "ab"])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "elsewhere.json")
    }

    private func write(_ octets: [UInt8], mode: Int) throws {
        #expect(
            FileManager.default.createFile(
                atPath: path, contents: Data(octets), attributes: [.posixPermissions: mode]))
    }
}

extension KeyFile {
    /// The keyring at `path`, as the daemon comes to one: read, or made when there is no file.
    fileprivate static func load(
        orCreateAt path: String, now: Timestamp, random: () -> SymmetricKey = { SymmetricKey(size: .bits256) }
    ) throws(KeyFileFault) -> Keyring {
        if let content = try read(path) { return content.keyring }
        return try create(at: path, now: now, random: random).keyring
    }
}
