import Foundation
import Synchronization
import UsherHome
import UsherSupport

/// Root works on a home as the user whose the home's state is, so that no file which root makes there locks that user
/// out, and root sees and may what the daemon sees and may.
enum ActingUser {
    /// That user's name, where root took it on.
    static var name: String? { taken.withLock { $0 } }
    private static let taken = Mutex<String?>(nil)

    /// For a command that works with `home`. Where the state folder is missing and another user's to be, it is made for
    /// that user if `makesState`.
    static func take(on home: String, makesState: Bool) throws {
        guard geteuid() == 0, let settings = try? HomeReader.inspect(home).withSettings().settings else { return }
        let state = StateFolder.path(home: home, settings: settings, environment: ProcessInfo.processInfo.environment)
        guard let user = StateFolder.owner(of: state, home: home) else { return }
        let group = ProcessUser.group(of: user, in: state)
        if makesState, !StateFolder.isPackages(state), access(state, F_OK) != 0 { try make(state, for: user, group) }
        if home == ServiceHome.path { takeCredentials() }
        guard ProcessUser.become(user, group: group) else {
            throw StateFolder.Fault.anotherUsers(path: state, user: UserName.of(user))
        }
        // A folder of root's own is none for that user.
        if let folder = ProcessInfo.processInfo.environment["TMPDIR"], access(folder, W_OK | X_OK) != 0 {
            unsetenv("TMPDIR")
        }
        taken.withLock { $0 = UserName.of(user) }
    }

    /// What systemd hands to the service: root asks the relay and the mailbox with the same passwords.
    private static func takeCredentials() {
        for (name, variable) in [("smtp-password", "USHER_SMTP_PASSWORD"), ("imap-password", "USHER_IMAP_PASSWORD")] {
            let path = "/etc/credstore/usher.\(name)"
            guard let octets = try? RegularFile.octets(of: path, atMost: SecretResolver.largest) else { continue }
            let text = String(decoding: octets, as: UTF8.self)
            setenv(variable, text.hasSuffix("\n") ? String(text.dropLast()) : text, 0)
        }
    }

    /// Parents that are missing too are left to whoever opens the folder, and says so.
    private static func make(_ state: String, for user: uid_t, _ group: gid_t) throws {
        guard mkdir(state, 0o700) == 0 else { return }
        guard chown(state, user, group) == 0 else {
            let why = String(cString: strerror(errno))
            rmdir(state)
            throw StateFolder.Fault.unusable(path: state, why: "it cannot be given to \(UserName.of(user)): \(why)")
        }
    }

    /// What explains a refusal that root does not expect; nil where root did not become another user.
    static func explanation(of refusal: String) -> String? {
        guard let name, refusal.contains(String(cString: strerror(EACCES))) else { return nil }
        return "usher: root works here as the user \(name), whose the state folder is. That user is to read the home's "
            + "files: chmod -R go+rX config templates. What only root may read comes by standard input ('- <FILE'), and a "
            + "folder to write into is given to \(name)"
    }
}
