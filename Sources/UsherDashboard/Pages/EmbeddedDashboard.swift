/// The EmbedHome plugin makes `files` of this target's folder `Files`.
package enum EmbeddedDashboard {
    /// The text of a file; empty where there is none, which compiles to no page.
    static func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }
}
