import CFaultyDisk
import TestSupport

/// A disk under SQLite that loses power, fills up and fails as a seed says, and processes on it that are killed between
/// two of their calls.
///
/// SQLite's default way to the system leads over it from the first disk on, for the whole process; only what lies below
/// a disk's folder is treated. What its header says is durable is what a loss of power leaves. A database on it is
/// opened by its path, as everywhere, and by nobody outside of the process: what connections share is in memory.
package final class FaultyDisk: Sendable {
    /// What a loss of power does with what was not synced.
    package enum Loss: UInt32, CaseIterable, Sendable {
        /// One of those below, as the seed says.
        case bySeed
        case nothing
        case everything
        /// Everything after some moment, in all files.
        case end
        /// Any of the writes.
        case writes
        /// Any sectors of any of the writes.
        case sectors
    }

    /// What a call asks of the disk.
    package enum Call: UInt32, Sendable {
        case read
        case write
        case sync
        case truncate
        case delete
    }

    /// The files of a database.
    package struct Files: OptionSet, Sendable {
        package let rawValue: Int32
        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let database = Files(rawValue: 1)
        package static let log = Files(rawValue: 2)
        package static let journal = Files(rawValue: 4)
        package static let all: Files = [.database, .log, .journal]
    }

    /// What was asked of the disk since its beginning, also in vain: what a simulated disk's slowness is made of.
    package struct Counts: Hashable, Sendable {
        package var opens = 0
        package var reads = 0
        package var writes = 0
        package var truncations = 0
        package var syncs = 0
        package var deletions = 0
        package var octetsRead = 0
        package var octetsWritten = 0
        /// What syncs had to put on the disk.
        package var octetsSynced = 0
        /// Calls that took long.
        package var slow = 0

        /// What a process may be killed at.
        package var changes: Int { writes + truncations + syncs + deletions }
    }

    package enum Trouble: Error {
        /// SQLite has no such file system, or the folder is not there.
        case cannotWatch(String)
    }

    private nonisolated(unsafe) let disk: OpaquePointer
    /// Whose clock goes on while a call takes long.
    private let world: HandWorld?

    /// A disk of everything below `folder`, which is there. `random` decides how much of a last write a killed process
    /// does; `world` is the one whose clock a slow call takes.
    package init(_ folder: String, world: HandWorld? = nil, using random: inout SeededGenerator) throws(Trouble) {
        guard faulty_disk_install() == 0, let disk = faulty_disk_watch(folder, random.next()) else {
            throw .cannotWatch(folder)
        }
        self.disk = disk
        self.world = world
    }

    deinit { faulty_disk_unwatch(disk) }

    // MARK: Processes

    /// Databases that are opened from now on are this process's, and it lives: a number from 0 to 63. Before any has
    /// begun it is 0.
    package func begin(_ process: Int) { faulty_disk_begin(disk, CInt(process)) }

    /// Every call of the connections that the process has open fails from now on, and closing them changes no file.
    /// What they wrote stays.
    package func kill(_ process: Int) { faulty_disk_kill(disk, CInt(process)) }

    /// The same at the process's next write, truncation, sync or deletion, or so many later: that one is not done, or,
    /// if it is a write, a part of it is. Nil takes it back.
    package func kill(_ process: Int, atCall call: Int?) {
        faulty_disk_kill_after(disk, CInt(process), Int64(call.map { max(1, $0) } ?? 0))
    }

    /// Whether it was killed, or lost power, since it last began.
    package func isDead(_ process: Int) -> Bool { faulty_disk_is_dead(disk, CInt(process)) != 0 }

    /// How many files it has open, dead or alive.
    package func openFiles(of process: Int) -> Int { Int(faulty_disk_open_files(disk, CInt(process))) }

    // MARK: Power

    /// Every process is dead, and what was not synced is kept, lost or torn. The same history and `random` leave the
    /// same octets. With `garbage`, sectors of a lost write may hold anything where it would have written.
    package func losePower(_ loss: Loss = .bySeed, garbage: Bool = false, using random: inout SeededGenerator) {
        faulty_disk_lose_power(disk, random.next(), faulty_disk_policy(loss.rawValue), garbage ? 1 : 0)
    }

    /// How many octets were written, or cut off, and not synced.
    package var unsynced: Int { Int(faulty_disk_unsynced(disk)) }

    // MARK: Trouble

    /// A write that makes a file longer, so that the files in its folder (all of them, a reserve as well) are more than
    /// so many octets together, does a part of it and fails: the disk is full. Nil takes it back.
    package func limit(_ octets: Int?) { faulty_disk_full(disk, octets.map { Int64($0) } ?? -1) }

    /// After so many calls of that sort upon such files, the next ones fail and do nothing; nil times is all. One order
    /// for each sort of call: a second one replaces the first.
    package func fail(_ call: Call, of files: Files = .all, after: Int = 0, times: Int? = 1) {
        faulty_disk_fail(
            disk, faulty_disk_kind(call.rawValue), files.rawValue, Int64(after), times.map { Int64($0) } ?? -1)
    }

    /// The next calls of that sort upon such files take so long on the world's clock. One order for each sort of call:
    /// a second one replaces the first. Without a world nothing is slow.
    package func slow(_ call: Call, of files: Files = .all, by time: Duration, times: Int) {
        guard let world else { return }
        let nanoseconds = time.components.seconds * 1_000_000_000 + time.components.attoseconds / 1_000_000_000
        faulty_disk_slow(
            disk, faulty_disk_kind(call.rawValue), files.rawValue, Int64(times), nanoseconds,
            { context, nanoseconds in
                guard let context else { return }
                Unmanaged<HandWorld>.fromOpaque(context).takeUnretainedValue().pass(.nanoseconds(nanoseconds))
            }, Unmanaged.passUnretained(world).toOpaque())
    }

    package var counts: Counts {
        let numbers = faulty_disk_counts(disk)
        return Counts(
            opens: Int(numbers.opens), reads: Int(numbers.reads), writes: Int(numbers.writes),
            truncations: Int(numbers.truncations), syncs: Int(numbers.syncs), deletions: Int(numbers.deletions),
            octetsRead: Int(numbers.octets_read), octetsWritten: Int(numbers.octets_written),
            octetsSynced: Int(numbers.octets_synced), slow: Int(numbers.slow))
    }

    // MARK: SQLite's chance and clock

    /// For SQLite in this thread the clock stands where it was put, sleeping takes no time, and chance comes from
    /// `random`. Its generator is one for all threads: only in a process where no other thread uses SQLite has a log
    /// the same salts again.
    package static func beginWorld(unixMilliseconds: Int64, using random: inout SeededGenerator) {
        faulty_disk_begin_world(random.next(), unixMilliseconds)
    }

    package static func setTime(unixMilliseconds: Int64) { faulty_disk_set_time(unixMilliseconds) }

    package static func endWorld() { faulty_disk_end_world() }
}
