import Foundation
import UsherCore
import UsherSupport

extension StateFolder {
    /// Why a state folder cannot be used.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// `user` is a name, or `#` and a number when there is no name.
        case anotherUsers(path: String, user: String)
        case notAFolder(path: String)
        /// Others may put files into it, or take them away.
        case open(path: String, mode: UInt32)
        /// A file in it that is not Usher's alone.
        case file(path: String, PrivateFile.Fault)
        /// The home is among what packages brought, and nobody looks for a shop's people there, or takes them away
        /// again.
        case packages(home: String)
        /// A restore into it was cut short.
        case halfRestored(path: String)
        /// The system's own words.
        case unusable(path: String, why: String)

        package var description: String {
            switch self {
            case .anotherUsers(let path, let user):
                "the state folder \(path) belongs to the user \(user); run 'sudo usher ...'"
            case .notAFolder(let path):
                "\(path) is not a folder; remove it, or name another one with 'state' in usher.yaml"
            case .open(let path, let mode):
                "the state folder \(path) can be changed by others (mode \(String(mode, radix: 8))); "
                    + "run 'chmod 700 \(path)'"
            case .file(let path, let fault): "\(path) \(fault.reason(path))"
            case .packages(let home):
                "\(home) is the package's own example, and no state is made in it; copy it to a folder of yours and look "
                    + "there: \(ShellWord.command("cp -r", [home])) shop && cd shop"
            case .halfRestored(let path):
                "a restore into the state folder \(path) was cut short, and nothing works there before it is through; give "
                    + "the same command again: usher restore FILE DIR"
            case .unusable(let path, let why): "the state folder \(path) cannot be used: \(why)"
            }
        }
    }

    /// Makes sure that the folder is there, is this user's and can be written; made with its missing parents, 0700. A
    /// second call finds it and changes nothing.
    package static func open(_ path: String, home: String) throws(Fault) {
        let folder = try facts(of: path)
        if folder == nil, isPackages(path) { throw .packages(home: home) }
        switch decide(ownership(of: path, folder: folder?.owner, home: home)) {
        case .refuse(let user): throw .anotherUsers(path: path, user: UserName.of(user))
        case .create:
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw .unusable(path: path, why: "it cannot be made: " + String(cString: strerror(errno)))
            }
        case .use: break
        }
        if let mode = folder?.mode, mode & 0o022 != 0 { throw .open(path: path, mode: mode) }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw .unusable(path: path, why: String(cString: strerror(errno)))
        }
        if access(mark(in: path), F_OK) == 0 { throw .halfRestored(path: path) }
    }

    /// Whose the folder is, or is to be once it is made, where that is not this process's user. Nil too where nobody
    /// can tell: opening the folder says why.
    package static func owner(of path: String, home: String) -> UInt32? {
        let folder: UInt32?
        do { folder = try facts(of: path)?.owner } catch { return nil }
        guard case .refuse(let user) = decide(ownership(of: path, folder: folder, home: home)) else { return nil }
        return user
    }

    /// Whether a package manager sees to what lies there: what it did not bring stays when the package goes, and keeps
    /// its folder from going.
    package static func isPackages(_ path: String) -> Bool {
        path.hasPrefix("/usr/") && !path.hasPrefix("/usr/local/")
    }

    /// Why no folder can be at `path`, for whoever opens it; nil where there is one or one can be made.
    static func faultOfPlace(_ path: String) -> Fault? {
        do {
            _ = try facts(of: path)
            return nil
        } catch {
            if case .notAFolder = error { return error }
            return nil
        }
    }

    private static func ownership(of path: String, folder: UInt32?, home: String) -> Ownership {
        let parents = FolderPath.withParents(path).dropFirst()
        let parent = parents.lazy.compactMap { try? facts(of: $0)?.owner }.first
        let service = home == ServiceHome.path ? getpwnam("usher")?.pointee.pw_uid : nil
        return Ownership(me: geteuid(), folder: folder, parent: parent ?? 0, service: service)
    }

    /// Nil when it does not exist.
    private static func facts(of path: String) throws(Fault) -> (owner: UInt32, mode: UInt32)? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw errno == ENOTDIR
                ? .notAFolder(path: path) : .unusable(path: path, why: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
        return (status.st_uid, UInt32(status.st_mode & 0o777))
    }
}
