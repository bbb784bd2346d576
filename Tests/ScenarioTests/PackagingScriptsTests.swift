import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// What `scripts/package-test` and `scripts/package-twice` rely on, without a package.
    @Suite("The package's scripts")
    struct PackagingScriptsTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder("packaging") }

        private static let hasYAML =
            FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/yaml")
            || ProcessInfo.processInfo.environment["CI"] == "true"

        private func shell(_ command: String) async throws -> Program.Result {
            try await Program(
                "/bin/sh", ["-c", "cd '\(folder.path)' && PATH=\"$PWD/bin:$PATH\" && \(command)"],
                environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1795999800"]
            ).wait()
        }

        /// What `packaging/contained` would have the machine do, where the edit is made in both files.
        private func contained(_ edit: String = "") async throws -> Program.Result {
            try FileManager.default.createDirectory(atPath: folder("bin"), withIntermediateDirectories: true)
            try await ScriptFile.write("printf '%s\\n' \"$@\"", to: folder("bin/unshare"))
            return try await shell(
                """
                for file in Containerfile compose.yaml; do sed '\(edit)' "\(Repository.file("packaging"))/$file" >"$file"; done
                echo 'USHER_SMTP_PASSWORD=correct horse' >.env
                "\(Repository.file("packaging/contained"))" /nowhere "$PWD"
                """)
        }

        @Test("A container runs by what Containerfile and compose.yaml say", .enabled(if: hasYAML))
        func container() async throws {
            let said = try await contained()
            #expect(said.end == .exit(0), "\(said.errors)")
            #expect(said.output.contains("mount -o remount,bind,ro /nowhere/etc/usher\n"))
            #expect(said.output.contains("mount -t tmpfs -o mode=1777 tmpfs /nowhere/tmp\n"))
            #expect(said.output.hasSuffix("usher run\n") && said.output.contains("mount -o remount,bind,ro /nowhere\n"))
            #expect(
                said.output.contains(
                    "setpriv --reuid=usher --regid=usher --init-groups --no-new-privs --bounding-set=-all"))
            #expect(said.output.contains("'USHER_SMTP_PASSWORD=correct horse'"))
        }

        @Test(
            "A line of them that is not understood is refused", .enabled(if: hasYAML),
            arguments: [
                "s/^USER/USR/", "s/read_only: true/read_only: false/", "s/tmpfs:/tmpf:/", "s/on-failure/on-falure/",
                "s/drop: \\[ ALL/drop: [ AL/", "s/no-new-privileges/no-privileges/", "s/:ro$/:rw/", "s/90s/90/",
                "s,- state:,- stat:,", "s,:/var/lib/usher$,:/var/lib/ushr,", "s/:-}/:?}/", "s/^volumes:/volume:/",
            ])
        func notUnderstood(_ edit: String) async throws {
            let said = try await contained(edit)
            #expect(said.end == .exit(65) && said.output == "", "\(edit): \(said.output)\(said.errors)")
        }

        @Test("A new Swift asks for what was looked up of the one before")
        func lookedUp() async throws {
            let script = Repository.file("packaging/looked-up")
            let page = Repository.file("docs/package.md")
            let known = try await shell("sed -n 's/^differs (Swift \\([0-9.]*\\),.*/\\1/p' '\(page)'").output
                .replacing("\n", with: "")
            try FileManager.default.createDirectory(atPath: folder("bin"), withIntermediateDirectories: true)
            for (swift, words) in [
                (known, ""), ("\(known)0", "docs/package.md docs/licences.md"),
                ("9", "docs/package.md docs/licences.md"),
            ] {
                try await ScriptFile.write("echo 'Swift version \(swift) (swift-RELEASE)'", to: folder("bin/swift"))
                let said = try await shell("'\(script)'")
                #expect(said.end == .exit(words.isEmpty ? 0 : 1), "\(swift): \(said)")
                let pages = said.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
                #expect(pages.joined(separator: " ") == words, "\(swift): \(said.output)")
            }
        }

        @Test("Packages are the same, or it is said which files differ, and which sections of a program")
        func same() async throws {
            let made = try await shell(
                """
                set -e
                mkdir -p deb/DEBIAN deb/usr/bin one other
                printf 'Package: usher\\nVersion: 1\\nArchitecture: all\\nMaintainer: U <u@example.org>\\nDescription: x\\n' \
                    >deb/DEBIAN/control
                cp /bin/true deb/usr/bin/usher
                for folder in one other; do dpkg-deb -b deb "$folder/usher_1_all.deb" >log; done
                """)
            #expect(made.end == .exit(0), "\(made.errors)")
            let compare = "'\(Repository.file("packaging/same"))' one other"
            let same = try await shell(compare)
            #expect(same.end == .exit(0) && same.output.contains("usher_1_all.deb: the same octets twice"))
            // The last octet of the section that names the others.
            let changed = try await shell(
                """
                set -e
                objcopy --add-section .note=/dev/stdin deb/usr/bin/usher </bin/false
                echo more >deb/usr/more
                dpkg-deb -b deb other/usher_1_all.deb >log
                """)
            #expect(changed.end == .exit(0), "\(changed.errors)")
            let differs = try await shell(compare)
            #expect(differs.end == .exit(1) && differs.output.contains("usr/more: only in one of them"))
            #expect(differs.output.contains(/usr\/bin\/usher: the content, .*\.note/), "\(differs.output)")
            #expect(try await shell("rm one/*.deb; \(compare)").end == .exit(1), "only one of them was made")
            #expect(try await shell("rm other/*.deb; \(compare)").end == .exit(66))
        }
    }
}
