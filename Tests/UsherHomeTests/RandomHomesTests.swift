import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("A home of noise")
struct RandomHomesTests {
    private static func read(_ text: String) -> [Problem] {
        let log = ProblemLog()
        let declared = DeclaredNames(attributes: ["package": AttributeDeclaration(type: .text)], events: [:])
        if let root = YAMLText.root(of: text, file: "a.yaml", log: log) {
            _ = SettingsDocument.read(root)
            _ = JourneyDocument.read(root)
            _ = LadderDocument.read(root)
            _ = RewardsDocument.read(root, declared: declared)
            _ = SamplesDocument.read(root, declared: declared)
            _ = CampaignDocument.read(root, name: "excite", declared: declared)
        }
        return log.sorted
    }

    @Test("Random octets never crash the reader, and every problem has a place in the file")
    func noise() throws {
        var random = SeededGenerator(seed: 7)
        let palette = Array("  \n\n\t:-[]{},&*!|>'\"%@#?abx1ö\u{0}\u{85}\u{FEFF}\\".unicodeScalars)
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...80, using: &random)
            let text = String(
                String.UnicodeScalarView((0..<length).compactMap { _ in palette.randomElement(using: &random) }))
            for problem in Self.read(text) { #expect(problem.line ?? 1 >= 1 && problem.column ?? 1 >= 1, "\(text)") }
        }
    }

    @Test("A good file with a few octets changed never crashes the reader")
    func mutations() throws {
        var random = SeededGenerator(seed: 8)
        let palette = Array(" \n\t:-[]{},&*!|>'\"%@#?a1\u{0}".utf8)
        let paths = ["config/usher.yaml", "config/journey.yaml", "config/samples.yaml", "config/campaigns/excite.yaml"]
        for path in paths {
            let good = Array(try Repository.text(path).utf8)
            for _ in 0..<300 {
                var octets = good
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: 0..<octets.count, using: &random)
                    let count = min(Int.random(in: 0...3, using: &random), octets.count - place)
                    let fresh = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
                        palette.randomElement(using: &random)
                    }
                    octets.replaceSubrange(place..<(place + count), with: fresh)
                }
                _ = Self.read(String(decoding: octets, as: UTF8.self))
            }
        }
    }

    @Test("A bomb of aliases and a tower of brackets are refused before they are built", .timeLimit(.minutes(20)))
    func bombs() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(items)]\n"
        }
        bomb += "? *a9\n: x\n"
        #expect(
            Self.read(bomb).map(\.description) == [
                "a.yaml:4: error: there are more than 20 YAML aliases (*name); write the values out"
            ])
        let tower = String(repeating: "[", count: 100_000)
        #expect(Self.read(tower).map(\.description) == ["a.yaml:1: error: brackets are nested more than 64 deep"])
        let stairs = String(repeating: "- ", count: 100_000)
        #expect(
            Self.read(stairs).map(\.description) == [
                "a.yaml:1: error: the line is indented by more than 200 columns"
            ])
    }

    @Test("Files that are too large, not UTF-8, binary, folders or pipes are named")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let disk = HomeDisk(folder: folder.path)
        try Data(repeating: 0x61, count: HomeDisk.largestFile + 1).write(to: URL(fileURLWithPath: folder("large")))
        try Data("a: b\nc: J\u{F6}rg\n".utf8.filter { $0 != 0xC3 }).write(to: URL(fileURLWithPath: folder("latin")))
        try Data([0x61, 0x0A, 0x00]).write(to: URL(fileURLWithPath: folder("binary")))
        try FileManager.default.createDirectory(atPath: folder("folder"), withIntermediateDirectories: false)
        #expect(mkfifo(folder("pipe"), 0o600) == 0)
        let log = ProblemLog()
        for name in ["large", "latin", "binary", "folder", "pipe", "none"] { #expect(disk.text(name, log: log) == nil) }
        #expect(
            log.sorted.map(\.description) == [
                "binary:2: error: the file contains a NUL octet; is it a text file?",
                "folder: error: this is a folder, not a file",
                "large: error: the file is larger than 1024 KiB",
                "latin:2:5: error: the file is not UTF-8 here; save it as UTF-8",
                "none: error: the file is missing",
                "pipe: error: this is not an ordinary file",
            ])
        try Data("\u{FEFF}a: b\n".utf8).write(to: URL(fileURLWithPath: folder("mark")))
        #expect(disk.text("mark", log: log) == "a: b\n")
    }
}
