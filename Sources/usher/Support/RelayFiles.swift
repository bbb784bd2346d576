import Foundation
import UsherCore
import UsherHome
import UsherSupport

/// `config/usher.yaml` and the file of the relay's password, written together.
struct RelayFiles {
    let home: String
    /// What `config/usher.yaml` says now.
    let text: String
    /// With symbolic links followed.
    private let path: String
    private let octets: [UInt8]

    /// The file with another relay in it.
    struct Edit {
        let choice: RelayChoice
        /// Nil where it has to be pasted by hand.
        let text: String?
        let smtp: SMTPSettings?
    }

    init(home: String) throws {
        self.home = home
        path = URL(fileURLWithPath: "\(home)/config/usher.yaml").resolvingSymlinksInPath().path
        do { octets = try RegularFile.octets(of: path, atMost: 1 << 20) } catch {
            throw CommandFailure(.config, "config/usher.yaml: \(error.reason)")
        }
        guard let text = String(validating: octets, as: UTF8.self) else {
            throw CommandFailure(.config, "config/usher.yaml: the file is not UTF-8; usher check says where")
        }
        self.text = text
    }

    func edit(_ choice: RelayChoice) throws -> Edit {
        do throws(RelayEdit.Fault) {
            let edit = try RelayEdit(choice, in: text)
            return Edit(choice: choice, text: edit.text, smtp: edit.smtp)
        } catch {
            switch error {
            case .files(let problems): throw Problems(problems)
            case .choice(let reason): throw CommandFailure(.usage, "\(reason); nothing was written")
            case .byHand: return Edit(choice: choice, text: nil, smtp: nil)
            }
        }
    }

    /// Where a password goes: where it stands already, or into a file that is not there yet. What is in use, by this
    /// relay until the daemon has taken up the new one, or by anything else, stays as it is.
    func place(of password: Secret, now: SMTPSettings?) throws -> String {
        if let used = now?.passwordFile, holds(password, in: used) { return used }
        let names = [RelayAnswers.usualFile] + (2...99).map { "\(RelayAnswers.usualFile)-\($0)" }
        for name in names {
            var status = stat()
            if lstat(FolderPath.absolute(name, from: home), &status) != 0, errno == ENOENT, name != now?.passwordFile {
                return name
            }
        }
        throw CommandFailure(
            .cannotCreate, "\(home) has \(names.count) files for passwords of relays; remove those that are not used")
    }

    private func holds(_ password: Secret, in file: String) -> Bool {
        let path = FolderPath.absolute(file, from: home)
        guard let octets = try? RegularFile.octets(of: path, atMost: SecretResolver.largest + 1),
            let found = try? SecretResolver.given(octets, source: path)
        else { return false }
        return found.reveal() == password.reveal()
    }

    /// Both files or none; says what there is to do next.
    func write(_ edit: Edit, password: Secret?, now: SMTPSettings?) throws {
        guard let text = edit.text else {
            try put(password, edit.choice)
            Output.lines(edit.choice.block)
            throw CommandFailure(
                .cannotCreate,
                "'smtp' in config/usher.yaml is not written a key a line, so it was left as it is; put the lines above in its place"
            )
        }
        guard (try? RegularFile.octets(of: path, atMost: 1 << 20)) == octets else {
            throw CommandFailure(
                .temporary, "config/usher.yaml was changed meanwhile and is left so; give the same command again")
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw Self.cannotWrite("config/usher.yaml", errno) }
        var failure: (any Error)?
        let code = PrivateFile.put(Array(text.utf8), at: path) { draft, path in
            guard chmod(draft, status.st_mode & 0o777) == 0, Self.give(draft, to: status.st_uid, status.st_gid) else {
                return false
            }
            // The password's file is there before anybody is sent to it.
            do { try put(password, edit.choice) } catch {
                failure = error
                return false
            }
            return rename(draft, path) == 0
        }
        if let failure { throw failure }
        if let code {
            if let file = edit.choice.passwordFile, file != now?.passwordFile {
                unlink(FolderPath.absolute(file, from: home))
            }
            throw Self.cannotWrite("config/usher.yaml", code)
        }
        say(edit.choice, now)
    }

    private func say(_ choice: RelayChoice, _ now: SMTPSettings?) {
        Output.line("Wrote 'smtp' into config/usher.yaml; every other line is as it was.")
        if let file = choice.passwordFile {
            let verb = file == now?.passwordFile ? "The password is in" : "Wrote the password into"
            Output.line(
                "\(verb) \(FolderPath.absolute(file, from: home)), which only its owner can read; "
                    + "keep it out of version control.")
        }
        if let old = now?.passwordFile, old != choice.passwordFile {
            Output.line(
                "The relay's old password is still in \(FolderPath.absolute(old, from: home)); where nothing else uses "
                    + "it, remove the file.")
        }
        Output.line(
            "Next: \(state.map { UserName.prefix(for: $0) } ?? "")usher send-test YOUR-ADDRESS --direct, "
                + "or 'mode: live' in config/usher.yaml")
    }

    private func put(_ password: Secret?, _ choice: RelayChoice) throws {
        guard let password, let file = choice.passwordFile, !holds(password, in: file) else { return }
        let named = FolderPath.absolute(file, from: home)
        let path = URL(fileURLWithPath: named).resolvingSymlinksInPath().path
        let (user, group) = reader(of: path)
        let code = PrivateFile.put(Array(password.reveal().utf8) + [0x0A], at: path) { draft, path in
            Self.give(draft, to: user, group) && rename(draft, path) == 0
        }
        if let code { throw Self.cannotWrite(named, code) }
    }

    /// Who reads the password: whose it is now; where root sets it up, whose the state folder is.
    private func reader(of path: String) -> (uid_t, gid_t) {
        var status = stat()
        if stat(path, &status) == 0 { return (status.st_uid, status.st_gid) }
        guard geteuid() == 0, let state, let user = StateFolder.owner(of: state, home: home) else {
            return (geteuid(), getegid())
        }
        return (user, ProcessUser.group(of: user, in: state))
    }

    /// Nil where the files do not say where it is.
    private var state: String? {
        let settings = try? HomeReader.inspect(home).withSettings().settings
        return settings.map {
            StateFolder.path(home: home, settings: $0, environment: ProcessInfo.processInfo.environment)
        }
    }

    /// Only root can give a file away; where it is one's own already, there is nothing to give.
    private static func give(_ path: String, to user: uid_t, _ group: gid_t) -> Bool {
        user == geteuid() && group == getegid() || chown(path, user, group) == 0
    }

    private static func cannotWrite(_ path: String, _ code: Int32) -> CommandFailure {
        CommandFailure(
            Descriptor.isMachines(code) ? .io : .cannotCreate,
            "\(path) cannot be written: \(String(cString: strerror(code))); nothing was changed")
    }
}
