import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// In a clone of its own, whose `scripts/package` only says what it would make: building it is
    /// scripts/package-test's.
    @Suite("scripts/release")
    struct ReleaseScriptTests {
        private let folder: TemporaryFolder

        init() async throws {
            folder = try TemporaryFolder("release")
            for path in ["scripts/release", "VERSION", "CHANGELOG.md", ".gitignore"] {
                let url = URL(fileURLWithPath: folder(path))
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: Repository.file(path), toPath: url.path)
            }
            try FileManager.default.createDirectory(atPath: folder("packaging"), withIntermediateDirectories: true)
            // As the build leaves it: `release` in the scratch folder is the build's own, and a link.
            try await ScriptFile.write(
                """
                cd "$(dirname "$0")/.."
                version=$(cat VERSION)
                mkdir -p .build-package/amd64/release
                ln -sfn amd64/release .build-package/release
                for name in usher usher-dbgsym; do echo "$name" > ".build-package/${name}_${version}_amd64.deb"; done
                """, to: folder("scripts/package"))
            try await ScriptFile.write("echo \"{ \\\"of\\\": \\\"$1\\\" }\"", to: folder("packaging/sbom"))
            _ = try await shell("git init -q . && git add -A && \(Self.commit) first")
        }

        private static let commit =
            "git -c user.name=U -c user.email=u@example.org -c commit.gpgsign=false commit -q -m"

        @discardableResult
        private func shell(_ command: String) async throws -> Program.Result {
            try await Program("/bin/sh", ["-c", "cd '\(folder.path)' && \(command)"]).wait()
        }

        @Test("cuts a version, and then hands out packages, a bill of materials and checksums that hold")
        func whole() async throws {
            #expect(try await shell("scripts/release 9.8").end == .exit(64))
            #expect(try await shell("scripts/release").end == .exit(65), "there is no part on that version yet")
            let cut = try await shell("scripts/release 9.8.7")
            #expect(cut.end == .exit(0) && cut.output.contains("9.8.7"), "\(cut.errors)")
            let changes = try String(contentsOfFile: folder("CHANGELOG.md"), encoding: .utf8)
            #expect(changes.contains(/\n## Unreleased\n\n## 9\.8\.7 \([0-9]{4}-[0-9]{2}-[0-9]{2}\)\n/))
            #expect(try String(contentsOfFile: folder("VERSION"), encoding: .utf8) == "9.8.7\n")
            #expect(try await shell("scripts/release 9.8.7").end == .exit(65), "it is there already")
            #expect(try await shell("scripts/release").end == .exit(65), "it is not committed")
            #expect(try await shell("\(Self.commit) 'This is 9.8.7' -a").end == .exit(0))
            for _ in 1...2 {
                let made = try await shell("scripts/release")
                #expect(made.end == .exit(0), "\(made.errors)")
                let names = try FileManager.default.contentsOfDirectory(atPath: folder(".build-package/handout"))
                #expect(
                    names.sorted() == [
                        "SHA256SUMS", "usher-dbgsym_9.8.7_amd64.deb", "usher_9.8.7_amd64.deb",
                        "usher_9.8.7_amd64.spdx.json",
                    ])
                #expect(
                    try await shell("cd .build-package/handout && sha256sum -c --quiet --strict SHA256SUMS").end
                        == .exit(0))
            }
            #expect(try await shell("test -L .build-package/release").end == .exit(0), "the build's own folder")
            #expect(try await shell("test -z \"$(git status --porcelain)\"").end == .exit(0))
        }
    }
}
