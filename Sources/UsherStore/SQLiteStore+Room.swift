import Foundation
import Glibc
import UsherCore

/// Room on the disk: measured before each claim, a reserve for a no, and a log that cannot be moved into the database
/// is heard.
extension SQLiteStore {
    /// The room on the database's disk; nil where the disk cannot be asked.
    package var room: DiskRoom? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        let block = Int64(clamping: UInt64(facts.f_frsize))
        return DiskRoom(
            total: Int64(clamping: UInt64(facts.f_blocks)).multiplied(by: block),
            free: Int64(clamping: UInt64(facts.f_bavail)).multiplied(by: block), log: Int64(logSize))
    }

    /// Throws `.cannotRecord` while something speaks against sending: the log cannot be moved into the database, or the
    /// disk is nearly full. On a small disk it moves the log first. Call it before each claim.
    package func ensureRoom() throws(StoreError) {
        if let trouble = checkpointTrouble { throw trouble }
        guard var room else { return }
        if room.isTight, room.log > room.logLimit {
            _ = try emptyLog()
            room = self.room ?? room
        }
        if let shortage = room.shortage { throw .cannotRecord(shortage) }
    }

    /// Keeps room, to be called once a second: moves the log where it is time or where that failed before, cuts it off
    /// on a small disk, and keeps the reserve. Throws what `checkpoint` throws.
    package func keepRoom(isTime: Bool) throws(StoreError) {
        if let room, room.log > 0, room.isTight && room.log > room.logLimit || !room.isEnough {
            _ = try emptyLog()
        } else if isTime || checkpointTrouble != nil || Int64(logSize) > DiskRoom.largestLog {
            try checkpoint()
        }
        if let room { keepReserve(room) }
    }

    // MARK: The reserve

    /// A file that is there to be given up.
    var reservePath: String { path + "-reserve" }

    private func keepReserve(_ room: DiskRoom) {
        guard Int64(DatabaseFile.size(reservePath)) < room.reserve, room.hasRoomForReserve else { return }
        let descriptor = Foundation.open(reservePath, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        // Half a reserve is better than none.
        _ = posix_fallocate(descriptor, 0, Int(room.reserve))
        Foundation.close(descriptor)
    }

    /// Removes the reserve. True when there was one.
    func releaseReserve() -> Bool { unlink(reservePath) == 0 }

    /// Like `write`, for what can wait: people and what they did. What is left on a disk that is nearly full is kept
    /// for a no.
    func writePatiently<Result>(
        now: Timestamp, _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        if let refusal = room?.refusal { throw .cannotRecord(refusal) }
        return try write(now: now, body)
    }

    /// Like `write`, for what has to be recorded though the disk is full: a no, and what became of messages that were
    /// sent.
    func writeUrgently<Result>(
        now: Timestamp, evenIfMoved: Bool = false, _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do throws(StoreError) {
            return try write(now: now, evenIfMoved: evenIfMoved, body)
        } catch {
            guard case .cannotRecord = error, releaseReserve() else { throw error }
            return try write(now: now, evenIfMoved: evenIfMoved, body)
        }
    }
}

extension Int64 {
    fileprivate func multiplied(by other: Int64) -> Int64 {
        let (product, isTooLarge) = multipliedReportingOverflow(by: other)
        return isTooLarge ? .max : product
    }
}
