import Foundation
import TestSupport
import Testing

extension Scenarios {
    @Suite("Completion in the shell")
    struct CompletionTests {
        private let folder: TemporaryFolder

        init() async throws {
            folder = try TemporaryFolder("completion")
            let made = try await UsherProcess.run(["init", folder("shop")])
            #expect(made.end == .exit(0))
            try FileManager.default.createDirectory(atPath: folder("bin"), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: folder("bin/usher"), withDestinationPath: UsherProcess.binary)
            let script = try await UsherProcess.run(["--generate-completion-script", "bash"])
            try Data(script.output.utf8).write(to: URL(fileURLWithPath: folder("usher.bash")))
        }

        /// What bash offers for the last of `words`, typed in `place`.
        private func offered(_ words: [String], in place: String = "shop") async throws -> [String] {
            let complete = """
                source "$1"; cd "$2"; shift 2
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                _usher usher "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let path = "\(folder("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
            let said = try await Program(
                "/usr/bin/env", ["bash", "-c", complete, "bash", folder("usher.bash"), folder(place), "usher"] + words,
                environment: ["PATH": path]
            ).wait()
            #expect(said.errors == "")
            return said.output.split(separator: "\n").map(String.init)
        }

        @Test(
            "Knows the names in the home and the values of options",
            arguments: [
                (["enq"], "enqueue"), (["contact", "st"], "stage"), (["enqueue", "wel"], "welcome"),
                (["queue", "list", "--campaign", "wel"], "welcome"), (["preview", "welcome/dow"], "welcome/download"),
                (["preview", "page/rev"], "page/review page/reviewed"),
                (["preview", "welcome/download", "--as", "jo"], "joerg"),
                (["event", "quick"], "quickstart_opened"), (["event", "purchased", "--product", "b"], "bench"),
                (["pause", "re"], "relay"), (["suppress", "add", "--scope", "ev"], "everything"),
                (["contact", "list", "--stage", "ad"], "advocate"), (["run", "--log-level", "no"], "notice"),
                (["enqueue", "welcome", "--zone", "Europe/Berl"], "Europe/Berlin"),
            ])
        func known(_ words: [String], _ expected: String) async throws {
            #expect(try await offered(words).joined(separator: " ") == expected)
        }

        @Test("Finds the home as the command would, and is silent where there is none")
        func home() async throws {
            #expect(try await offered(["enqueue", "--home", "../shop", "wel"], in: "bin") == ["welcome"])
            #expect(try await offered(["enqueue", "--home", "nowhere", "wel"]) == [])
            try Data("no: yaml: at: all".utf8).write(to: URL(fileURLWithPath: folder("shop/config/usher.yaml")))
            #expect(try await offered(["enqueue", "wel"]) == [])
        }

        /// Values with these names are known from the files, or are files. A new option with one of them completes too.
        @Test("Is there for every value that can be known")
        func every() async throws {
            let account = try await UsherProcess.run(["--experimental-dump-help"]).output
            let root = try #require(
                (try JSONSerialization.jsonObject(with: Data(account.utf8)) as? [String: Any])?["command"]
                    as? [String: Any]
            )
            let knowable: Set = [
                "CAMPAIGN", "CAMPAIGN/STEP", "EVENT", "PRODUCT", "STAGE", "ZONE", "LEVEL", "SCOPE", "SCOPES", "FILE",
                "DIR",
            ]
            var missing: [String] = []
            func look(_ command: [String: Any]) {
                for argument in command["arguments"] as? [[String: Any]] ?? [] where argument["completionKind"] == nil {
                    let value = argument["valueName"] as? String ?? ""
                    if knowable.contains(value) { missing.append("\(command["commandName"] ?? "") \(value)") }
                }
                for below in command["subcommands"] as? [[String: Any]] ?? [] { look(below) }
            }
            look(root)
            #expect(missing == [])
        }

        @Test("Has scripts for zsh and fish, too", arguments: ["zsh", "fish"])
        func others(_ shell: String) async throws {
            let script = try await UsherProcess.run(["--generate-completion-script", shell])
            #expect(script.end == .exit(0) && script.output.contains("enqueue"))
        }
    }
}
