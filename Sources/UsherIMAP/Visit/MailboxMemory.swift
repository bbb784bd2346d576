import Foundation
import UsherCore

/// What is remembered of a mailbox from one visit to the next, and over a crash. As small as it is now, however many
/// messages there are: numbers of messages only grow as long as `validity` stays (RFC 9051 2.3.1.1).
package struct MailboxMemory: Hashable, Sendable, Codable {
    /// Which mailbox it is.
    package var account: String
    /// UIDVALIDITY; 0 before the first visit.
    package var validity: UInt32
    /// Every message up to this number was looked at. What of them is still there stays there.
    package var looked: UInt32
    /// These are in the spool, and may still be in the folder.
    package var taken: [UInt32]
    /// They are in the other folder already, and only have to go from here.
    package var isCopied = false
    /// These were taken while the others could not be taken out of here.
    package var waiting: [UInt32]?
    /// Which message could not be read, and how often.
    package var failing: UInt32 = 0
    package var tries = 0

    package init(account: String, validity: UInt32 = 0, looked: UInt32 = 0, taken: [UInt32] = []) {
        self.account = account
        self.validity = validity
        self.looked = looked
        self.taken = taken
    }

    /// What was remembered of this mailbox; nothing, where the text is of another one or is none.
    package init(_ text: String?, account: String) {
        let known = text.flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.utf8)) }
        self = known?.account == account ? known ?? Self(account: account) : Self(account: account)
    }

    /// One line.
    package var text: String {
        get throws { try SortedJSON.text(of: self) }
    }

    /// Of what was taken, how many may still be in the folder.
    var left: Int { taken.count + (waiting?.count ?? 0) }

    /// The message of this number is in the spool.
    mutating func take(_ uid: UInt32) {
        if isCopied { waiting = (waiting ?? []) + [uid] } else { taken.append(uid) }
    }

    /// What was taken is gone from the folder, but for what waits.
    mutating func moved() { (taken, waiting, isCopied) = (waiting ?? [], nil, false) }

    /// The message of this number was looked at.
    mutating func look(at uid: UInt32) { (looked, failing, tries) = (uid, 0, 0) }
}
