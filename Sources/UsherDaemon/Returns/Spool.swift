import Foundation
import UsherCore
import UsherSupport

/// The folder that mail comes back to, a Maildir: whoever delivers writes into `tmp` and moves to `new`; the daemon
/// takes it from there. What nobody but a person can judge is kept beside: in `kept`, in `letters` what strangers
/// wrote, and in `strange` what is about nobody here, and automatic answers.
package struct Spool: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// Why a mail cannot be put into the spool, or the spool be read.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case tooLarge
        case empty
        /// So many mails wait already that no more are taken.
        case full(Int)
        /// The machine cannot do it at this moment: no room, no descriptor.
        case notNow(path: String, why: String)
        case unusable(path: String, why: String)

        package var description: String {
            switch self {
            case .tooLarge: "the mail is larger than \(Spool.largest / 1_000_000) MB; it is not taken"
            case .empty: "there is no mail on standard input"
            case .full(let count): "\(count) mails wait in the spool; try again when the daemon has read some"
            case .notNow(let path, let why): "\(path): \(why); try again later"
            case .unusable(let path, let why): "\(path): \(why); check its owner and permissions"
            }
        }
    }

    /// The largest mail that is taken, in octets.
    package static let largest = 10_000_000
    package static let mostWaiting = 50_000
    private static let mode: mode_t = 0o660
    /// How long a mail is kept at most, in seconds.
    static let longestKept = Int(ReturnedReport.longestKept / 1000)
    /// How old, in seconds, a file in `tmp` is that is nobody's any more.
    static let longestWriting = 36 * 3600

    /// Makes the folders that are missing, for this user alone.
    package func prepare() throws(Fault) {
        let folders = ["", "/tmp", "/new"] + KeptMail.allCases.map { "/\($0.folder)" }
        for folder in folders.map({ path + $0 }) {
            guard mkdir(folder, 0o700) != 0, errno != EEXIST else { continue }
            throw fault(folder)
        }
    }

    // MARK: In

    /// Puts a mail into the spool that `read` gives piece by piece, until an empty one; `first` is put in front. When
    /// it returns, the mail is durable; when it throws, nothing is there.
    package func put(first: [UInt8] = [], read: () throws -> [UInt8]) throws {
        let waiting = try names(most: Self.mostWaiting + 1).count
        guard waiting <= Self.mostWaiting else { throw Fault.full(waiting) }
        let name = Self.freshName()
        let written = "\(path)/tmp/\(name)"
        let file = Descriptor.open(written, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, Self.mode)
        guard file >= 0 else { throw fault(written) }
        var isThere = false
        defer {
            close(file)
            if !isThere { unlink(written) }
        }
        // Mail systems run their pipes with a umask that leaves nothing to the group, by which the daemon reads.
        guard fchmod(file, Self.mode) == 0 else { throw fault(written) }
        handOver(file)
        var size = 0
        guard Descriptor.write(first, to: file) else { throw fault(written) }
        while true {
            let piece = try read()
            if piece.isEmpty { break }
            size += piece.count
            guard size <= Self.largest else { throw Fault.tooLarge }
            guard Descriptor.write(piece, to: file) else { throw fault(written) }
        }
        guard size > 0 else { throw Fault.empty }
        guard fsync(file) == 0 else { throw fault(written) }
        guard rename(written, "\(path)/new/\(name)") == 0 else { throw fault(written) }
        isThere = true
        guard Descriptor.sync(folder: "\(path)/new") else {
            let fault = fault("\(path)/new")
            unlink("\(path)/new/\(name)")
            throw fault
        }
    }

    /// Gives a file that root puts in to the spool's owner.
    private func handOver(_ file: Int32) {
        var status = stat()
        guard geteuid() == 0, stat("\(path)/new", &status) == 0, status.st_uid != 0 else { return }
        _ = fchown(file, status.st_uid, status.st_gid)
    }

    private static func freshName() -> String {
        let random = UInt64.random(in: .min ... .max)
        let now = Int(Date().timeIntervalSince1970 * 1_000_000)
        return "\(now / 1_000_000).M\(now % 1_000_000)P\(getpid())R\(String(random, radix: 16)).usher"
    }

    // MARK: Out

    /// The names of the mails that wait, in no order; at most `most`.
    func names(most: Int, but passed: Set<String> = []) throws(Fault) -> [String] {
        try Self.names(in: "\(path)/new", most: most, but: passed)
    }

    /// The names of the mails that are kept, in no order.
    func keptNames() throws(Fault) -> [String] {
        var names: [String] = []
        for kind in KeptMail.allCases {
            names += try Self.names(in: "\(path)/\(kind.folder)", most: kind.most + 1000)
        }
        return names
    }

    private static func names(in folder: String, most: Int, but passed: Set<String> = []) throws(Fault) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw Spool(path: folder).fault(folder)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while names.count < most, let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            // What is not UTF-8 would not be found again under its name.
            if !name.hasPrefix("."), !name.contains("\u{FFFD}"), !passed.contains(name) { names.append(name) }
        }
        return names
    }

    /// The octets of a mail that waits.
    func octets(of name: String) throws(RegularFile.Fault) -> [UInt8] {
        try RegularFile.octets(of: "\(path)/new/\(name)", atMost: Self.largest + 1000, followsLinks: false)
    }

    /// Takes a mail out that is recorded. False, and `errno`, when it stays.
    func remove(_ name: String) -> Bool { unlink("\(path)/new/\(name)") == 0 || errno == ENOENT }

    /// Keeps a mail that is recorded for people to look at.
    func keep(_ name: String, as kind: KeptMail) -> Bool {
        let waiting = "\(path)/new/\(name)"
        return rename(waiting, "\(path)/\(kind.folder)/\(name)") == 0 || access(waiting, F_OK) != 0
    }

    /// The path of a mail that is kept; where it would be, if it is not.
    package func keptPath(_ name: String) -> String {
        let paths = KeptMail.allCases.map { "\(path)/\($0.folder)/\(name)" }
        return paths.first { access($0, F_OK) == 0 } ?? paths[0]
    }

    // MARK: Bounds

    /// Removes mails that are kept for too long or too much, the oldest first, and files that somebody began to write
    /// and never finished.
    func tidy(now: Int = Int(Date().timeIntervalSince1970)) throws(Fault) {
        let written = try files(in: "tmp")
        for file in written where now - file.time > Self.longestWriting { unlink("\(path)/tmp/\(file.name)") }
        for kind in KeptMail.allCases {
            var (count, octets) = (0, 0)
            for file in try files(in: kind.folder) {
                count += 1
                octets += file.size
                let isTooMuch = count > kind.most || octets > kind.mostOctets
                if isTooMuch || now - file.time > Self.longestKept { unlink("\(path)/\(kind.folder)/\(file.name)") }
            }
        }
    }

    /// The names, times and sizes of a folder's files, the newest first. Times are in seconds since 1970.
    private func files(in folder: String) throws(Fault) -> [(name: String, time: Int, size: Int)] {
        try Self.names(in: "\(path)/\(folder)", most: 100_000).compactMap { name in
            var status = stat()
            guard lstat("\(path)/\(folder)/\(name)", &status) == 0 else { return nil }
            return (name, status.st_mtim.tv_sec, Int(status.st_size))
        }.sorted { ($1.time, $0.name) < ($0.time, $1.name) }
    }

    /// Removes a mail that is kept, if it is there.
    func forget(_ name: String) throws(Fault) {
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else { return }
        guard unlink(keptPath(name)) == 0 || errno == ENOENT else { throw fault(keptPath(name)) }
    }

    /// Removes the mails that are kept and speak of somebody.
    func erase(where speaks: ([UInt8]) -> Bool) throws(Fault) {
        for name in try keptNames() {
            let kept = keptPath(name)
            do throws(RegularFile.Fault) {
                let octets = try RegularFile.octets(of: kept, atMost: Self.largest + 1000, followsLinks: false)
                guard speaks(octets) else { continue }
            } catch { if case .failed(let why) = error { throw .notNow(path: kept, why: why) } }
            try forget(name)
        }
    }

    private func fault(_ path: String) -> Fault {
        let code = errno
        let why = String(cString: strerror(code))
        return Descriptor.isMachines(code) ? .notNow(path: path, why: why) : .unusable(path: path, why: why)
    }
}

extension KeptMail {
    /// The name of the folder for mails of this kind, in the spool.
    var folder: String {
        switch self {
        case .ours: "kept"
        case .letter: "letters"
        case .strange: "strange"
        }
    }

    /// How many octets the files of this kind may have together.
    var mostOctets: Int {
        switch self {
        case .ours: 128_000_000
        case .letter, .strange: 64_000_000
        }
    }
}
