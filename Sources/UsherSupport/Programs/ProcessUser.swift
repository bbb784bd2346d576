import Foundation

/// The user that this process works as.
package enum ProcessUser {
    /// Goes on as `user`, with that user's groups and for good: nothing of root is left. False, with `errno`, where that
    /// may not be; the process ends then, for half of it may have happened. Only root can.
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
