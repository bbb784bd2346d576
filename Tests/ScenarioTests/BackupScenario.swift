import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// `usher backup` and `usher restore`, as somebody uses them who has lost a machine, or might.
    @Suite("A backup and a restore")
    struct BackupScenario {
        private let files = FileManager.default

        @Test("While it sends a backup is made; restored, nothing is sent until somebody says so, and links still work")
        func whole() async throws {
            // The last letters are answered when the backup is made, however long that takes.
            let last = (241...360).map { PeerScript.Rule(.dot, time: $0, .hold) }
            let peer = try ScriptedPeer(PeerScript(last + [.init(.dot, .drip(milliseconds: 1))]))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.keepOnlyCourse()
            let daemon = try await home.runStepped()
            try await home.enter("course", "--from", try home.contacts(120))
            try await eventually("some letters") { peer.accepted.count >= 30 }
            let shelf = home("shelf")
            try files.createDirectory(atPath: shelf, withIntermediateDirectories: false)
            let said = try await home.done("backup", shelf, "--keep", "2")
            peer.release()
            #expect(said.contains("Kept 120 contacts"), "\(said)")
            let name = try #require(try files.contentsOfDirectory(atPath: shelf).first { $0.hasSuffix(".tar") })
            try await home.done("backup", "--verify", "\(shelf)/\(name)")
            try await home.drained()
            #expect(await daemon.stop().end == .exit(0))
            #expect(peer.accepted.count == 360, "it went on sending")

            let other = home("other")
            let restored = try await home.usher("restore", "\(shelf)/\(name)", other)
            #expect(restored.end == .exit(0), "\(restored.errors)")
            let at: [String] = ["--home", other]
            let status = try await home.done(["status"] + at)
            #expect(status.contains("restored from \(name)"), "\(status)")
            #expect(status.contains("usher queue list --due"), "\(status)")
            #expect(status.contains("go on with: usher resume relay"), "\(status)")
            let again = try await home.run("--clock", "stepped:2026-03-02T08:00:00Z", "--home", other)
            // A round of a claim, and more.
            try await Task.sleep(for: .seconds(3))
            #expect(peer.accepted.count == 360, "it sent before anybody said so")
            // A link in a letter that went out before is still known, by its address for a no.
            let keys = try secrets(in: "\(other)/state/keys.json")
            #expect(try Array(keys.dropFirst()) == secrets(in: home("state/keys.json")) && keys.count == 2)
            try await home.done(["resume"] + at)
            try await eventually("what the restored one does not know of") { peer.accepted.count > 360 }
            #expect(await again.stop().end == .exit(0))
        }

        /// Of each key, the newest first.
        private func secrets(in path: String) throws -> [String] {
            try String(contentsOfFile: path, encoding: .utf8).matches(of: /"secret": "[^"]+"/).map { String($0.output) }
        }

        @Test("It can be opened, and looked at, without Usher")
        func withoutUsher() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            try await home.done("backup", home("shop.tar"))
            let script = """
                set -e
                mkdir "$1/look" && cd "$1/look" && tar xf ../shop.tar && sha256sum --quiet -c SHA256SUMS
                test "$(tar tf ../shop.tar | head -1)" = usher-backup.json
                test "$(stat -c %a ../shop.tar state/keys.json config/usher.yaml | tr '\\n' ' ')" = '600 600 644 '
                python3 -c "import tarfile; tarfile.open('../shop.tar').getmembers()"
                cd ../look && cmp config/usher.yaml ../config/usher.yaml
                """
            let result = try await Program("/bin/sh", ["-c", script, "sh", home.path]).wait()
            #expect(result.end == .exit(0), "\(result.errors)")
            // What was unpacked by hand is a home.
            #expect(try await home.usher("status", "--home", home("look")).end == .exit(0))
        }

        @Test("Mail that came back and waits, or is kept, is in it, and comes back with it")
        func spool() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            let mails = ["new/1.M2P3R4.usher", "kept/5.mail", "letters/6.mail"]
            for path in mails + ["strange/7.mail", "new/not a name", "new/.hidden"] {
                let url = URL(fileURLWithPath: home("state/spool/\(path)"))
                try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("From: ada@example.org\n\n\(path)\n".utf8).write(to: url)
            }
            let made = try await home.usher("backup", home("shop.tar"))
            #expect(made.end == .exit(0) && made.output.contains("shop.tar, with 3 mails that came back, "))
            #expect(made.errors.contains("Not in it: 1 file in \(home("state/spool"))"), "\(made.errors)")
            #expect(try await home.done("backup", "--verify", home("shop.tar")).contains("came back  3 mails"))

            let restored = try await home.done("restore", home("shop.tar"), home("other"))
            #expect(restored.contains("3 mails that came back: in \(home("other/state/spool"))\n"), "\(restored)")
            let spool = home("other/state/spool")
            #expect(
                try files.subpathsOfDirectory(atPath: spool).sorted() == (["kept", "letters", "new"] + mails).sorted())
            for path in mails {
                #expect(files.contentsEqual(atPath: "\(spool)/\(path)", andPath: home("state/spool/\(path)")))
            }
            var status = stat()
            #expect(stat("\(spool)/new", &status) == 0 && status.st_mode & 0o777 == 0o700)

            // What is there by then stays: it has what came since.
            try files.removeItem(atPath: "\(spool)/\(mails[0])")
            let again = try await home.done("restore", home("shop.tar"), home("other"), "--overwrite")
            #expect(!again.contains("that came back"), "\(again)")
            #expect(try files.contentsOfDirectory(atPath: "\(spool)/new") == [])
        }

        @Test("A process that is killed, whenever that is, leaves the old backup whole, or the new one")
        func killedMaking() async throws {
            let home = try await ScenarioHome()
            try await home.enter("welcome", "ada@example.org")
            let file = home("shelf/shop.tar")
            try files.createDirectory(atPath: home("shelf"), withIntermediateDirectories: false)
            try await home.done("backup", file)
            var killed = 0
            for seed in 1...24 {
                let result = try await faulty(home, UInt64(seed), 12 * seed, ["backup", file])
                if case .signal = result.end { killed += 1 }
                let look = try await home.usher("backup", "--verify", file)
                #expect(look.end == .exit(0), "seed \(seed): \(look.errors)")
            }
            #expect(killed >= 8, "only \(killed) were killed")
            try await home.done("backup", file)
            #expect(try files.contentsOfDirectory(atPath: home("shelf")) == ["shop.tar"])
        }

        @Test("A restore that is killed, whenever that is, leaves the home as it was, or locked until it is through")
        func killedRestoring() async throws {
            let home = try await ScenarioHome()
            try await home.enter("welcome", "ada@example.org")
            try await home.done("backup", home("shop.tar"))
            try await home.done("restore", home("shop.tar"), home("other"))
            try await home.enter("welcome", "late@example.org", "--home", home("other"))
            var (killed, locked) = (0, 0)
            // The new key, then each of the moves at the end in turn, and before these whatever comes.
            let seeds = (0..<9).map { (seed: Self.seed(killingRename: $0), rate: Self.seldom) }
            for (seed, rate) in seeds + (1...6).map({ (UInt64($0), 24 * $0) }) {
                let result = try await faulty(
                    home, seed, rate, ["restore", home("shop.tar"), home("other"), "--overwrite"])
                if case .signal = result.end { killed += 1 }
                let status = try await home.usher("status", "--home", home("other"))
                if status.end != .exit(0) {
                    locked += 1
                    // Either no home is found, or its state folder says what to do.
                    #expect(
                        status.end == .exit(66) || status.errors.contains("was cut short"),
                        "seed \(seed): \(status.errors)")
                    try await home.done("restore", home("shop.tar"), home("other"))
                }
                let whole = try await home.done("status", "--home", home("other"))
                let isOld = whole.contains("2 contacts")
                let isNew = whole.contains("1 contact,") && whole.contains("restored from shop.tar")
                #expect(isOld || isNew, "seed \(seed): \(whole)")
                if isNew {
                    try await home.enter("welcome", "late@example.org", "--home", home("other"))
                }
            }
            #expect(killed >= 8 && locked >= 8, "\(killed) were killed, \(locked) of them half-way")
        }

        /// One call in so many; of those that come seldom, such as a rename, one in a third of it.
        private static let seldom = 99_999

        /// A seed with which the machine (`Tests/CFaultyIO/decide.c`) kills at this rename, and at nothing else that is
        /// likely.
        private static func seed(killingRename number: UInt64) -> UInt64 {
            let rename: UInt64 = 5
            let rate = UInt64(seldom / 3)
            return (UInt64(1)...).first { seed in
                var mixed = (seed + 1) &* 0x9E37_79B9_7F4A_7C15 &+ (rename << 40 | number) &* 0xD1B5_4A32_D192_ED03
                mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                return (mixed ^ (mixed >> 31)) % rate == 0
            } ?? 1
        }

        /// Killed by the machine, perhaps, in one call on a file.
        private func faulty(
            _ home: ScenarioHome, _ seed: UInt64, _ rate: Int, _ arguments: [String]
        ) async throws -> Program.Result {
            try await UsherProcess.run(
                arguments,
                environment: [
                    "USHER_HOME": home.path, "LD_PRELOAD": FaultyMachine.library, "FAULTY_IO_SEED": "\(seed)",
                    "FAULTY_IO_HOME": home.path, "FAULTY_IO_LOG": home("faults.log"), "FAULTY_IO_FILES": "\(rate)",
                    "FAULTY_IO_SOCKETS": "0", "FAULTY_IO_KINDS": "kill", "FAULTY_IO_MOST": "1",
                ])
        }

        @Test(
            "A full disk: one sentence, 74, and nothing is left of it",
            .enabled(if: SmallDisk.isAvailable, "a small disk cannot be mounted here"))
        func fullDisk() async throws {
            let disk = try await SmallDisk(megabytes: 64)
            let home = try await ScenarioHome()
            try await home.done("status")
            try await home.done("backup", home("shop.tar"))
            try disk.fill()
            for arguments in [["backup", "\(disk.path)/x.tar"], ["restore", home("shop.tar"), "\(disk.path)/home"]] {
                let result = try await home.usher(arguments)
                #expect(result.end == .exit(74), "\(arguments): \(result)")
                #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
                #expect(try files.contentsOfDirectory(atPath: disk.path) == ["ballast"])
            }
            try disk.free()
            try await home.done("backup", "\(disk.path)/x.tar")
            try await home.done("restore", "\(disk.path)/x.tar", "\(disk.path)/home")
            try await disk.remove()
        }
    }
}
