/// Somebody who is being erased.
package struct OpenErasure: Hashable, Sendable {
    package typealias ID = RowID<OpenErasure>

    package enum Reach: String, Sendable, Codable {
        /// A person: everything that speaks of them.
        case person
        /// A sign-up that nobody confirmed: its mail.
        case signUp = "sign-up"
    }

    package var id: ID
    package var hash: AddressHash
    /// The person's address; nil when nothing speaks of the person any more, and only remains in free pages and the log
    /// are left.
    package var address: EmailAddress?
    package var reach: Reach
    /// Whether `goOnErasing` has done its part.
    package var isClean: Bool
    /// Addresses of others that end in this one: they are not the person's.
    package var others: [AddressKey]

    package init(
        id: ID, hash: AddressHash, address: EmailAddress?, reach: Reach, isClean: Bool, others: [AddressKey] = []
    ) {
        self.id = id
        self.hash = hash
        self.address = address
        self.reach = reach
        self.isClean = isClean
        self.others = others
    }
}

package enum Erasure: Hashable, Sendable {
    /// Nothing in the tables names the person.
    case clean
    /// So many messages of the person are being sent right now.
    case onItsWay(Int)
    /// Others go on writing about the person; call again.
    case more
    /// There is no such job.
    case nobody
}

/// One lot of sign-ups that nobody confirmed.
package struct Forgotten: Hashable, Sendable {
    package var count: Int
    /// The people who could not be forgotten, and why.
    package var failed: [ContactID: StoreError]
    /// The last one looked at; nil when there are no more.
    package var last: ContactID?

    package init(count: Int = 0, failed: [ContactID: StoreError] = [:], last: ContactID? = nil) {
        self.count = count
        self.failed = failed
        self.last = last
    }
}
