/// Paths as text; no disk is asked. Foundation's own (`NSString.deletingLastPathComponent`) ends the process at a path
/// of one character, such as `m`.
package enum PathText {
    /// The folder that a path lies in; empty where none is named.
    ///
    /// | Path | Folder |
    /// | --- | --- |
    /// | `a/b`, `a//b/` | `a` |
    /// | `/a`, `/` | `/` |
    /// | `a`, `a/`, nothing | nothing |
    package static func folder(of path: String) -> String {
        func trimmed(_ path: Substring) -> Substring {
            var path = path
            while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
            return path
        }
        let path = trimmed(path[...])
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(trimmed(path[..<slash]))
    }
}
