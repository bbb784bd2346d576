/// A message outside every sequence: an opt-in confirmation, a data link, a test.
package struct NoticeRequest: Hashable, Sendable {
    /// `confirm`, `test`, ...
    package var name: String
    /// Unique together with the name.
    package var key: String
    package var contact: ContactDraft
    package var kind: MessageKind
    package var composition: Composition
    package var due: Timestamp
    /// What it is counted in: a confirmation of a sign-up.
    package var spends: [ConfirmationBudget.Slot] = []

    package init(
        name: String, key: String, contact: ContactDraft, kind: MessageKind = .transactional, composition: Composition,
        due: Timestamp
    ) {
        self.name = name
        self.key = key
        self.contact = contact
        self.kind = kind
        self.composition = composition
        self.due = due
    }
}
