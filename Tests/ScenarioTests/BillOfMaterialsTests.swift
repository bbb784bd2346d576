import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The script itself, in a clone of its own, over a small package and a recorded list of what a build has linked.
    @Suite("packaging/sbom")
    struct BillOfMaterialsTests {
        private let folder: TemporaryFolder

        init() async throws {
            folder = try TemporaryFolder("sbom")
            for path in ["packaging/sbom", "docs/licences.md", "Tests/Fixtures/spdx-check.py"] {
                let url = URL(fileURLWithPath: folder(path))
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: Repository.file(path), toPath: url.path)
            }
            for name in ["scripts", "bin", "deb/DEBIAN"] {
                try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
            }
            try await ScriptFile.write("echo 'Swift version 6.3.1 (swift-6.3.1-RELEASE)'", to: folder("bin/swift"))
            try await ScriptFile.write(Self.linked, to: folder("scripts/licences"))
            try write(Self.control, to: "deb/DEBIAN/control")
            try write(Self.resolved, to: "Package.resolved")
        }

        private static let linked = """
            case $1 in
            --packages)
                echo 'Yams 6.2.2'
                echo 'swift-crypto 4.5.2' ;;
            --parts)
                printf 'libyaml\\tYams: CYaml\\tacd6f6f\\tMIT, © Kirill Simonov\\n'
                printf 'BoringSSL\\tswift-crypto: CCryptoBoringSSL\\t0226f304\\tApache-2.0, © others\\n'
                printf 'ICU\\tFoundation\\t76\\tUnicode-3.0, © Unicode, Inc.\\n'
                printf "LLVM\\tSwift's runtime\\twith the runtime\\tApache-2.0 WITH LLVM-exception, © others\\n" ;;
            esac
            """

        private static let control = """
            Package: usher
            Version: 9.8.7
            Architecture: amd64
            Maintainer: U <u@example.org>
            Depends: libc6 (>= 2.34), libsqlite3-0, adduser
            Description: a program

            """

        private static let resolved = """
            { "pins": [
              { "location": "https://github.com/jpsim/Yams.git", "state": { "version": "6.2.2" } },
              { "location": "https://github.com/apple/swift-crypto.git", "state": { "version": "4.5.2" } }
            ] }
            """

        private func write(_ text: String, to path: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder(path)))
        }

        private func shell(_ command: String) async throws -> Program.Result {
            try await Program(
                "/bin/sh", ["-c", "cd '\(folder.path)' && PATH=\"$PWD/bin:$PATH\" && \(command)"],
                environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1795999800"]
            ).wait()
        }

        @Test(
            "Has all that SPDX 2.3 requires, and what stands in the packages from others as packages of their own",
            .enabled(if: Python.isThereOrMustBe))
        func whole() async throws {
            let made = try await shell(
                "dpkg-deb -b deb usher_9.8.7_amd64.deb >log && packaging/sbom usher_9.8.7_amd64.deb >bill.json")
            #expect(made.end == .exit(0), "\(made.errors)")
            let looked = try await shell("python3 Tests/Fixtures/spdx-check.py bill.json")
            #expect(looked.end == .exit(0), "\(looked.output)\(looked.errors)")

            let octets = try Data(contentsOf: URL(fileURLWithPath: folder("bill.json")))
            let bill = try JSONDecoder().decode(Bill.self, from: octets)
            let licences = Dictionary(bill.packages.map { ($0.SPDXID, $0.licenseDeclared) }) { first, _ in first }
            #expect(
                licences == [
                    "SPDXRef-usher": "Apache-2.0", "SPDXRef-Yams": "MIT", "SPDXRef-swift-crypto": "Apache-2.0",
                    "SPDXRef-swift-runtime": "Apache-2.0 WITH Swift-exception", "SPDXRef-libyaml": "MIT",
                    "SPDXRef-BoringSSL": "Apache-2.0", "SPDXRef-ICU": "Unicode-3.0",
                    "SPDXRef-LLVM": "Apache-2.0 WITH LLVM-exception",
                    "SPDXRef-debian-libc6": "NOASSERTION", "SPDXRef-debian-libsqlite3-0": "NOASSERTION",
                ])
            let contained = bill.relationships.filter { $0.relationshipType == "CONTAINS" }
            #expect(
                contained.map { "\($0.spdxElementId) \($0.relatedSpdxElement)" } == [
                    "SPDXRef-Yams SPDXRef-libyaml", "SPDXRef-swift-crypto SPDXRef-BoringSSL",
                    "SPDXRef-swift-runtime SPDXRef-ICU", "SPDXRef-swift-runtime SPDXRef-LLVM",
                ])
        }

        private struct Bill: Decodable {
            struct Package: Decodable {
                let SPDXID: String
                let licenseDeclared: String
            }
            struct Relationship: Decodable {
                let spdxElementId: String
                let relationshipType: String
                let relatedSpdxElement: String
            }
            let packages: [Package]
            let relationships: [Relationship]
        }
    }
}
