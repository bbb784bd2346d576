import Foundation
import Testing

@Suite("The command line")
struct CLIGoldenTests {
    private static let pages = CLITranscript("Tests/Golden/cli/help.txt")
    private static let talks = CLITranscript("Tests/Golden/cli/messages.txt")

    @Test("Explains every command, with examples, as the golden file has it", arguments: pages.cases)
    func help(_ transcript: CLITranscript.Case) async throws {
        let played = try await CLITranscript.play(transcript)
        #expect(played == transcript.exchanges)
        for exchange in played {
            #expect(exchange.answer.contains("| EXAMPLES"), "\(exchange.command)")
            let long = exchange.answer.filter { $0.count > 82 && !$0.hasPrefix("| USAGE: ") }
            #expect(long == [], "does not fit 80 columns")
        }
    }

    @Test("Answers as the golden file has it, right or wrong", arguments: talks.cases)
    func messages(_ transcript: CLITranscript.Case) async throws {
        for (played, expected) in zip(try await CLITranscript.play(transcript), transcript.exchanges) {
            #expect(played.answer == expected.answer, "\(expected.command)")
        }
    }

    @Test("Has every command in its golden file, and every command that the program has")
    func complete() async throws {
        let pages = Self.pages.cases.flatMap(\.exchanges)
        let documented = Set(pages.map { String($0.command.dropFirst("usher help ".count)) })
        var offered: Set<String> = [""]
        for page in pages {
            let path = page.command.dropFirst("usher help ".count)
            for word in Self.subcommands(page.answer) { offered.insert(path.isEmpty ? word : "\(path) \(word)") }
        }
        #expect(documented == offered)
        #expect(Self.talks.cases.count > 40)
    }

    /// `USHER_RECORD=1` writes what is said now into the golden files; read the difference before you keep it.
    @Test("Records the golden files", .enabled(if: ProcessInfo.processInfo.environment["USHER_RECORD"] != nil))
    func record() async throws {
        try await Self.pages.record()
        try await Self.talks.record()
    }

    /// The commands that a page of help lists.
    private static func subcommands(_ page: [String]) -> [String] {
        guard let start = page.firstIndex(where: { $0.contains("SUBCOMMANDS:") }) else { return [] }
        return page[start...].filter { $0.hasPrefix("|   ") && !$0.hasPrefix("|    ") && !$0.contains("See '") }
            .compactMap { $0.dropFirst(4).split(whereSeparator: { " ,".contains($0) }).first.map(String.init) }
    }
}
