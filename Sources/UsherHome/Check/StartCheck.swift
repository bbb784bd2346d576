import Foundation
import UsherCore
import UsherMail
import UsherSupport

/// What `usher.yaml` names on this machine and `usher run` cannot start without: files and folders, not what is inside
/// the home.
///
/// | Named | Error | Left to `usher run`, which may be another user |
/// | --- | --- | --- |
/// | `smtp.password_file`, live | missing, no ordinary file, open to others, empty, of several lines | closed to this user |
/// | `smtp.authority`, live | missing, no ordinary file, no certificate in it | closed to this user |
/// | `transactional.smtp`, live: `password_file`, `authority` | as of `smtp` | as of `smtp` |
/// | `receive.imap`, live: `password_file`, `authority` | as of `smtp` | as of `smtp` |
/// | `receive.feedback`, files | advice, for messages go out without it: as a password file | closed to this user |
/// | `state` | something that is no folder | another user's |
/// | `dkim` and `transactional.dkim`, keys | broken, or open to others; advice: missing, because a credential is the service's | closed to this user, no state folder yet |
/// | `public` and `dashboard`, a socket | | no folder for it: advice, because the service may make it |
///
/// A user name without a password file is advice: the credential and `$USHER_SMTP_PASSWORD` are the service's.
enum StartCheck {
    static func problems(
        _ settings: Settings, home: String, places: [String: Place], environment: [String: String]
    ) -> [Problem] {
        func problem(
            _ name: String, _ sentence: String, as severity: Problem.Severity = .error
        ) -> [Problem] {
            let place = places[name] ?? Place(file: "config/usher.yaml")
            return [Problem(severity, file: place.file, line: place.line, column: place.column, sentence)]
        }
        var problems: [Problem] = []
        if environment["STATE_DIRECTORY"] == nil, let state = settings.state,
            let fault = StateFolder.faultOfPlace(FolderPath.absolute(state, from: home))
        {
            problems += problem("state", "\(fault)")
        }
        let listeners = [
            ("public.listen", settings.published?.listen), ("public.private", settings.published?.privateListen),
            ("dashboard.listen", settings.dashboard?.listen),
        ]
        for (name, listen) in listeners {
            guard case .socket(let path)? = listen else { continue }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            guard !FileManager.default.fileExists(atPath: folder) else { continue }
            problems += problem(
                name,
                "there is no folder \(folder) for the socket; 'usher run' does not start until it is there "
                    + "(the systemd unit makes /run/usher)", as: .warning)
        }
        for (key, choice) in [("dkim", settings.dkim), ("transactional.dkim", settings.transactional.dkim)] {
            guard let keys = choice?.keys,
                let fault = keysFault(keys, settings, home: home, environment: environment)
            else { continue }
            if case .missing = fault {
                problems += problem(key, "\(fault); 'usher run' does not start without them", as: .warning)
            } else {
                problems += problem(key, "\(fault)")
            }
        }
        for provider in settings.receive.feedback.providers {
            guard let (path, key) = settings.receive.feedback.file(of: provider) else { continue }
            let fault = passwordFault { () throws(SecretResolver.Fault) in
                _ = try SecretResolver.line(of: path, home: home)
            }
            if let fault {
                problems += problem(
                    key, "\(fault); until it is there, what \(provider.title) posts is not taken", as: .warning)
            }
        }
        guard settings.mode == .live else { return problems }
        for (section, relay) in [("smtp", settings.smtp), ("transactional.smtp", settings.transactional.smtp)] {
            guard let smtp = relay else { continue }
            let fault = passwordFault { () throws(SecretResolver.Fault) in
                _ = try SecretResolver.password(for: smtp, home: home, environment: environment)
            }
            problems += server(section, fault, authority: smtp.authority, home: home, problem)
        }
        if let imap = settings.receive.imap {
            let fault = passwordFault { () throws(SecretResolver.Fault) in
                _ = try SecretResolver.password(for: imap, home: home, environment: environment)
            }
            problems += server(SecretResolver.Owner.imap.section, fault, authority: imap.authority, home: home, problem)
        }
        return problems
    }

    private static func server(
        _ section: String, _ fault: SecretResolver.Fault?, authority: String?, home: String,
        _ problem: (String, String, Problem.Severity) -> [Problem]
    ) -> [Problem] {
        var problems: [Problem] = []
        switch fault {
        case .nowhere(let owner)?:
            let what = owner == .smtp ? "'usher run' does not start" : "nothing is read from the mailbox"
            problems += problem(
                "\(section).username", "\(SecretResolver.Fault.nowhere(owner)); \(what) until it is there",
                .warning)
        case let fault?: problems += problem("\(section).password_file", "\(fault)", .error)
        case nil: break
        }
        if let authority, let fault = authorityFault(FolderPath.absolute(authority, from: home)) {
            problems += problem(
                "\(section).authority", "the certificates of 'authority', \(authority): \(fault)", .error)
        }
        return problems
    }

    private static func passwordFault(
        _ find: () throws(SecretResolver.Fault) -> Void
    ) -> SecretResolver.Fault? {
        do {
            try find()
            return nil
        } catch {
            if case .unreadable(_, .unreadable) = error { return nil }
            if case .unreadable(_, .failed) = error { return nil }
            return error
        }
    }

    private static func keysFault(
        _ name: String, _ settings: Settings, home: String, environment: [String: String]
    ) -> DKIMKeyFault? {
        let state = StateFolder.path(home: home, settings: settings, environment: environment)
        let folder = DKIMKeyFolder(state: state, environment: environment)
        do {
            _ = try folder.keys(name)
            return nil
        } catch {
            switch error {
            case .unreadable, .failed, .anotherUsers: return nil
            // Where nothing was ever run, or somebody else runs it, this says nothing.
            case .missing where access(state, R_OK | X_OK) != 0: return nil
            default: return error
            }
        }
    }

    private static func authorityFault(_ path: String) -> String? {
        do {
            let text = String(decoding: try RegularFile.octets(of: path, atMost: 16 << 20), as: UTF8.self)
            return text.contains("-----BEGIN ") ? nil : "there is no certificate in it (PEM)"
        } catch {
            switch error {
            case .unreadable, .failed: return nil
            case .missing, .isFolder, .notAFile, .tooLarge: return error.reason
            }
        }
    }
}
