import Dispatch
import Foundation
import Glibc
import Synchronization
import UsherCore
import UsherSupport

/// Puts messages on disk, one after the other, on a queue of its own.
///
/// It does not call fsync: a rehearsal that the machine's crash cut short is started anew.
final class InboxWriter: Sendable {
    private let folder: InboxFolder
    private let now: @Sendable () -> Timestamp
    private let queue = DispatchQueue(label: "usher.inbox")
    private let state: Mutex<State>

    private struct State {
        var number: Int
        var index: Int32
        /// How many octets of the index are whole lines.
        var indexSize: Int
    }

    /// Makes the folder (0700) when it is missing, removes what an earlier crash left half done, and opens the index.
    /// Blocks.
    init(folder: InboxFolder, now: @escaping @Sendable () -> Timestamp) throws(InboxError) {
        self.folder = folder
        self.now = now
        do {
            try FileManager.default.createDirectory(
                atPath: folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DiskFile.failure("create", folder.path)
        }
        for name in try DiskFile.names(in: folder.path) where name.hasPrefix(".") && name.hasSuffix(".eml.new") {
            unlink("\(folder.path)/\(name)")
        }
        let number = try folder.lastNumber()
        let existing = try DiskFile.read(folder.indexPath, orEmpty: true)
        let whole = existing.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let index = Descriptor.open(folder.indexPath, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard index >= 0 else { throw DiskFile.failure("open", folder.indexPath) }
        guard ftruncate(index, off_t(whole)) == 0 else {
            defer { close(index) }
            throw DiskFile.failure("repair", folder.indexPath)
        }
        state = Mutex(State(number: number, index: index, indexSize: whole))
    }

    deinit { state.withLock { _ = close($0.index) } }

    /// Keeps `message` and calls `done`, on the writer's queue, when its file is there or cannot be.
    func keep(_ message: InboxMessage, done: @escaping @Sendable (Result<InboxEntry, InboxError>) -> Void) {
        queue.async { [self] in
            let result: Result<InboxEntry, InboxError>
            do throws(InboxError) {
                result = .success(try write(message))
            } catch {
                result = .failure(error)
            }
            done(result)
        }
    }

    private func write(_ message: InboxMessage) throws(InboxError) -> InboxEntry {
        try state.withLock { (state) throws(InboxError) in
            let name = "\(Digits.text(state.number + 1, width: 8))-\(fingerprint(message.bytes))"
            var entry = InboxEntry(name: name, bytes: message.bytes)
            entry.at = now()
            entry.sender = message.sender
            entry.recipients = message.recipients
            let unfinished = "\(folder.path)/.\(name).eml.new"
            try DiskFile.create(unfinished, message.bytes)
            do throws(InboxError) {
                try append(entry, &state)
                guard rename(unfinished, folder.messagePath(name)) == 0 else {
                    throw DiskFile.failure("create", folder.messagePath(name))
                }
            } catch {
                unlink(unfinished)
                throw error
            }
            state.number += 1
            return entry
        }
    }

    /// Appends an entry to the index. A line that could only be written in part is taken back, so that the next one
    /// starts on a line of its own.
    private func append(_ entry: InboxEntry, _ state: inout State) throws(InboxError) {
        guard let json = try? SortedJSON.octets(of: entry) else { return }
        let line = json + [UInt8(ascii: "\n")]
        do throws(InboxError) {
            try DiskFile.write(line, to: state.index, path: folder.indexPath)
        } catch {
            ftruncate(state.index, off_t(state.indexSize))
            throw error
        }
        state.indexSize += line.count
    }

    /// The FNV-1a hash of the bytes, 32 bits, as eight hexadecimal digits.
    private func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt32 = 0x811C_9DC5
        for octet in bytes { hash = (hash ^ UInt32(octet)) &* 0x0100_0193 }
        return Hexadecimal.text(hash)
    }
}
