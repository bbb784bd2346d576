import Foundation
import UsherCore

/// What is remembered of a mailbox from one visit to the next, and over a crash. As small as it is now, however many
/// messages there are: numbers of messages only grow as long as `validity` stays (RFC 9051 2.3.1.1).
package struct MailboxMemory: Hashable, Sendable, Codable {
    /// The mailbox that this is remembered of, so that another's is not taken for it.
    package var account: String
    /// The folder's UIDVALIDITY; 0 before the first visit.
    package var validity: UInt32
    /// Every message up to this number was looked at. Those of them that are still in the folder stay there.
    package var looked: UInt32
    /// Numbers of the messages that are in the spool, and may still be in the folder.
    package var taken: [UInt32]
    /// Whether the messages of `taken` are in the other folder already, and only have to be deleted from this one.
    package var isCopied = false
    /// Numbers of the messages that were taken while those of `taken` could not be deleted from this folder.
    package var waiting: [UInt32]?
    /// The number of the message that could not be read; `tries` says how often.
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

    /// What is remembered, as one line of JSON.
    package var text: String {
        get throws { try SortedJSON.text(of: self) }
    }

    /// How many of the messages that were taken may still be in the folder.
    var left: Int { taken.count + (waiting?.count ?? 0) }

    /// Notes that the message of this number is in the spool.
    mutating func take(_ uid: UInt32) {
        if isCopied { waiting = (waiting ?? []) + [uid] } else { taken.append(uid) }
    }

    /// Notes that the messages of `taken` are gone from the folder; those that waited are next.
    mutating func moved() { (taken, waiting, isCopied) = (waiting ?? [], nil, false) }

    /// Notes that the message of this number was looked at.
    mutating func look(at uid: UInt32) { (looked, failing, tries) = (uid, 0, 0) }
}
