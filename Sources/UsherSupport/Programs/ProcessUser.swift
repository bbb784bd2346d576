import Foundation

/// The user that this process works as.
package enum ProcessUser {
    /// The group that a user's files have; `gid_t.max`, which changes nothing for `chown`, where nobody has that
    /// number.
    package static func group(of user: uid_t) -> gid_t { getpwuid(user)?.pointee.pw_gid ?? gid_t.max }

    /// The group for what is put into a folder of `user`: the folder's own, where it is there.
    package static func group(of user: uid_t, in folder: String) -> gid_t {
        var status = stat()
        return stat(folder, &status) == 0 ? status.st_gid : getpwuid(user)?.pointee.pw_gid ?? gid_t(user)
    }

    /// Goes on as `user`, with that user's groups and for good: nothing of root is left. False, with `errno`, where
    /// that may not be; the process ends then, for half of it may have happened. Only root can.
    package static func become(_ user: uid_t, group: gid_t) -> Bool {
        if let entry = getpwuid(user) {
            let group = entry.pointee.pw_gid
            guard initgroups(entry.pointee.pw_name, group) == 0, setgid(group) == 0 else { return false }
        } else {
            guard setgroups(0, nil) == 0, setgid(group) == 0 else { return false }
        }
        return setuid(user) == 0 && geteuid() == user
    }
}
