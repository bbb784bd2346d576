import Foundation
import UsherCore
import UsherSupport

extension InboxFolder {
    /// The result of erasing people's messages.
    package struct Erased {
        /// How many messages were removed.
        package var messages = 0
        package var failures: [InboxError] = []
        /// The indices of those in `people` of whom something is left.
        package var left: Set<Int> = []
    }

    /// Removes every message that went to one of `people` or speaks of them, also one that is half written, and what
    /// the index says of those. One that cannot be read or removed keeps none of the others. Works while a daemon adds
    /// messages; an inbox that does not exist has none.
    ///
    /// The index is blanked in place, because a daemon that runs has it open.
    package func erase(_ people: [Mention]) throws(InboxError) -> Erased {
        guard !people.isEmpty else { return Erased() }
        var erased = Erased()
        let index = try DiskFile.read(indexPath, orEmpty: true)
        let lines = index.split(separator: UInt8(ascii: "\n")).map {
            Line($0, speaksOf: Self.mentioned(people, Array($0)))
        }
        let indexed = Dictionary(lines.map { ($0.name, $0.people) }) { $0.union($1) }
        // A message that is not there any more was removed by an erasing that was cut short.
        var gone = Set(lines.map(\.name)).subtracting([""])
        var kept: Set<String> = []
        for file in try DiskFile.names(in: path) {
            guard let name = Self.message(in: file) else { continue }
            gone.remove(name)
            do throws(InboxError) {
                var whom = indexed[name] ?? []
                if whom.isEmpty { whom = Self.mentioned(people, try DiskFile.read("\(path)/\(file)")) }
                guard !whom.isEmpty else { continue }
                do throws(InboxError) {
                    if try remove("\(path)/\(file)") { erased.messages += 1 }
                    gone.insert(name)
                } catch {
                    erased.left.formUnion(whom)
                    throw error
                }
            } catch {
                if error.isGone { continue }
                // Whom a message that cannot be read speaks of is not known.
                if erased.left.isEmpty || indexed[name]?.isEmpty != false { erased.left.formUnion(people.indices) }
                erased.failures.append(error)
                kept.insert(name)
            }
        }
        try blank(
            lines.filter { gone.contains($0.name) || !$0.people.isEmpty && !kept.contains($0.name) }.map(\.place))
        return erased
    }

    /// A line of the index.
    struct Line {
        let place: Range<Int>
        let name: String
        let people: Set<Int>

        init(_ octets: ArraySlice<UInt8>, speaksOf people: Set<Int>) {
            place = octets.startIndex..<octets.endIndex
            name = (try? JSONDecoder().decode(InboxEntry.self, from: Data(octets)))?.name ?? ""
            self.people = people
        }
    }

    private static func mentioned(_ people: [Mention], _ octets: [UInt8]) -> Set<Int> {
        Set(people.indices.filter { people[$0].isIn(octets) })
    }

    /// The name of the message in a file: `NAME.eml`, or `.NAME.eml.new` while it is written; nil for any other file.
    private static func message(in file: String) -> String? {
        if file.hasPrefix("."), file.hasSuffix(".eml.new") { return String(file.dropFirst().dropLast(8)) }
        return file.hasSuffix(".eml") ? String(file.dropLast(4)) : nil
    }

    /// Removes a file. False when it was gone already.
    func remove(_ path: String) throws(InboxError) -> Bool {
        if unlink(path) == 0 { return true }
        guard errno == ENOENT else { throw DiskFile.failure("remove", path) }
        return false
    }

    func blank(_ places: [Range<Int>]) throws(InboxError) {
        guard !places.isEmpty else { return }
        let descriptor = Descriptor.open(indexPath, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskFile.failure("open", indexPath) }
        defer { close(descriptor) }
        for place in places {
            let blanks = [UInt8](repeating: UInt8(ascii: " "), count: place.count)
            guard Descriptor.write(blanks, to: descriptor, at: place.lowerBound) else {
                throw DiskFile.failure("write", indexPath)
            }
        }
        guard fsync(descriptor) == 0 else { throw DiskFile.failure("write", indexPath) }
    }
}

extension InboxError {
    /// Whether the error says that the file was not there.
    fileprivate var isGone: Bool {
        guard case .system(_, _, let code) = self else { return false }
        return code == ENOENT
    }
}
