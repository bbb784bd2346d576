/// Where texts stand that may speak of a person. A test looks at the schema: every column of text is here, or among
/// those that never do.
struct MentionTable {
    let name: String
    var key = "id"
    var entry = "0"
    /// Whose the row is.
    var owner = "0"
    let columns: [String]
    /// For a column that is unique with others: when another row (`o`) stands in the way of this one (`t`).
    var clash: [String: String] = [:]

    var isDeliveries: Bool { name == "deliveries" }

    /// Columns whose texts programs make up, of words that `-` and `_` join.
    static let identifiers: Set<String> = [#""key""#, "notice_key"]

    static let all = [
        MentionTable(
            name: "deliveries", owner: "contact", columns: ["inputs", "reply_text", "reason_data", "notice_key"],
            clash: ["notice_key": "o.notice = t.notice AND o.id <> t.id"]),
        MentionTable(
            name: "events", owner: "contact", columns: ["data", #""key""#, "product"],
            clash: [#""key""#: "o.name = t.name AND o.id <> t.id"]),
        MentionTable(
            name: "enrollments", owner: "contact", columns: ["data", #""key""#],
            clash: [#""key""#: "o.contact = t.contact AND o.campaign = t.campaign AND o.id <> t.id"]),
        MentionTable(name: "transitions", owner: "contact", columns: ["cause_data"]),
        MentionTable(name: "suppressions", columns: ["note_data", "said_by"]),
        MentionTable(
            name: "consents", key: "contact", entry: "entry", owner: "contact",
            columns: ["source", "wording", "basis"]),
        MentionTable(name: "contacts", owner: "id", columns: ["attributes", "name"]),
        MentionTable(name: "returned", columns: ["said", "summary", "file"]),
        MentionTable(name: "earnings", columns: ["revoked_because"]),
    ]
}

/// The same for tables without a number of their own, of which a few texts are all there are, or which are short.
struct ShortTable {
    let name: String
    let column: String
    let keys: [String]
    /// Whether the column is a part of the table's key.
    var isKey = false
    /// Whether `-` and `_` join words in it.
    var isIdentifier = false
    /// Whether no two rows may have the same text.
    var isUnique = false

    static let all = [
        ShortTable(name: "notes", column: "text", keys: ["name"]),
        ShortTable(name: "pauses", column: "reason_data", keys: ["scope", "subject"]),
        ShortTable(name: "tags", column: "tag", keys: ["contact", "tag"], isKey: true, isIdentifier: true),
        ShortTable(name: "api_tokens", column: "name", keys: ["id"], isIdentifier: true, isUnique: true),
    ]
}
