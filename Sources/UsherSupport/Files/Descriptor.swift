import Glibc

/// System calls on files that are begun again where a signal interrupted them, and go on where they did a part.
package enum Descriptor {
    /// Calls open(2); -1 and `errno` when that fails.
    package static func open(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
        while true {
            let descriptor = Glibc.open(path, flags, mode)
            if descriptor >= 0 || errno != EINTR { return descriptor }
        }
    }

    /// Writes all octets from the descriptor's position on. False and `errno` when that fails; a part of them may be
    /// there.
    package static func write(_ octets: [UInt8], to descriptor: Int32) -> Bool {
        whole(octets) { rest, _ in Glibc.write(descriptor, rest.baseAddress, rest.count) }
    }

    /// Writes all octets from `offset` on, whatever the descriptor's position is. False and `errno` when that fails; a
    /// part of them may be there.
    package static func write(_ octets: [UInt8], to descriptor: Int32, at offset: Int) -> Bool {
        whole(octets) { rest, done in pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done)) }
    }

    /// Reads up to `count` octets from the descriptor's position on, fewer only at the end. Nil and `errno` when that
    /// fails.
    package static func read(_ count: Int, from descriptor: Int32) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(count)
        var piece = [UInt8](repeating: 0, count: count)
        while octets.count < count {
            let got = Glibc.read(descriptor, &piece, count - octets.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            octets += piece[..<got]
        }
        return octets
    }

    /// Has what was made, moved or removed in `folder` reach the disk before it returns true. False and `errno` when
    /// that fails.
    package static func sync(folder: String) -> Bool {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard descriptor >= 0 else { return false }
        let isSynced = fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        errno = code
        return isSynced
    }

    /// Whether an error says something of the machine at this moment, and nothing of the file: no descriptor, memory or
    /// room left, a disk that does not answer. The same again may well work.
    package static func isMachines(_ code: Int32) -> Bool {
        [EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, ENOBUFS, ESTALE, ETIMEDOUT].contains(code)
    }

    private static func whole(_ octets: [UInt8], _ write: (UnsafeRawBufferPointer, _ done: Int) -> Int) -> Bool {
        var done = 0
        while done < octets.count {
            let count = octets[done...].withUnsafeBytes { write($0, done) }
            if count > 0 {
                done += count
            } else if count == 0 {
                errno = ENOSPC
                return false
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
