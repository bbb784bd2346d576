import UsherCore

/// What `usher init` wrote, for its sample shop or for a shop to be, and still stands there in `mode: live`. Advice,
/// with its place: it stops nothing.
enum SampleLeftovers {
    /// Values of `usher.yaml` that only the sample shop can have, beside all of `shop.texts`.
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
            let isOwn = own.contains(value.path) || value.path.hasPrefix("shop.texts.")
            if isOwn, shipped.contains(where: { $0[value.path] == value.text }) {
                root.log.add(
                    .warning, at: value.place,
                    "'\(PlainText.shortened(value.text))' is what 'usher init' wrote; put your own in its place")
            } else if !paths.contains(value.path), let host = InventedHost.first(in: value.text) {
                root.log.add(
                    .warning, at: value.place, "'\(host)' is a name for examples only; put your own in its place")
            }
        }
    }

    /// The same for where campaigns and e-mails lead to: a line for all campaigns, and one for all e-mails.
    static func warnings(_ files: HomeFiles) -> [Problem] {
        guard files.settings.mode == .live else { return [] }
        let campaigns = files.campaigns.compactMap { campaign in
            InventedHost.first(in: campaign.callToAction.url).map { host in
                (path: "config/campaigns/\(campaign.name).yaml", line: campaign.lines["call_to_action"], host: host)
            }
        }
        let mails = Dictionary(grouping: files.allSources().map(\.template), by: \.path).values.compactMap(\.first)
            .compactMap { template in
                place(in: template).map { (path: template.path, line: Optional($0.line), host: $0.host) }
            }
        return [
            warning("the call to action leads to", campaigns, of: "campaign", in: "config/campaigns"),
            warning("leads to", mails, of: "e-mail", in: "templates"),
        ].compactMap(\.self)
    }

    /// About the first of `places`, and how many others there are.
    private static func warning(
        _ what: String, _ places: [(path: String, line: Int?, host: String)], of kind: String, in folder: String
    ) -> Problem? {
        let places = places.sorted { $0.path < $1.path }
        guard let first = places.first else { return nil }
        let others = places.count - 1
        let more =
            others == 0
            ? "put your own in its place"
            : "as \(Wording.count(others, "other \(kind) does", "other \(kind)s do")): grep -rn '\(first.host)' \(folder)"
        return Problem(
            .warning, file: first.path, line: first.line,
            "\(what) '\(first.host)', a name for examples only\(others == 0 ? ";" : ",") \(more)")
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
