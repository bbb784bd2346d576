import Foundation

/// Writes a new home: what `usher init DIR` and `usher demo` do with the embedded files.
package enum HomeWriter {
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// Relative to the folder.
        case exists([String])
        /// A path that would leave the folder.
        case badPath(String)
        /// The system's own words.
        case cannotWrite(path: String, why: String)

        package var description: String {
            switch self {
            case .exists(let paths):
                "nothing was written, because it would overwrite \(paths.prefix(5).joined(separator: ", "))"
                    + (paths.count > 5 ? " and \(paths.count - 5) more" : "") + "; choose an empty folder"
            case .badPath(let path): "'\(path)' is not a path inside the home"
            case .cannotWrite(let path, let why): "\(path) cannot be written: \(why)"
            }
        }
    }

    /// Writes `files` (paths relative to `folder`, with `/`) and makes the folders they need.
    ///
    /// Nothing that exists is overwritten: when any of the files is there already, nothing is written at all, so a
    /// second call throws `.exists`. When a write fails half-way, the files written by this call are removed again;
    /// folders stay.
    package static func write(_ files: [(path: String, text: String)], to folder: String) throws(Fault) {
        for file in files where !isInside(file.path) { throw .badPath(file.path) }
        let present = files.map(\.path).filter { exists("\(folder)/\($0)") }
        guard present.isEmpty else { throw .exists(present) }
        var written: [String] = []
        do {
            for file in files {
                let path = "\(folder)/\(file.path)"
                try makeFolder(of: path)
                try create(path, Data(file.text.utf8))
                written.append(path)
            }
        } catch {
            for path in written { unlink(path) }
            throw error
        }
    }

    private static func isInside(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/")
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !["", ".", ".."].contains($0)
            }
    }

    /// A symbolic link counts, wherever it leads.
    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func makeFolder(of path: String) throws(Fault) {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(path: folder, why: "the folder cannot be made; is there a file in its way?")
        }
    }

    private static func create(_ path: String, _ content: Data) throws(Fault) {
        do {
            try content.write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        } catch {
            let why = (error as NSError).userInfo[NSUnderlyingErrorKey].map { "\($0)" } ?? error.localizedDescription
            throw .cannotWrite(path: path, why: why)
        }
    }
}
