import UsherComposing
import UsherCore
import UsherDashboard
import UsherMail
import UsherReports
import UsherStore
import UsherTemplates

/// Messages as they were sent, made again from what the store keeps of them.
struct LetterReading: Sendable {
    let store: SQLiteStore
    let editions: EditionBox
    /// The seal of this database's tokens.
    let seal: TokenSeal
    /// The templates that were compiled last. Few are kept: whoever looks at one message looks at it some times.
    private let templates = CompiledTemplates(limit: 16)

    init(store: SQLiteStore, editions: EditionBox, seal: TokenSeal) {
        self.store = store
        self.editions = editions
        self.seal = seal
    }

    var letters: DashboardLetters { DashboardLetters(letter: letter) }

    func letter(_ id: DeliveryID) throws -> DashboardLetters.Letter? {
        guard let row = try store.deliveries(DeliveryFilter(delivery: id, limit: 1)).first, row.address != nil,
            let contact = try store.contact(row.contact)
        else { return nil }
        return DashboardLetters.Letter(
            delivery: id, person: contact.id, message: DeliveryLine(row, plan: editions.edition.plan).message,
            state: row.state, sentAt: row.sentAt, content: try content(row, contact))
    }

    private func content(_ row: DeliveryRow, _ contact: Contact) throws -> DashboardLetters.Content {
        guard let composition = row.composition else { return .unmade }
        guard let sources = try store.sources(composition.revision) else { return .gone }
        do {
            guard
                let letter = try SentLetter(
                    composition, sources, of: row.id, to: contact, templates: templates, seal: seal)
            else { return .gone }
            return .kept(
                .init(
                    to: letter.to.address.wire, sender: letter.sender, subject: letter.subject,
                    language: letter.language, words: letter.words, html: letter.html))
        } catch {
            return .broken("\(error)")
        }
    }
}
