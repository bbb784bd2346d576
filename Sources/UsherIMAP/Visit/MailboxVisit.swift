/// One visit to a mailbox, from the login to the end, as a value: what the server answers goes in, and what to do comes
/// out. It touches no socket, no disk and no clock.
///
/// | It does | with |
/// | --- | --- |
/// | finds out what the server can, and opens the folder | `CAPABILITY`, `SELECT` |
/// | moves away what an earlier visit took | `UID MOVE`; without it `UID COPY`, `UID STORE +FLAGS \Deleted`, `UID EXPUNGE` |
/// | lists what is new, without reading it | `UID FETCH n:* (UID RFC822.SIZE FLAGS)` |
/// | reads each, one at a time, which leaves no mark | `UID FETCH n (UID BODY.PEEK[])` |
/// | has it judged: in the spool, on disk, or left where it is | |
/// | of fifty, remembers which were looked at and which were taken; then moves these | |
///
/// A message is moved only after it is remembered as taken, and remembered only after it is on disk. Dead before the
/// one, it is read again; dead before the other, the next visit moves it. What the server does not let go is no reason
/// not to read on, until `mostLeft` wait.
package struct MailboxVisit: Sendable {
    package enum Event: Sendable {
        case began
        case response(IMAPResponse)
        /// What became of the mail that was to be judged.
        case judged(isTaken: Bool)
        /// The connection ended.
        case ended(MailboxTrouble)
    }

    package enum Action: Hashable, Sendable {
        /// Send a command, to which the end of line is added.
        case say(String)
        /// Have this mail judged, and answer with `judged`.
        case judge([UInt8])
        /// Store this on disk before anything else is done.
        case remember(MailboxMemory)
        case tell(News)
        /// The visit is over; nil where all was looked at.
        case end(MailboxTrouble?)
    }

    /// What the operator is told about single messages.
    package enum News: Hashable, Sendable {
        case tooLarge(uid: UInt32)
        /// The message could not be read, after this many tries.
        case unreadable(uid: UInt32, tries: Int)
        case renumbered
    }

    enum State: Hashable, Sendable {
        case new, asking, selecting, listing, leaving, over
        case reading(UInt32), judging(UInt32)
        case moving, creating, copying, marking, expunging
    }

    /// The largest mail that is read, in octets.
    package static let largest = 10_000_000
    /// How many messages are looked at before the memory is stored.
    static let mostTogether = 50
    /// How many messages may be taken that cannot be moved; then no more are read.
    static let mostLeft = 400
    /// How many numbers of a listing are held; with more messages there are more listings.
    static let mostListed = 20_000
    /// How often a message is asked for that the server does not give, and how often one at which the connection ends.
    static let mostTries = (missing: 3, lost: 10)

    let folder: String
    let taken: String
    var state = State.new
    var memory: MailboxMemory
    /// What is remembered of the mailbox, as it is on disk.
    var remembered: MailboxMemory
    var capabilities: Set<String> = []
    var validity: UInt32?
    var isReadOnly = false
    var exists: Int?
    var found: [FetchedMail] = []
    /// Whether there was more to list than is held.
    var isCut = false
    var hasListed = false
    var nextFound = 0
    /// How many messages were looked at since the memory was stored last.
    var together = 0
    var octets: [UInt8]?
    var hasMadeFolder = false
    /// Why what was taken stays in the folder for now.
    var stuck: MailboxTrouble?
    private var tags = 0

    package init(folder: String, taken: String, memory: MailboxMemory) {
        self.folder = folder
        self.taken = taken
        self.memory = memory
        remembered = memory
    }

    package mutating func handle(_ event: Event, _ actions: inout [Action]) {
        guard state != .over else { return }
        switch event {
        case .began: say("CAPABILITY", .asking, &actions)
        case .response(let response): hear(response, &actions)
        case .judged(let isTaken): judged(isTaken, &actions)
        case .ended(let trouble): ended(trouble, &actions)
        }
    }

    private mutating func hear(_ response: IMAPResponse, _ actions: inout [Action]) {
        switch response {
        case .capabilities(let words): capabilities = Set(words.prefix(200))
        case .exists(let count): exists = count
        case .fetched(let mail): hear(mail)
        case .said(let status):
            hear(status.code)
            if status.word == .bye, state != .leaving { ended(.lost, &actions) }
        case .done(let tag, let status):
            // The answer to another command: nobody knows any more what answers what.
            guard tag == "u\(tags)" else { return ended(.malformed, &actions) }
            hear(status.code)
            answered(status.word == .ok, &actions)
        case .goOn: ended(.malformed, &actions)
        case .other: break
        }
    }

    private mutating func hear(_ code: IMAPStatus.Code?) {
        switch code {
        case .uidValidity(let number)? where state == .selecting: validity = number
        case .readOnly? where state == .selecting: isReadOnly = true
        default: break
        }
    }

    private mutating func hear(_ mail: FetchedMail) {
        guard let uid = mail.uid else { return }
        switch state {
        case .reading(uid): octets = mail.octets ?? octets
        case .listing where uid > memory.looked:
            found.append(mail)
            if found.count >= 2 * Self.mostListed { cutListing() }
        default: break
        }
    }

    mutating func cutListing() {
        found.sort { $0.uid ?? 0 < $1.uid ?? 0 }
        guard found.count > Self.mostListed else { return }
        found.removeLast(found.count - Self.mostListed)
        isCut = true
    }

    mutating func say(_ command: String, _ next: State, _ actions: inout [Action]) {
        tags += 1
        state = next
        actions.append(.say("u\(tags) \(command)"))
    }

    /// Stores the memory if it has changed, so that no message is looked at twice, whatever comes.
    mutating func remember(_ actions: inout [Action]) {
        together = 0
        guard memory != remembered else { return }
        remembered = memory
        actions.append(.remember(memory))
    }

    mutating func end(_ trouble: MailboxTrouble?, _ actions: inout [Action]) {
        remember(&actions)
        state = .over
        actions.append(.end(trouble))
    }

    /// Notes that the connection ended. A message at which it ends again and again does not keep those behind it from
    /// their turn for ever.
    private mutating func ended(_ trouble: MailboxTrouble, _ actions: inout [Action]) {
        if state == .leaving { return end(stuck, &actions) }
        guard case .reading(let uid) = state else { return end(trouble, &actions) }
        switch trouble {
        case .flood:
            // Larger than the server said: nothing is wrong with the next one, and the next visit begins behind it.
            actions.append(.tell(.tooLarge(uid: uid)))
            memory.look(at: uid)
            return end(stuck, &actions)
        // Nothing about the connection: it would say the same each time.
        case .malformed: failed(uid, most: Self.mostTries.missing, &actions)
        default: failed(uid, most: Self.mostTries.lost, &actions)
        }
        end(trouble, &actions)
    }

    mutating func failed(_ uid: UInt32, most: Int, _ actions: inout [Action]) {
        memory.tries = memory.failing == uid ? memory.tries + 1 : 1
        memory.failing = uid
        guard memory.tries >= most else { return }
        actions.append(.tell(.unreadable(uid: uid, tries: memory.tries)))
        memory.look(at: uid)
    }
}
