import Foundation

/// Finds the home, the same way for every command.
package enum HomeLocator {
    /// Nothing on the way was a home.
    package struct NotFound: Error, Hashable, Sendable, CustomStringConvertible {
        /// Each place that was looked at, with what named it.
        package let tried: [String]

        package var description: String {
            "there is no home here (no config/usher.yaml in \(tried.joined(separator: ", "))); "
                + "name one with --home DIR, or make one with 'usher init DIR'"
        }
    }

    /// The absolute path of the home: a folder with `config/usher.yaml`.
    ///
    /// | Looked at | When |
    /// | --- | --- |
    /// | `--home DIR` | given; nothing else is tried then |
    /// | `$USHER_HOME` | set; nothing else is tried then |
    /// | `workingFolder` and its parents, nearest first | always |
    /// | `/etc/usher` | last |
    package static func find(
        option: String?, environment: [String: String], workingFolder: String,
        hasSettings: (_ folder: String) -> Bool = { access("\($0)/config/usher.yaml", F_OK) == 0 }
    ) throws(NotFound) -> String {
        let named =
            option.map { ($0, "--home") }
            ?? environment["USHER_HOME"].flatMap { $0.isEmpty ? nil : ($0, "$USHER_HOME") }
        if let (path, source) = named {
            let folder = FolderPath.absolute(path, from: workingFolder)
            guard hasSettings(folder) else { throw NotFound(tried: ["\(folder) (\(source))"]) }
            return folder
        }
        let start = FolderPath.absolute(workingFolder, from: "/")
        for folder in FolderPath.withParents(start) + [ServiceHome.path] where hasSettings(folder) { return folder }
        throw NotFound(tried: ["\(start) and its parents", ServiceHome.path])
    }
}
