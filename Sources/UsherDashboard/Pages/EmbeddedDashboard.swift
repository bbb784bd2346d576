import UsherWeb

/// The files of the dashboard that are built into the binary. The EmbedHome plugin makes `files` of this target's
/// folder `Files`.
package enum EmbeddedDashboard {
    /// The text of a file; empty where there is none, which compiles to no page.
    static func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }

    /// A file as an answer, unchanged.
    static func answer(_ path: String, type: String) -> Answer { .octets(Array(text(path).utf8), type: type) }
}
