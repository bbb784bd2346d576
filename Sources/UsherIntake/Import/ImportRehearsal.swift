import UsherCore

/// What an import would do, from what the store knows now; writes nothing.
package struct ImportRehearsal {
    private let store: any Store
    private let now: Timestamp
    private var seen: [AddressKey: Stage?] = [:]
    package private(set) var tally = Tally()

    package struct Tally: Hashable, Sendable, Codable {
        package var new = 0
        package var known = 0
        /// Known, and something about them would change.
        package var changed = 0
        /// To a later stage than they stand at, or their first.
        package var moved = 0
        /// The file says an earlier stage; they would stay.
        package var wouldGoBack = 0
        /// They said no, or an address must not be mailed: they would stay so.
        package var unmailable = 0
    }

    package init(store: any Store, now: Timestamp) {
        self.store = store
        self.now = now
    }

    /// Looks at one row; a person who stands in the file twice counts once as new.
    package mutating func add(_ person: ContactDraft) throws(StoreError) {
        let key = person.address.key
        let standing: Stage?
        if let known = seen[key] {
            standing = known
        } else if let contact = try store.contact(key) {
            tally.known += 1
            if try changes(contact, person) { tally.changed += 1 }
            standing = contact.stage
        } else {
            tally.new += 1
            standing = nil
        }
        if seen[key] == nil, try isUnmailable(key) { tally.unmailable += 1 }
        var stage = standing
        if let asked = person.stage {
            if standing.map({ asked > $0 }) ?? true {
                tally.moved += 1
                stage = asked
            } else if asked != standing {
                tally.wouldGoBack += 1
            }
        }
        seen.updateValue(stage, forKey: key)
    }

    private func changes(_ contact: Contact, _ person: ContactDraft) throws(StoreError) -> Bool {
        if let name = person.name, name != contact.name { return true }
        if let zone = person.zone, zone != contact.zone { return true }
        if let language = person.language, language != contact.language { return true }
        if person.attributes.contains(where: { contact.attributes[$0.key] != $0.value }) { return true }
        if person.tags.isEmpty { return false }
        return try !person.tags.isSubset(of: store.facts(of: contact.id).tags)
    }

    private func isUnmailable(_ key: AddressKey) throws(StoreError) -> Bool {
        let standing = try store.standing(key, now: now)
        return standing.marketing.map { !$0.isYes } ?? false
            || standing.suppressions.contains { $0.forbids(.marketing, campaign: nil, now: now) }
    }
}

extension ImportRehearsal.Tally {
    /// `4 new, 2 known already (1 of them changed), 3 to a later stage`. What would not happen is not said.
    package var summary: String {
        let change = changed > 0 ? " (\(changed) of them changed)" : ""
        return Wording.counts([
            (new, "new"), (known, "known already\(change)"), (moved, "taken to a stage"),
            (wouldGoBack, "kept where they stand, which is further than the file says"),
            (unmailable, "still without marketing"),
        ])
    }
}
