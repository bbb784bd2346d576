import Foundation
import UsherCore
import UsherSupport

/// Finds the home, the same way for every command.
package enum HomeLocator {
    /// Nothing on the way was a home.
    package struct NotFound: Error, Hashable, Sendable, CustomStringConvertible {
        /// Each place that was looked at, with what named it.
        package let tried: [String]
        /// Folders among them that this user may not look into.
        var closed: [String] = []

        package var description: String {
            if let home = closed.first {
                let folder = ShellWord.quoted(home)
                return "the home \(home) is closed to the user \(UserName.of(geteuid())), who is to read it: "
                    + "chmod a+rx \(folder) && chmod -R a+rX \(folder)/config \(folder)/templates"
            }
            return "there is no home here (no config/usher.yaml in \(tried.joined(separator: ", "))); "
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
        sight: (_ folder: String) -> Sight = Sight.init
    ) throws(NotFound) -> String {
        let named =
            option.map { ($0, "--home") }
            ?? environment["USHER_HOME"].flatMap { $0.isEmpty ? nil : ($0, "$USHER_HOME") }
        if let (path, source) = named {
            let folder = FolderPath.absolute(path, from: workingFolder)
            let seen = sight(folder)
            guard seen == .home else {
                throw NotFound(tried: ["\(folder) (\(source))"], closed: seen == .closed ? [folder] : [])
            }
            return folder
        }
        let start = FolderPath.absolute(workingFolder, from: "/")
        for folder in FolderPath.withParents(start) + [ServiceHome.path] where sight(folder) == .home { return folder }
        throw NotFound(
            tried: ["\(start) and its parents", ServiceHome.path],
            closed: sight(ServiceHome.path) == .closed ? [ServiceHome.path] : [])
    }

    /// What a folder looks like.
    package enum Sight: Sendable {
        case home
        case other
        /// This user may not look whether it is a home.
        case closed

        package init(_ folder: String) {
            self = access("\(folder)/config/usher.yaml", F_OK) == 0 ? .home : errno == EACCES ? .closed : .other
        }
    }
}
