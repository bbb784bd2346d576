/// How full the disk of a database is, and what that allows.
///
/// | | Octets |
/// | --- | --- |
/// | needed: with less free than this, nothing is sent | an eighth of the disk, at least 1 MiB, at most 16 MiB |
/// | with less free than the reserve should have, nobody enters and no event is recorded | |
/// | reserve: kept in a file of its own, for a no and for what was sent already | half of what is needed |
/// | the log's limit: with a larger one, it is moved into the database and cut off | a quarter of what is free and the log together, at most 64 MiB |
///
/// A log within its limit always finds room in the database, even where all of it is new.
package struct DiskRoom: Hashable, Sendable {
    /// The size of the whole disk, in octets.
    package var total: Int64
    /// How many octets may still be written.
    package var free: Int64
    /// The write-ahead log's file.
    package var log: Int64

    package init(total: Int64, free: Int64, log: Int64) {
        self.total = total
        self.free = free
        self.log = log
    }

    package static let largestLog: Int64 = 64 << 20
    private static let megabyte: Int64 = 1 << 20

    package var needed: Int64 { min(16 * Self.megabyte, max(Self.megabyte, total / 8)) }

    package var reserve: Int64 { needed / 2 }

    package var logLimit: Int64 { min(Self.largestLog, max(Self.megabyte, (free + log) / 4)) }

    /// Whether the log is limited by the disk, and not by what is convenient.
    package var isTight: Bool { logLimit < Self.largestLog }

    package var isEnough: Bool { free >= needed }

    /// Whether the reserve may be taken from what is free.
    package var hasRoomForReserve: Bool { free >= needed + reserve }

    /// The reason why nothing is sent, as the end of a sentence about the database; nil where there is room.
    package var shortage: String? {
        guard !isEnough else { return nil }
        return
            "its disk has \(Self.words(free)) left, and sending needs \(Self.words(needed)), so that a no can always "
            + "be recorded; make room"
    }

    /// The reason why nobody enters and no event is recorded, in the same form: as soon as less is free than the
    /// reserve should have.
    package var refusal: String? {
        guard free < reserve else { return nil }
        return "its disk has \(Self.words(free)) left, which is kept for people who say no; make room"
    }

    /// The size in words: `2.5 MiB`.
    package static func words(_ octets: Int64) -> String {
        let tenths = octets * 10 / megabyte
        return "\(tenths / 10).\(tenths % 10) MiB"
    }
}
