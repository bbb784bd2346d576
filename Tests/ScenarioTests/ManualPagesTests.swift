import Foundation
import TestSupport
import Testing

extension Scenarios {
    @Suite("The manual pages")
    struct ManualPagesTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder("manuals") }

        /// Writes the pages of `program`, a binary or a file with its account, and reads them by their names.
        private func pages(of program: String) async throws -> [String: String] {
            let made = try await Program(
                Repository.file("scripts/manuals"), [program, folder("man")], environment: ["SOURCE_DATE_EPOCH": "0"]
            ).wait()
            #expect(made.end == .exit(0) && made.errors == "" && made.output == "")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder("man"))
            return try Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, try String(contentsOfFile: folder("man/\(name)"), encoding: .utf8))
                })
        }

        @Test("Are there for every command that has help, and for the files")
        func complete() async throws {
            let help = try Repository.text("Tests/Golden/cli/help.txt").split(separator: "\n")
            let commands = help.filter { $0.hasPrefix("$ usher help") }.map {
                $0.dropFirst("$ usher help".count).split(separator: " ")
            }
            let wanted = commands.map { (["usher"] + $0).joined(separator: "-") + ".1" }
            let pages = try await pages(of: UsherProcess.binary)
            #expect(
                pages.keys.sorted() == (wanted + ["usher.yaml.5", "usher-campaign.5", "usher-templates.7"]).sorted())
            #expect(commands.count > 40)
        }

        @Test("Say nothing that mandoc finds wrong")
        func correct() async throws {
            let names = try await pages(of: UsherProcess.binary).keys.sorted().map { folder("man/\($0)") }
            let checked = try await Program("/usr/bin/env", ["mandoc", "-Tlint"] + names).wait()
            #expect(checked.output == "" && checked.end == .exit(0))
        }

        @Test("Change with the help")
        func change() async throws {
            let account = try await UsherProcess.run(["--experimental-dump-help"]).output
            let before = try await pages(of: UsherProcess.binary)
            #expect(before["usher-enqueue.1"]?.contains("Put people into a campaign.") == true)
            let changed =
                account
                .replacing("Put people into a campaign.", with: "Put 'people' -- all of them.")
                .replacing("Not before this moment", with: #"Never C:\\temp before"#)
                .replacing("usher enqueue excite ada@example.org --key", with: ".usher 'enqueue' --key")
            try Data(changed.utf8).write(to: URL(fileURLWithPath: folder("help.json")))
            let after = try await pages(of: folder("help.json"))
            let differing = after.keys.filter { after[$0] != before[$0] }.sorted()
            #expect(differing == ["usher-enqueue.1", "usher.1"])
            let page = try #require(after["usher-enqueue.1"])
            #expect(page.contains(#"Put \(aqpeople\(aq \-\- all of them."#))
            #expect(page.contains(#"Never C:\etemp before"#))
            #expect(page.contains(#"\n\&.usher \(aqenqueue\(aq \-\-key"#.replacing(#"\n"#, with: "\n")))
        }

        @Test("Have every key of the pages on files and templates, and every exit code")
        func keys() async throws {
            let pages = try await pages(of: UsherProcess.binary)
            func text(_ name: String) -> String {
                (pages[name] ?? "").replacing(" \\\n", with: " ").replacing(#"\(ha"#, with: "^")
                    .replacing(#"\-"#, with: "-").replacing(#"\e"#, with: #"\"#).replacing(#"\&"#, with: "")
                    .replacing(#"\(aq"#, with: "'").replacing(#"\(ga"#, with: "`")
            }
            let files = text("usher.yaml.5") + text("usher-campaign.5")
            for (page, manual) in [
                ("configuration", files), ("templates", text("usher-templates.7")), ("commands", text("usher.1")),
            ] {
                let rows = try Repository.text("docs/\(page).md").split(separator: "\n").filter { $0.hasPrefix("| `") }
                let codes = rows.compactMap { $0.firstMatch(of: /^\| `([^`\\]+)`/)?.output.1 }.filter {
                    !$0.contains("# H")
                }
                for code in codes { #expect(manual.contains("\\fB\(code)\\fR") || manual.contains(code), "\(code)") }
                #expect(codes.count > 10)
            }
            for code in ["64", "65", "78"] { #expect(text("usher.1").contains(".TP\n\(code)\n")) }
        }
    }
}
