import UsherCore

/// One suppression as `usher suppress list` shows it.
package struct SuppressionLine: Sendable, Encodable {
    package let id: Int64
    /// The address; nil where no contact has it: the ledger keeps a fingerprint of it, and nothing more.
    package let address: String?
    package let scope: String
    package let reason: Suppression.Reason
    package let at: String
    package let until: String?
    package let by: String
    /// The code of what is noted (`SuppressionNote`), and the same in words.
    package let note: String?
    package let words: String?

    package init(_ entry: SuppressionEntry, catalog: Catalog) {
        let suppression = entry.suppression
        id = suppression.id.value
        address = entry.address
        scope =
            switch suppression.scope {
            case .everything: "everything"
            case .marketing: "marketing"
            case .campaign(let id): catalog.campaignName(id) ?? "campaign \(id)"
            }
        reason = suppression.reason
        at = suppression.at.iso8601
        until = suppression.until?.iso8601
        by = suppression.by
        note = suppression.note?.coded.code
        words = suppression.note?.words
    }

    package var cells: [String] {
        let until = until.map { " until \($0)" } ?? ""
        let note = words.map { ": \"\($0)\"" } ?? ""
        let why = "\(reason.words) \(at)\(until) by \(by == "operator" ? "the operator" : by)\(note)"
        return ["\(id)", address ?? "(address not kept)", scope, why]
    }
}
