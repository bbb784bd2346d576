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

    /// Adds a warning about the values of `config/usher.yaml` that are the sample's, and one about each host that is
    /// kept for examples: at the first, with the keys of all.
    static func warn(_ root: Field) {
        let shipped = [EmbeddedHome.files, EmptyHome.files].map(values)
        var left: [Field.Scalar] = []
        var named: [(host: String, values: [Field.Scalar])] = []
        for value in root.scalars() {
            let isOwn = own.contains(value.path) || value.path.hasPrefix("shop.texts.")
            if isOwn, shipped.contains(where: { $0[value.path] == value.text }) {
                left.append(value)
            } else if !paths.contains(value.path), let host = InventedHost.first(in: value.text) {
                if let index = named.firstIndex(where: { $0.host == host }) {
                    named[index].values.append(value)
                } else {
                    named.append((host, [value]))
                }
            }
        }
        if let first = left.first {
            root.log.add(
                .warning, at: first.place,
                left.count == 1
                    ? "'\(first.path)' is what 'usher init' wrote; put your own in its place"
                    : "\(keys(left)) are what 'usher init' wrote; put your own in their place")
        }
        for (host, values) in named {
            guard let first = values.first else { continue }
            root.log.add(
                .warning, at: first.place,
                "\(keys(values)) \(values.count == 1 ? "has" : "have") '\(host)', a name for examples only; "
                    + "put your own in its place")
        }
    }

    private static func keys(_ values: [Field.Scalar]) -> String {
        values.map { "'\($0.path)'" }.joined(separator: ", ")
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
            warning("leads to", mails, of: "e-mail", in: "templates"), staleTwins(files),
        ].compactMap(\.self)
    }

    /// E-mails of the sample that were changed in the first language alone: whoever reads another gets the sample's.
    private static func staleTwins(_ files: HomeFiles) -> Problem? {
        let shipped = Dictionary(EmbeddedHome.files.map { ($0.path, $0.text) }) { first, _ in first }
        let own = Dictionary(files.allSources().map { ($0.template.path, $0.template.text) }) { first, _ in first }
        let stale = own.keys.filter { path in
            guard let first = firstLanguage(of: path), let text = own[first], let old = shipped[first] else {
                return false
            }
            return text != old && own[path] == shipped[path]
        }.sorted()
        guard let path = stale.first, let first = firstLanguage(of: path) else { return nil }
        let others = stale.dropFirst().map { "; so is \($0)" }.joined()
        return Problem(.warning, file: path, "is what 'usher init' wrote, while \(first) was changed\(others)")
    }

    /// `templates/welcome/download.md` of `templates/welcome/download.de.md`; nil for the first language's own.
    private static func firstLanguage(of path: String) -> String? {
        let parts = path.split(separator: ".")
        return parts.count == 3 ? "\(parts[0]).\(parts[2])" : nil
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
