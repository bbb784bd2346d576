import Foundation
import UsherCore

extension InboxFolder {
    /// The names of the messages that came before `end`, by the machine's clock.
    package func names(before end: Timestamp) throws(InboxError) -> [String] {
        try names().filter { name in
            var status = stat()
            return lstat(messagePath(name), &status) == 0 && Int64(status.st_mtim.tv_sec) < end.milliseconds / 1000
        }
    }

    /// Removes the messages that came before `end`, and what the index says of them. Returns how many went; a second
    /// call finds none. Works while a daemon adds messages.
    package func prune(before end: Timestamp) throws(InboxError) -> Int {
        let old = Set(try names(before: end))
        guard !old.isEmpty else { return 0 }
        var gone = 0
        for name in old where try remove(messagePath(name)) { gone += 1 }
        let index = try DiskFile.read(indexPath, orEmpty: true)
        let lines = index.split(separator: UInt8(ascii: "\n")).map { Line($0, speaksOf: []) }
        try blank(lines.filter { old.contains($0.name) }.map(\.place))
        return gone
    }
}
