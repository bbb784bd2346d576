import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherMail

@Suite("The folder of DKIM keys")
struct DKIMKeyFolderTests {
    private let state: TemporaryFolder
    private let credentials: TemporaryFolder
    private let folder: DKIMKeyFolder

    init() throws {
        state = try TemporaryFolder("state")
        credentials = try TemporaryFolder("credentials")
        folder = DKIMKeyFolder(state: state.path, environment: ["CREDENTIALS_DIRECTORY": credentials.path])
    }

    @Test("keeps keys as they are, for their owner alone, and never writes over any")
    func kept() throws {
        let keys = try Samples.dkimKeys()
        try folder.add(keys)
        let read = try folder.keys("test")
        #expect(try read.json() == keys.json())
        #expect(read.createdAt == Samples.composedAt)
        let path = state("dkim-test.json")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(throws: DKIMKeyFault.exists(path: path)) { try folder.add(Samples.dkimKeys()) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: state.path) == ["dkim-test.json"])
    }

    @Test("made new, they are an RSA key of 2048 bits and an Ed25519 key, other ones each time")
    func made() throws {
        let (one, two) = (
            try DKIMKeys.make(name: "one", now: Samples.composedAt),
            try DKIMKeys.make(name: "two", now: Samples.composedAt)
        )
        #expect(one.rsa.keySizeInBits == 2048)
        let (first, second) = (DKIMRecord.all(of: one, domain: "x.de"), DKIMRecord.all(of: two, domain: "x.de"))
        #expect(Set((first + second).map(\.value)).count == 4)
        #expect(!"\(one) \(String(reflecting: one))".contains(try #require(first.last).value.suffix(20)))
    }

    @Test("a credential comes before the folder, and both are listed")
    func credential() throws {
        try folder.add(Samples.dkimKeys("b"))
        try DKIMKeyFolder.write(Samples.dkimKeys("a"), to: credentials("dkim-a.json"))
        chmod(credentials("dkim-a.json"), 0o440)
        try Data("x".utf8).write(to: URL(filePath: state("dkim-a.json")))
        try Data("x".utf8).write(to: URL(filePath: state("dkim-Other name.json")))
        #expect(try folder.names() == ["a", "b"])
        #expect(try folder.keys("a").name == "a")
        #expect(throws: DKIMKeyFault.missing(name: "c", state: state.path)) { try folder.keys("c") }
        #expect(throws: DKIMKeyFault.missing(name: "../a", state: state.path)) { try folder.keys("../a") }
        let nowhere = DKIMKeyFolder(state: state("nowhere"), environment: [:])
        #expect(try nowhere.names() == [])
    }

    static let files: [(text: String, word: String)] = [
        ("", "not the JSON"), ("{", "not the JSON"), ("{\"version\":1}", "not the JSON"),
        (file(version: 2), "a newer Usher"), (file(name: "Test"), "no name for DKIM keys"),
        (file(name: "other"), "holds the keys 'other'"), (file(), "no RSA key"),
        (String(repeating: " ", count: 70_000), "larger than 64 KiB"),
    ]

    private static func file(version: Int = 1, name: String = "test") -> String {
        let rsa = name == "other" ? (try? Samples.dkimKeys().rsa.derRepresentation.base64EncodedString()) ?? "" : "AAAA"
        let other = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="
        return #"{"version":\#(version),"name":"\#(name)","created":1,"rsa":"\#(rsa)","ed25519":"\#(other)"}"#
    }

    @Test("a garbled file is one sentence, and stays as it is", arguments: files)
    func garbled(_ one: (text: String, word: String)) throws {
        let path = state("dkim-test.json")
        try Data(one.text.utf8).write(to: URL(filePath: path))
        chmod(path, 0o600)
        let fault = #expect(throws: DKIMKeyFault.self) { try folder.keys("test") }
        let words = "\(try #require(fault))"
        #expect(words.contains(one.word) && words.contains(path), "\(words)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == one.text)
    }

    @Test("a file that others can read is refused, and so is a folder in its place")
    func open() throws {
        try folder.add(Samples.dkimKeys())
        chmod(state("dkim-test.json"), 0o640)
        #expect(throws: DKIMKeyFault.open(path: state("dkim-test.json"), mode: 0o640)) { try folder.keys("test") }
        try FileManager.default.createDirectory(atPath: state("dkim-dir.json"), withIntermediateDirectories: false)
        let fault = #expect(throws: DKIMKeyFault.self) { try folder.keys("dir") }
        #expect("\(try #require(fault))".contains("this is a folder"))
    }

    @Test("what cannot be written is one sentence")
    func unwritable() throws {
        let fault = #expect(throws: DKIMKeyFault.self) {
            try DKIMKeyFolder.write(Samples.dkimKeys(), to: state("nowhere/keys.json"))
        }
        #expect("\(try #require(fault))".contains("cannot be written: No such file or directory"))
    }
}
