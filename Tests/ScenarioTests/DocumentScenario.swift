import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// What the pages tell people to type, typed.
    @Suite("Documents")
    struct DocumentScenario {
        /// Blocks that cannot run here, by page and the beginning of their first line, and why.
        private static let skipped: [(page: String, begins: String, because: String)] = [
            ("README.md", "sudo apt install", "installs for the machine; scripts/package-test does on one of its own"),
            ("README.md", "scripts/setup", "builds and installs for the machine"),
            ("README.md", "sudo usher relay set", "needs a relay; RelaySetScenario has one"),
            ("README.md", "usher send-test", "needs a relay; CommandScenario has one"),
            ("docs/alerts.md", "usher alerts test", "needs a way that is there; AlertScenario has two"),
            ("docs/api.md", "usher token add", "needs the shop's web server; APIScenario has one"),
            ("docs/api.md", "shop-export", "needs the shop's web server; APIScenario has one"),
            ("docs/dashboard.md", "usher dashboard", "needs a daemon that serves it; DashboardScenario has one"),
            ("docs/dashboard.md", "ssh", "needs another machine"),
            ("docs/dashboard.md", "usher preview", "goes on until Ctrl-C; CommandScenario looks at it in a browser"),
            ("docs/forecast.md", "usher forecast --if", "needs what moved people; the forecast's tests have it"),
            ("docs/licences.md", "scripts/licences", "reads the packages' checkouts"),
            (
                "docs/doctor.md", "usher doctor",
                "asks the world's name servers; the doctor's tests have one of their own"
            ),
            ("docs/package.md", "scripts/package", "builds a release; scripts/package-test tries the package"),
            ("docs/package.md", "apt", "installs for the machine; scripts/package-test does on one of its own"),
            ("docs/package.md", "cp /usr/share", "needs a container engine; scripts/package-test does as one would"),
            ("docs/package.md", "(umask 077", "needs a container engine; scripts/package-test does as one would"),
            (
                "docs/package.md", "docker compose exec",
                "needs a container engine; scripts/package-test does as one would"
            ),
            ("docs/performance.md", "swift build", "measures for twenty minutes"),
            (
                "docs/receiving.md", "install -d -o usher",
                "makes folders for the machine's users; ReturnedScenario has one"
            ),
            ("docs/service.md", "apt install", "installs for the machine; scripts/package-test does on one of its own"),
            ("docs/service.md", "scripts/setup", "installs for the machine; its user is looked at below"),
            ("docs/service.md", "install -d -m 700 /etc/credstore.encrypted", "needs the machine's own key"),
            ("docs/service.md", "journalctl", "needs the machine's journal"),
            ("docs/service.md", "systemctl stop usher &&", "names a new binary that only its reader has"),
            ("docs/service.md", "install -d -o usher", "installs for the machine; check-unit looks at the units"),
            ("docs/testing.md", "scripts/simulate", "builds a release; BadMonthsScenario plays months"),
            ("docs/testing.md", "scripts/faulty-io", "plays for minutes; FaultyIOScenario plays four stories"),
            ("docs/testing.md", "swift build --product usher --sanitize", "builds everything once more"),
            ("docs/testing.md", "scripts/fuzz", "builds everything once more; FuzzingTests has a short round"),
        ]

        /// What a block needs that the reader has, and what must be so after it. Shell, before and after.
        private static let around: [(page: String, begins: String, before: String, after: String)] = [
            (
                "README.md", "sudo usher backup - >shop.tar", "touch usher_0.deb",
                "test \"$(stat -c %a shop.tar)\" = 600 && usher backup --verify shop.tar | grep -q 'is whole'"
            ),
            ("docs/service.md", "sudo usher backup - >shop.tar", "", "usher backup --verify shop.tar"),
            (
                "README.md", "sudo usher restore",
                "kill $daemon; wait $daemon; trap - EXIT; rm -r \"$ROOT\"/etc/usher \"$ROOT\"/var/lib/usher",
                "usher status | grep -q 'restored from shop.tar'"
            ),
            ("README.md", "usher init shop", "unset USHER_HOME STATE_DIRECTORY", ""),
            (
                "docs/arriving.md", "usher suppress add --from no-more.txt",
                "printf 'anna@example.org\\r\\n\\r\\nlast@example.org' > no-more.txt",
                "usher suppress list | grep -q anna && usher suppress list | grep -q last@example.org"
            ),
            (
                "docs/arriving.md", "usher suppress add --from mailchimp-unsubscribed.csv",
                "cp '\(Repository.file("Tests/Fixtures/lists"))'/*.csv .",
                "usher why gone@example.net | grep -q bounced && usher why quin@example.net | grep -q bounced"
            ),
            (
                "docs/arriving.md",
                "usher import mailchimp-subscribed.csv --format mailchimp --map \"Shoe size=-\" --consent", "",
                """
                usher why maren@example.org | grep -q 'OPTIN_TIME: 2023-03-01' && ! usher why nell@example.com | grep -q agreed
                usher why hana@example.net | grep -q 'Accepts Email Marketing: no'
                """
            ),
            (
                "docs/arriving.md", "usher import people.csv", "",
                "usher contact list --limit 99 | grep -q mia@example.net"
            ),
            (
                "docs/service.md", "usher backup",
                "mkdir -p \"$ROOT/var/backups/usher\"",
                "test \"$(ls \"$ROOT/var/backups/usher\" | wc -l)\" = 1"
            ),
            ("docs/service.md", "mkdir look", "", "cd .."),
            (
                "docs/service.md", "systemctl stop usher", "",
                "usher status | grep -q 'restored from usher-' && ls -d \"$ROOT\"/etc/usher/before-restore-*"
            ),
            (
                "docs/service.md", "usher restore /var/backups/usher /var/tmp", "(unset STATE_DIRECTORY",
                "usher queue list --due --home \"$ROOT/var/tmp/look\")"
            ),
            (
                "docs/store.md", "sqlite3 -readonly",
                "echo k > \"$ROOT/var/lib/usher/keys.json\"; sqlite3 \"$ROOT/var/lib/usher/usher.sqlite\" 'CREATE TABLE kept (x)'",
                ""
            ),
        ]

        /// A machine of its own: `/etc` and the folders below `/var` in a folder, and no `sudo`.
        private static func machine() async throws -> TemporaryFolder {
            let root = try TemporaryFolder("documents")
            for folder in ["bin", "etc/usher", "var/lib/usher", "work"] {
                try FileManager.default.createDirectory(atPath: root(folder), withIntermediateDirectories: true)
            }
            let tools = [
                "usher": "exec '\(UsherProcess.binary)' \"$@\"", "sudo": "[ \"$1\" = -u ] && shift 2; exec \"$@\"",
                "systemctl": "exit 0", "scp": "test -s \"$1\"",
            ]
            for (name, text) in tools { try await ScriptFile.write(text, to: root("bin/\(name)")) }
            return root
        }

        /// A daemon in the foreground is one in the background here, until the script ends.
        private static let daemon = """
            usher run > "$ROOT/run.log" 2>&1 &
            daemon=$!
            trap 'kill $daemon; wait' EXIT
            while usher status | grep -q 'no daemon is running'; do kill -0 $daemon; sleep 0.1; done

            """

        /// Whoever types sees the message a second later.
        private static let arrival = "until usher inbox list | grep -q yourshop; do kill -0 $daemon; sleep 0.1; done\n"

        private static func script(_ page: String, _ root: TemporaryFolder) throws -> String {
            var script = "set -e\ncd \"$ROOT/work\"\n"
            // Its first hour begins with that.
            if page != "README.md" { script += "usher init \"$USHER_HOME\" > /dev/null\n" }
            for block in try DocumentBlocks(page).blocks {
                guard !skipped.contains(where: { $0.page == page && block.firstLine.hasPrefix($0.begins) }) else {
                    continue
                }
                let around = around.first { $0.page == page && block.firstLine.hasPrefix($0.begins) }
                var text = block.text
                for path in ["/var/lib/usher", "/var/backups/usher", "/var/tmp/look", "/etc/"] {
                    text = text.replacing(path, with: root.path + path)
                }
                let lines = text.components(separatedBy: "\n").map { line in
                    let starts = line.hasPrefix("usher run") && !line.contains("--until")
                    if starts || line.hasPrefix("sudo systemctl enable --now usher") { return daemon }
                    return line.hasPrefix("sudo usher inbox show") ? arrival + line : line
                }
                script += "echo '== \(page):\(block.line)'\n\(around?.before ?? "")\n"
                script += lines.joined(separator: "\n") + "\n\(around?.after ?? "")\n"
            }
            return script + "echo '== done'\n"
        }

        @Test("Every shell block of the pages runs, in the order in which it stands there")
        func run() async throws {
            for page in try DocumentBlocks.pages() where try !DocumentBlocks(page).blocks.isEmpty {
                let root = try await Self.machine()
                try Data(DocumentBlocks.text("csv", in: page).utf8).write(
                    to: URL(fileURLWithPath: root("work/people.csv")))
                let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
                let environment = [
                    "PATH": "\(root("bin")):\(path)", "HOME": root("work"), "ROOT": root.path,
                    "USHER_HOME": root("etc/usher"), "STATE_DIRECTORY": root("var/lib/usher"),
                ]
                let result = try await Program(
                    "/bin/sh", ["-c", try Self.script(page, root)], environment: environment
                ).wait()
                #expect(
                    result.end == .exit(0) && result.output.hasSuffix("== done\n"),
                    "\(page)\n\(result.output.suffix(2000))\n\(result.errors.suffix(2000))")
            }
        }

        @Test("The first hour has at most eight commands")
        func firstHour() throws {
            let page = try Repository.text("README.md")
            let hour = page.components(separatedBy: "\n## ").first { $0.hasPrefix("The first hour\n") } ?? ""
            let blocks = hour.components(separatedBy: "```sh\n").dropFirst().map {
                $0.components(separatedBy: "```").first ?? ""
            }
            let commands = blocks.joined().components(separatedBy: "\n").flatMap { line in
                line.components(separatedBy: "#")[0].components(separatedBy: "&&")
            }.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            #expect((4...8).contains(commands.count), "\(commands)")
        }

        @Test("A block that is left out is there, and is shell")
        func leftOut() async throws {
            for skip in Self.skipped {
                let found = try DocumentBlocks(skip.page).blocks.contains { $0.firstLine.hasPrefix(skip.begins) }
                #expect(found, "\(skip)")
            }
            for around in Self.around {
                let found = try DocumentBlocks(around.page).blocks.contains { $0.firstLine.hasPrefix(around.begins) }
                #expect(found, "\(around.page): \(around.begins)")
            }
            for page in try DocumentBlocks.pages() {
                for block in try DocumentBlocks(page).blocks {
                    let result = try await Program("/bin/sh", ["-n", "-c", block.text]).wait()
                    #expect(result.end == .exit(0), "\(page):\(block.line): \(result.errors)")
                }
            }
        }

        @Test(
            "The line for the service's user is one that systemd-sysusers takes",
            .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-sysusers")))
        func user() async throws {
            let file = Repository.file("systemd/usher.sysusers.conf")
            let result = try await Program("/usr/bin/systemd-sysusers", ["--dry-run", file]).wait()
            #expect(result.end == .exit(0), "\(result.errors)")
        }
    }
}
