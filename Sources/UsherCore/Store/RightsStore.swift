/// What a person may ask of whoever keeps data about them.
///
/// Erasing is a job that is written down: `beginErasing` makes it, `openErasures` knows it until all of it is done, and whatever stops it, each of the verbs
/// between may be called again.
///
/// | Verb | Afterwards |
/// | --- | --- |
/// | `beginErasing` | nothing starts any more; the job is open, and knows the address |
/// | `goOnErasing` | nothing in the tables names the person; the job is clean |
/// | `forgetAddress` | the job does not know the address either |
/// | `endErasing` | the job is done |
package protocol RightsStore: PersonStore {
    /// Whether there is anything to erase: a contact of this address, or a row of somebody else that speaks of it. The second takes seconds in a large
    /// database; nobody waits for it.
    func speaks(of address: EmailAddress) throws(StoreError) -> Bool
    /// Suppresses the address, so that nothing starts any more, and opens the job: no import and no event can bring the address back; a confirmed sign-up
    /// can. Also where nobody has the address. A second call while the job is open changes nothing.
    func beginErasing(_ address: EmailAddress, by: String, note: String, now: Timestamp) throws(StoreError)
    /// Oldest first.
    func openErasures() throws(StoreError) -> [OpenErasure]
    /// Forgets the person for good: no name, address, attribute, text or answer of theirs is in any table afterwards; numbers stay, and the suppression, which
    /// knows the address by its keyed hash only.
    ///
    /// A message of the person, about them or that speaks of them, that is on its way is waited for: the answer is `onItsWay` then; call again. What a dead
    /// daemon had claimed is not; `isAlive` says it of a claim's owner. What others wrote about the person is looked for where nobody waits. A second call
    /// finds nothing to do.
    func goOnErasing(_ erasure: OpenErasure.ID, isAlive: (String) -> Bool, now: Timestamp) throws(StoreError) -> Erasure
    func forgetAddress(of erasure: OpenErasure.ID) throws(StoreError)
    /// Of a sign-up that nobody confirmed nothing stays at all.
    func endErasing(_ erasure: OpenErasure.ID, now: Timestamp) throws(StoreError)
    /// Forgets those who asked for mail by `event` before `moment`, never confirmed it, and did nothing else since. No suppression is left: they may ask
    /// again. Their mail is elsewhere, so each leaves an open job. At most `limit` of them, those after `cursor`; the second call goes on after the last.
    /// One whose row is bad is passed over, and keeps nobody else.
    func forgetUnconfirmed(
        _ event: String, before moment: Timestamp, after cursor: ContactID?, limit: Int, now: Timestamp
    ) throws(StoreError) -> Forgotten
    /// Writes the file anew without its free pages. Others wait meanwhile, about a second for every 100 MiB. Twice does no harm.
    func compact() throws(StoreError)
    /// Moves everything into the file and cuts the log off. False while somebody reads from it: call again.
    func emptyLog() throws(StoreError) -> Bool
    /// In octets, as it is on disk.
    func size() throws(StoreError) -> Int
}

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
    /// Nil when nothing speaks of the person any more, and only remains in free pages and the log are left.
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
    /// So many messages are being sent right now.
    case onItsWay(Int)
    /// Others go on writing about the person; call again.
    case more
    /// There is no such job.
    case nobody
}

/// One lot of sign-ups that nobody confirmed.
package struct Forgotten: Hashable, Sendable {
    package var count: Int
    /// Those who could not be forgotten, and why.
    package var failed: [ContactID: StoreError]
    /// The last one looked at; nil when there are no more.
    package var last: ContactID?

    package init(count: Int = 0, failed: [ContactID: StoreError] = [:], last: ContactID? = nil) {
        self.count = count
        self.failed = failed
        self.last = last
    }
}
