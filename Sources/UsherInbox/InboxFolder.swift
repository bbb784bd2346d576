import Foundation
import Glibc

/// The inbox on disk: one `.eml` per message, and `inbox.ndjson` with one JSON line per message for what the bytes do
/// not say.
///
/// A message's file appears after its line, by rename, so a file is always whole and always has its envelope. A line
/// without a file is a message that was deleted, or never finished, and does not count.
package struct InboxFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    var indexPath: String { "\(path)/inbox.ndjson" }

    func messagePath(_ name: String) -> String { "\(path)/\(name).eml" }

    /// All messages in order of arrival. An inbox that does not exist is empty.
    package func list() throws(InboxError) -> [InboxEntry] {
        var files = Set(try names())
        var entries: [InboxEntry] = []
        for line in try DiskFile.read(indexPath, orEmpty: true).split(separator: UInt8(ascii: "\n")) {
            guard let entry = try? JSONDecoder().decode(InboxEntry.self, from: Data(line)) else { continue }
            if files.remove(entry.name) != nil { entries.append(entry) }
        }
        for name in files { entries.append(InboxEntry(name: name, bytes: try DiskFile.read(messagePath(name)))) }
        entries.sort { $0.name < $1.name }
        var copies: [Identity: Int] = [:]
        for index in entries.indices {
            guard let identity = Identity(entries[index]) else {
                entries[index].copy = 1
                continue
            }
            copies[identity, default: 0] += 1
            entries[index].copy = copies[identity]
        }
        return entries
    }

    /// The newest `limit` messages, the newest first, and how many there are in all. Reads little more than is asked
    /// for.
    package func newest(_ limit: Int) throws(InboxError) -> (entries: [InboxEntry], total: Int) {
        let names = try names().sorted()
        let wanted = names.suffix(max(0, limit))
        // A line is seldom longer; of what stands before them the message itself says enough.
        let end = try DiskFile.read(indexPath, orEmpty: true).suffix(wanted.count * Self.usualLine)
        var known: [String: InboxEntry] = [:]
        for line in end.split(separator: UInt8(ascii: "\n")) {
            guard let entry = try? JSONDecoder().decode(InboxEntry.self, from: Data(line)) else { continue }
            known[entry.name] = entry
        }
        var entries: [InboxEntry] = []
        for name in wanted.reversed() {
            if let entry = known[name] {
                entries.append(entry)
                continue
            }
            // It may be gone by now.
            do throws(InboxError) {
                entries.append(InboxEntry(name: name, bytes: try DiskFile.read(messagePath(name))))
            } catch {
                guard case .system(_, _, ENOENT) = error else { throw error }
            }
        }
        return (entries, names.count)
    }

    /// How many octets of the index a message's line has at most, as a rule.
    private static let usualLine = 2048

    /// The bytes of one message. `name` is an entry's name, with or without `.eml`, or its number alone.
    package func message(named name: String) throws(InboxError) -> [UInt8] {
        let wanted = name.hasSuffix(".eml") ? String(name.dropLast(4)) : name
        let number = Int(wanted)
        let match = try names().first { $0 == wanted || (number != nil && Self.number(of: $0) == number) }
        guard let match else { throw .noSuchMessage(name: name) }
        return try DiskFile.read(messagePath(match))
    }

    /// The greatest number of a message; 0 in an empty inbox.
    func lastNumber() throws(InboxError) -> Int {
        try names().compactMap(Self.number).max() ?? 0
    }

    /// The number in a message's name: `000042-9f3a61c2` has 42.
    package static func number(of name: String) -> Int? { name.split(separator: "-").first.flatMap { Int($0) } }

    package func names() throws(InboxError) -> [String] {
        try DiskFile.names(in: path).compactMap {
            $0.hasSuffix(".eml") && !$0.hasPrefix(".") ? String($0.dropLast(4)) : nil
        }
    }

    /// The Message-ID and the recipients, which are equal in two copies of one message.
    private struct Identity: Hashable {
        let messageID: String
        let recipients: [String]

        init?(_ entry: InboxEntry) {
            guard let messageID = entry.messageID else { return nil }
            self.messageID = messageID
            recipients = entry.recipients
        }
    }
}

extension InboxEntry {
    /// Makes an entry of what the bytes alone say.
    init(name: String, bytes: [UInt8]) {
        let head = MessageHead(bytes)
        self.init(
            name: name, recipients: [], size: bytes.count, subject: head.subject, date: head.date,
            messageID: head.messageID)
    }
}
