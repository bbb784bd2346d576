import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A state folder of another user")
struct CLIStateFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("owner") }

    @Test(
        "Is worked on by root as that user: nothing there becomes root's, and root may no more than that user may",
        .enabled(if: geteuid() == 0))
    func owner() async throws {
        let home = folder("shop")
        _ = try await UsherProcess.run(["init", home])
        chmod(folder.path, 0o755)
        let state = "\(home)/state"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        let nobody = try #require(getpwnam("nobody")).pointee
        #expect(chown(state, nobody.pw_uid, nobody.pw_gid) == 0)
        let environment = ["USHER_HOME": home]
        for arguments in [
            ["status"], ["enqueue", "welcome", "ada@example.org", "--consent", "at the fair"],
            ["suppress", "add", "a@b.example"], ["check"],
        ] {
            let result = try await UsherProcess.run(arguments, environment: environment)
            #expect(result.end == .exit(0), "\(result.errors)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: state)
        #expect(names.contains("keys.json"))
        for name in names {
            let owner = try FileManager.default.attributesOfItem(atPath: "\(state)/\(name)")[.ownerAccountName]
            #expect(owner as? String == "nobody", "\(name)")
        }
        chmod("\(home)/config/journey.yaml", 0o600)
        let check = try await UsherProcess.run(["check"], environment: environment)
        #expect(check.end != .exit(0))
        #expect(check.output.contains("journey.yaml"), "\(check.output)")
        #expect(check.errors.contains("root works here as the user nobody"), "\(check.errors)")
        let backups = folder("backups")
        try FileManager.default.createDirectory(atPath: backups, withIntermediateDirectories: true)
        chmod("\(home)/config/journey.yaml", 0o644)
        let backup = try await UsherProcess.run(["backup", backups], environment: environment)
        #expect(backup.end == .exit(73), "\(backup.errors)")
        #expect(
            backup.errors.contains("the user nobody, whose the state folder is, may not write into")
                && backup.errors.contains("install -d -m 700 -o nobody "), "\(backup.errors)")
    }
}
