import Foundation

extension StateFolder {
    /// Why a state folder cannot be used.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// `user` is a name, or `#` and a number when there is no name.
        case anotherUsers(path: String, user: String)
        case notAFolder(path: String)
        /// The system's own words.
        case unusable(path: String, why: String)

        package var description: String {
            switch self {
            case .anotherUsers(let path, let user):
                "the state folder \(path) belongs to the user \(user); run 'sudo -u \(user) usher ...'"
            case .notAFolder(let path):
                "\(path) is not a folder; remove it, or name another one with 'state' in usher.yaml"
            case .unusable(let path, let why): "the state folder \(path) cannot be used: \(why)"
            }
        }
    }

    /// Makes sure that the folder is there, is this user's and can be written; made with its missing parents, 0700. A
    /// second call finds it and changes nothing.
    package static func open(_ path: String, home: String) throws(Fault) {
        let folder = try owner(of: path)
        switch decide(ownership(of: path, folder: folder, home: home)) {
        case .refuse(let user): throw .anotherUsers(path: path, user: name(of: user))
        case .create:
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw .unusable(path: path, why: "it cannot be made: " + String(cString: strerror(errno)))
            }
        case .use: break
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw .unusable(path: path, why: String(cString: strerror(errno)))
        }
    }

    /// Why no folder can be at `path`, for whoever opens it; nil where there is one or one can be made.
    static func faultOfPlace(_ path: String) -> Fault? {
        do {
            _ = try owner(of: path)
            return nil
        } catch {
            if case .notAFolder = error { return error }
            return nil
        }
    }

    private static func ownership(of path: String, folder: UInt32?, home: String) -> Ownership {
        let parents = FolderPath.withParents(path).dropFirst()
        let parent = parents.lazy.compactMap { try? owner(of: $0) }.first
        let service = home == "/etc/usher" ? getpwnam("usher")?.pointee.pw_uid : nil
        return Ownership(me: geteuid(), folder: folder, parent: parent ?? 0, service: service)
    }

    /// Nil when it does not exist.
    private static func owner(of path: String) throws(Fault) -> UInt32? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw errno == ENOTDIR
                ? .notAFolder(path: path) : .unusable(path: path, why: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
        return status.st_uid
    }

    private static func name(of user: UInt32) -> String {
        getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "#\(user)"
    }
}
