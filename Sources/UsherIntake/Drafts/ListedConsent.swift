import UsherCore

/// What a row of another tool's list says of marketing, by the columns of its format.
package enum ListedConsent: Hashable, Sendable {
    /// Nothing: `--consent` speaks for it, where that is given.
    case silent
    /// That the person agreed; which columns say so.
    case agreed(String)
    /// That nobody ever asked the person, or that they never answered: no word of the operator's makes it a yes.
    case never
    /// That the person must not be mailed, once for each column that says so.
    case refused([ToldNo])

    /// What one cell may say.
    enum Word: Hashable, Sendable {
        case nothing, yes, never, unsubscribed, bounced, complained
        /// Unsubscribed, by a word that the tool has also for whoever was never asked.
        case unsubscribedOrNeverAsked

        var reason: Suppression.Reason? {
            switch self {
            case .nothing, .yes, .never: nil
            case .unsubscribed, .unsubscribedOrNeverAsked: .unsubscribed
            case .bounced: .bounced
            case .complained: .complaint
            }
        }
    }

    /// A cell that says something.
    struct Found {
        let word: Word
        /// `Accepts Email Marketing: yes`
        let evidence: String
        /// When it was said, where the cell itself is that, or another column says it.
        var at: Timestamp?
    }

    /// All of a row's cells together. A no counts before a yes, and a yes before `never`: other tools leave a cell
    /// empty where another says more. `tool` is for the ledger.
    init(_ found: [Found], tool: String) {
        let noes = found.compactMap { found in
            found.word.reason.map {
                ToldNo(
                    $0, at: found.at, note: .said("\(tool), \(found.evidence)"),
                    mayBeSilence: found.word == .unsubscribedOrNeverAsked)
            }
        }
        let yes = found.filter { $0.word == .yes }.map(\.evidence)
        if !noes.isEmpty {
            self = .refused(noes)
        } else if !yes.isEmpty {
            self = .agreed("\(tool), \(yes.joined(separator: ", "))")
        } else {
            self = found.contains { $0.word == .never } ? .never : .silent
        }
    }
}
