import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("The state folder")
struct StateFolderTests {
    @Test("Is systemd's, else the setting's, else below the home")
    func path() {
        var settings = Settings(sender: Mailbox(name: "", address: "a@b.example"))
        let path = { (settings: Settings, environment: [String: String]) in
            StateFolder.path(home: "/srv/shop", settings: settings, environment: environment)
        }
        #expect(path(settings, [:]) == "/srv/shop/state")
        settings.state = "../data"
        #expect(path(settings, [:]) == "/srv/data")
        settings.state = "/var/lib/usher"
        #expect(path(settings, [:]) == "/var/lib/usher")
        #expect(path(settings, ["STATE_DIRECTORY": "/var/lib/one:/var/lib/two"]) == "/var/lib/one")
        #expect(path(settings, ["STATE_DIRECTORY": ""]) == "/var/lib/usher")
    }

    @Test(
        "Is used, made or refused",
        arguments: [
            (1000, 1000, 1000, nil, StateFolder.Decision.use), (1000, 990, 0, nil, .refuse(user: 990)),
            (0, 990, 0, nil, .refuse(user: 990)), (1000, 0, 1000, nil, .refuse(user: 0)),
            (1000, nil, 1000, nil, .create), (1000, nil, 0, nil, .create), (0, 0, 0, nil, .use),
            (0, nil, 0, nil, .create),
            (0, nil, 990, nil, .refuse(user: 990)), (0, nil, 0, 990, .refuse(user: 990)), (990, nil, 0, 990, .create),
        ] as [(UInt32, UInt32?, UInt32, UInt32?, StateFolder.Decision)])
    func decisions(
        _ me: UInt32, _ folder: UInt32?, _ parent: UInt32, _ service: UInt32?, _ expected: StateFolder.Decision
    ) {
        let ownership = StateFolder.Ownership(me: me, folder: folder, parent: parent, service: service)
        #expect(StateFolder.decide(ownership) == expected)
    }

    @Test("Is made for this user alone, and opening it again changes nothing")
    func opens() throws {
        let home = try TemporaryFolder()
        let path = home("deep/state")
        try StateFolder.open(path, home: home.path)
        try StateFolder.open(path, home: home.path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test("None is made among what packages brought, and the answer says what to do")
    func packages() {
        let home = "/usr/share/doc/no-such-package/examples"
        #expect(throws: StateFolder.Fault.packages(home: home)) {
            try StateFolder.open("\(home)/state", home: home)
        }
        #expect(access(home, F_OK) != 0)
        #expect(!StateFolder.isPackages("/usr/local/shop/state") && !StateFolder.isPackages("/var/lib/usher"))
        #expect("\(StateFolder.Fault.packages(home: home))".hasSuffix(": cp -r \(home) shop && cd shop"))
    }

    @Test("A file in its place is refused")
    func file() throws {
        let home = try TemporaryFolder()
        try Data().write(to: URL(fileURLWithPath: home("state")))
        #expect(throws: StateFolder.Fault.notAFolder(path: home("state"))) {
            try StateFolder.open(home("state"), home: home.path)
        }
    }

    @Test("One that others can change is refused with the command that mends it", arguments: [0o777, 0o770, 0o702])
    func openToOthers(mode: Int) throws {
        let home = try TemporaryFolder()
        let path = home("state")
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: mode])
        chmod(path, mode_t(mode))
        let fault = #expect(throws: StateFolder.Fault.self) { try StateFolder.open(path, home: home.path) }
        #expect(fault == .open(path: path, mode: UInt32(mode)))
        #expect(fault?.description.hasSuffix("run 'chmod 700 \(path)'") == true)
        chmod(path, 0o755)
        try StateFolder.open(path, home: home.path)
    }

    @Test("Another user's is refused with the command to use", .enabled(if: geteuid() == 0))
    func anotherUsers() throws {
        let home = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: home("state"), withIntermediateDirectories: false)
        #expect(chown(home("state"), 4_000_000, 4_000_000) == 0)
        let fault = #expect(throws: StateFolder.Fault.self) { try StateFolder.open(home("state"), home: home.path) }
        #expect(
            fault?.description
                == "the state folder \(home("state")) belongs to the user #4000000; run 'sudo usher ...'")
    }
}
