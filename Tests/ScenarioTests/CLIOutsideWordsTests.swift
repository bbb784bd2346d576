import Foundation
import TestSupport
import Testing

@Suite("Words from outside on the command line")
struct CLIOutsideWordsTests {
    private let folder: TemporaryFolder
    private var home: String { folder("shop") }

    init() throws { folder = try TemporaryFolder("words") }

    private func usher(_ arguments: String...) async throws -> Program.Result {
        try await UsherProcess.run(arguments, environment: ["USHER_HOME": home])
    }

    private func shell(_ command: String) async throws -> Program.Result {
        try await Program("/bin/sh", ["-c", command], environment: ["USHER_HOME": home]).wait()
    }

    @Test("Reach no terminal as commands to it, and no shell as commands at all")
    func printed() async throws {
        _ = try await usher("init", home)
        for words in [["why"], ["contact", "show"], ["enqueue", "welcome"]] {
            let answer = try await UsherProcess.run(
                words + ["a\u{1B}[2J\u{9B}31m\u{202E}"], environment: ["USHER_HOME": home])
            #expect(answer.end == .exit(64) || answer.end == .exit(65))
            #expect(
                !answer.errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{202E}" },
                "\(words)")
        }
        let address = "a`touch${IFS}x`'$HOME@example.org"
        #expect(try await usher("contact", "add", address).end == .exit(0))
        let card = try await usher("contact", "show", address)
        let line = try #require(card.output.split(separator: "\n").last)
        let proposed = String(try #require(line.split(separator: ": ", maxSplits: 1).last))
        let command = proposed.replacing("usher", with: UsherProcess.binary, maxReplacements: 1)
        let why = try await shell(command)
        #expect(why.output.contains(address), "\(command): \(why.errors)")
    }

    @Test(
        "Are refused when they are not UTF-8, whichever argument it is",
        arguments: [
            "contact add ada@example.org --name \"$(printf 'J\\366rg')\"", "why \"$(printf 'j\\366rg@example.org')\"",
            "event purchased ada@example.org --data \"text=$(printf '\\377')\"",
            "--home \"$(printf '/tmp/\\377')\" status",
        ])
    func notUTF8(arguments: String) async throws {
        _ = try await usher("init", home)
        let answer = try await shell("\(UsherProcess.binary) \(arguments)")
        #expect(answer.end == .exit(64))
        #expect(
            answer.errors.hasPrefix("usher: argument ") && answer.errors.hasSuffix("is not UTF-8 (Latin-1, perhaps)\n"))
        #expect(try await usher("contact", "list").output == "Nobody.\n")
    }
}
