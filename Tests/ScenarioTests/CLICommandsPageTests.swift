import Foundation
import TestSupport
import Testing

@Suite("The page on the commands")
struct CLICommandsPageTests {
    private let page: String
    private let messages: String

    init() throws {
        page = try Repository.text("docs/commands.md")
        messages = try Repository.text("Tests/Golden/cli/messages.txt")
    }

    /// The first column of the table under a heading, without its backticks.
    private func column(under heading: String) throws -> [String] {
        let section = try #require(page.components(separatedBy: heading).dropFirst().first)
        let lines = section.split(separator: "\n").drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
        return lines.dropFirst(2).compactMap { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().first.map {
                $0.replacing("`", with: "").trimmingCharacters(in: .whitespaces)
            }
        }.filter { !$0.isEmpty }
    }

    @Test("Has every command once, with an example that begins with it")
    func commands() throws {
        let help = try Repository.text("Tests/Golden/cli/help.txt").split(separator: "\n")
        let all = help.filter { $0.hasPrefix("$ usher help ") }.map { String($0.dropFirst("$ usher help ".count)) }
        let groups: Set = [
            "queue", "suppress", "inbox", "contact", "token", "campaign", "dkim", "receive mail", "alerts", "keys",
            "relay",
        ]
        let listed = try column(under: "# The commands")
        #expect(listed.sorted() == all.filter { !groups.contains($0) }.sorted())
        for command in listed { #expect(page.contains("| `\(command)` | `usher \(command)"), "\(command)") }
    }

    @Test("Explains every exit code that the golden file has")
    func codes() throws {
        let explained = Set(try column(under: "## Exit codes"))
        let seen = Set(
            messages.split(separator: "\n").filter { $0.hasPrefix("[") }.map { String($0.dropFirst().dropLast()) })
        #expect(seen.subtracting(explained) == [])
        #expect(explained == ["0", "64", "65", "66", "69", "70", "73", "74", "75", "77", "78"])
    }

    @Test("Names every key of the JSON that the golden file has")
    func json() {
        let keys = Set(messages.matches(of: #/\|\s+"([A-Za-z]+)" : /#).map { String($0.output.1) })
        let states: Set = [
            "queued", "claimed", "parked", "held", "sent", "bounced", "failed", "skipped", "withheld", "cancelled",
            "complained",
        ]
        let missing = keys.subtracting(states).filter { !page.contains("`\($0)`") }
        #expect(missing == [])
        #expect(keys.count > 30)
    }
}
