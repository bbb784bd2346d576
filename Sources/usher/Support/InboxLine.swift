import UsherDaemon

enum InboxLine {
    static func text(_ entry: InboxEntry) -> String {
        let copy = (entry.copy ?? 1) > 1 ? "  (copy \(entry.copy ?? 1))" : ""
        return "\(entry.name)  \(entry.at?.iso8601 ?? "")  \(entry.recipients.joined(separator: ", "))  "
            + "\(entry.subject ?? "(no subject)")\(copy)"
    }
}
