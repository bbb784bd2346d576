/// Where the service that the package brings has its home and its state.
package enum ServiceHome {
    package static let path = "/etc/usher"
    package static let state = "/var/lib/usher"

    /// A new home's files: the service's names the state folder, so that commands on a shell look where the daemon does.
    package static func files(
        _ files: [(path: String, text: String)], for folder: String
    ) -> [(path: String, text: String)] {
        guard folder == path else { return files }
        return files.map { file in
            guard file.path == "config/usher.yaml" else { return file }
            let lines = [
                "", "# Where the service keeps its databases, its keys and the rehearsal's inbox.", "state: \(state)",
                "",
            ]
            return (file.path, file.text + lines.joined(separator: "\n"))
        }
    }
}
