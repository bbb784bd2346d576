import Foundation
import UsherCore

/// A folder with backups of which the latest are kept.
package struct BackupFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// The folder of the service's backups.
    package static let usual = "/var/backups/usher"

    /// The name of a backup, which sorts by time: `usher-2026-11-29T190000Z.tar`.
    package static func name(_ moment: Timestamp) -> String { "usher-\(stamp(moment)).tar" }

    /// The path for a backup of `moment`: beside one that was made in the same second, not in its place.
    package func place(for moment: Timestamp) -> String {
        var moment = moment
        while access("\(path)/\(Self.name(moment))", F_OK) == 0 { moment = moment.adding(seconds: 1) }
        return Self.name(moment)
    }

    /// The moment as names have it: `2026-11-29T190000Z`.
    static func stamp(_ moment: Timestamp) -> String { moment.iso8601.filter { $0 != ":" } }

    /// The names in a folder of the backups that are too many: all but the `keep` latest of those that have a backup's
    /// name, and never `newest`.
    ///
    /// | In the folder | |
    /// | --- | --- |
    /// | `usher-2026-11-29T190000Z.tar` | counts |
    /// | anything else | is left alone |
    package static func superfluous(_ names: [String], keep: Int, newest: String) -> [String] {
        let others = names.filter { isName($0) && $0 != newest }.sorted(by: >)
        return Array(others.dropFirst(max(0, keep - 1)))
    }

    private static func isName(_ name: String) -> Bool {
        name.wholeMatch(of: /usher-[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z\.tar/) != nil
    }

    /// Removes what is too many of the backups of the same home as `newest`; those of other homes stay, and so does
    /// what cannot be read. Returns the names.
    package func prune(keep: Int, newest: String) throws(BackupFault) -> [String] {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw .unreadable(path: path, why: String(cString: strerror(errno)), isMachines: false)
        }
        let mine = ids(newest)
        let same = names.filter { name in
            Self.isName(name) && (name == newest || !ids(name).isDisjoint(with: mine))
        }
        let superfluous = Self.superfluous(same, keep: keep, newest: newest)
        for name in superfluous {
            guard unlink("\(path)/\(name)") == 0 else { throw .cannotWrite("\(path)/\(name)", errno) }
        }
        if !superfluous.isEmpty { try Folder.sync(path) }
        return superfluous
    }

    /// The latest backup of a home, known by the ids of its databases, among the latest `mostRead` of the folder; its
    /// moment is in its name. Nil where there is none. Throws where the folder cannot be read.
    package func newest(of databases: Set<String>) throws(BackupFault) -> (name: String, made: Timestamp)? {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw .unreadable(path: path, why: String(cString: strerror(errno)), isMachines: false)
        }
        for name in names.filter(Self.isName).sorted(by: >).prefix(Self.mostRead)
        where !ids(name).isDisjoint(with: databases) {
            if let made = Self.moment(ofName: name) { return (name, made) }
        }
        return nil
    }

    /// The backup that `path` names: a backup's file itself, or the latest in a folder of them, whatever home it is of.
    /// Nil for a folder without any. Throws where the folder cannot be read.
    package static func file(at path: String) throws(BackupFault) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return path }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw .unreadable(path: path, why: String(cString: strerror(errno)), isMachines: false)
        }
        return names.filter(isName).max().map { "\(path)/\($0)" }
    }

    /// A backup in a folder within `path` that is later than every one in `path` itself: somebody has copied a folder
    /// of backups into an older copy of it. Nil where there is none, and for a file.
    package static func later(within path: String) throws(BackupFault) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw .unreadable(path: path, why: String(cString: strerror(errno)), isMachines: false)
        }
        let own = names.filter(isName).max() ?? ""
        var latest: (name: String, path: String)?
        for folder in names.filter({ !$0.hasPrefix(".") }).sorted() {
            // Not a folder, or one that the asker may not read.
            let within = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
            guard let name = within.filter(isName).max(), name > own, name > latest?.name ?? "" else { continue }
            latest = (name, "\(path)/\(folder)/\(name)")
        }
        return latest?.path
    }

    private static let mostRead = 200

    /// The moment that `name(_:)` was made from, to the second; nil for another name.
    static func moment(ofName name: String) -> Timestamp? {
        guard isName(name) else { return nil }
        let stamp = Array(name.dropFirst("usher-".count).dropLast(".tar".count))
        let (day, time) = (String(stamp[..<10]), stamp[11..<17])
        let digits = time.map(String.init)
        let clock = [digits[0..<2], digits[2..<4], digits[4..<6]].map { $0.joined() }.joined(separator: ":")
        return try? Timestamp(parsing: "\(day)T\(clock)Z", clock: .utc)
    }

    /// The ids of the databases in a backup; none where it cannot be read.
    private func ids(_ name: String) -> Set<String> {
        guard let manifest = try? BackupFile.manifest(of: "\(path)/\(name)") else { return [] }
        return Set(manifest.databases.map(\.id))
    }
}
