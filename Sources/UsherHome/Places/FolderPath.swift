/// Paths of folders, as text: no disk is asked.
package enum FolderPath {
    /// `path` itself when it is absolute, else below `base`; `.`, `..` and doubled slashes resolved.
    package static func absolute(_ path: String, from base: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : "\(base)/\(path)").split(separator: "/") where part != "." {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// An absolute path and its parents, nearest first, `/` last.
    static func withParents(_ path: String) -> [String] {
        var folders = [path]
        while let last = folders.last, last != "/", let slash = last.lastIndex(of: "/") {
            folders.append(slash == last.startIndex ? "/" : String(last[..<slash]))
        }
        return folders
    }
}
