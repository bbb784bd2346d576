import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A state folder of another user")
struct CLIStateFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("owner") }

    @Test("Is refused with the command to use, and nothing is written into it", .enabled(if: geteuid() == 0))
    func refused() async throws {
        let home = folder("shop")
        _ = try await UsherProcess.run(["init", home])
        let state = "\(home)/state"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        let nobody = try #require(getpwnam("nobody")).pointee
        #expect(chown(state, nobody.pw_uid, nobody.pw_gid) == 0)
        for arguments in [
            ["status"], ["enqueue", "welcome", "ada@example.org"], ["run"], ["suppress", "add", "a@b.example"],
        ] {
            let result = try await UsherProcess.run(arguments, environment: ["USHER_HOME": home])
            #expect(result.end == .exit(77))
            #expect(
                result.errors
                    == "usher: the state folder \(state) belongs to the user nobody; run 'sudo -u nobody usher ...'\n")
            #expect(result.output == "")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: state) == [])
    }
}
