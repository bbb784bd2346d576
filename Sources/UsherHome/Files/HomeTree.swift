import Foundation
import UsherSupport

/// The files of a home as they lie there, right or wrong: everything below `config/` and `templates/` that Usher would
/// read.
package enum HomeTree {
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// Relative to the home.
        package let path: String
        package let why: String
        /// The same again may work.
        package let isMachines: Bool

        package var description: String { "\(path): \(why)" }
    }

    /// Relative to the home, in order. `isWanted` says of a name whether it may be there.
    package static func files(
        of home: String, isWanted: (String) -> Bool, atMost limit: Int
    ) throws(Fault) -> [String] {
        var found: [String] = []
        for folder in ["config", "templates"] { try add(folder, of: home, isWanted, limit, to: &found) }
        return found
    }

    /// The octets of one of them.
    package static func octets(of path: String, in home: String) throws(Fault) -> [UInt8] {
        do {
            return try RegularFile.octets(of: "\(home)/\(path)", atMost: HomeDisk.largestFile)
        } catch {
            if case .failed = error { throw Fault(path: path, why: error.reason, isMachines: true) }
            throw Fault(path: path, why: error.reason, isMachines: false)
        }
    }

    private static func add(
        _ folder: String, of home: String, _ isWanted: (String) -> Bool, _ limit: Int, to found: inout [String]
    ) throws(Fault) {
        let log = ProblemLog()
        let entries = HomeDisk(folder: home).entries(folder, log: log)
        if let problem = log.sorted.first { throw Fault(path: folder, why: problem.message, isMachines: false) }
        for entry in entries {
            let path = "\(folder)/\(entry.name)"
            // A folder that leads to itself ends here as well.
            guard isWanted(entry.isFolder ? "\(path)/x" : path) else {
                throw Fault(path: path, why: "a name or depth that no backup can have; rename it", isMachines: false)
            }
            if entry.isFolder {
                try add(path, of: home, isWanted, limit, to: &found)
            } else {
                found.append(path)
            }
            guard found.count <= limit else {
                throw Fault(path: folder, why: "more than \(limit) files; is this the home?", isMachines: false)
            }
        }
    }
}
