import UsherCore

/// What `usher init` wrote, for its sample shop or for a shop to be, and still stands there in `mode: live`. Advice, with its place: it stops
/// nothing.
enum SampleLeftovers {
    /// Values of `usher.yaml` that only the sample shop can have.
    private static let own: Set<String> = ["sender.name", "postal_address", "shop.name"]
    /// Paths on this machine may be called anything.
    private static let paths: Set<String> = [
        "state", "smtp.password_file", "transactional.smtp.password_file", "receive.imap.password_file",
        "public.listen", "public.private",
    ]
    private static let file = "config/usher.yaml"

    /// Adds a warning for each value of `config/usher.yaml` that is the sample's, or names a host that is kept for
    /// examples.
    static func warn(_ root: Field) {
        let shipped = [EmbeddedHome.files, EmptyHome.files].map(values)
        for value in root.scalars() {
            if own.contains(value.path), shipped.contains(where: { $0[value.path] == value.text }) {
                root.log.add(
                    .warning, at: value.place,
                    "'\(PlainText.shortened(value.text))' is what 'usher init' wrote; put your own in its place")
            } else if !paths.contains(value.path), let host = InventedHost.first(in: value.text) {
                root.log.add(
                    .warning, at: value.place, "'\(host)' is a name for examples only; put your own in its place")
            }
        }
    }

    /// The same for where campaigns and e-mails lead to: a line for each campaign, and one for all e-mails.
    static func warnings(_ files: HomeFiles) -> [Problem] {
        guard files.settings.mode == .live else { return [] }
        let campaigns = files.campaigns.compactMap { campaign in
            InventedHost.first(in: campaign.callToAction.url).map { host in
                Problem(
                    .warning, file: "config/campaigns/\(campaign.name).yaml", line: campaign.lines["call_to_action"],
                    "the call to action leads to '\(host)', a name for examples only; put your own in its place")
            }
        }
        let found = Dictionary(grouping: files.allSources().map(\.template), by: \.path).values.compactMap(\.first)
            .compactMap { template in place(in: template).map { (template.path, $0.line, $0.host) } }.sorted {
                $0.0 < $1.0
            }
        guard let (path, line, host) = found.first else { return campaigns }
        let others = found.count - 1
        let more =
            others == 0
            ? ""
            : ", as \(Wording.count(others, "other e-mail does", "other e-mails do")): grep -rn '\(host)' templates"
        return campaigns + [
            Problem(.warning, file: path, line: line, "leads to '\(host)', a name for examples only\(more)")
        ]
    }

    private static func place(in template: SourceFile) -> (line: Int, host: String)? {
        let lines = template.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if let host = InventedHost.first(in: String(line)) { return (index + 1, host) }
        }
        return nil
    }

    /// `sender.name` and so on, of a home that `usher init` writes.
    private static func values(of files: [(path: String, text: String)]) -> [String: String] {
        guard let text = files.first(where: { $0.path == file })?.text,
            let root = YAMLText.root(of: text, file: file, log: ProblemLog())
        else { return [:] }
        return Dictionary(root.scalars().map { ($0.path, $0.text) }) { first, _ in first }
    }
}
