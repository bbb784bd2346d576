import Foundation
import UsherCore
import UsherSupport

/// What a running daemon does, and since when, as it wrote it down itself: what commands tell of it, whatever the files
/// say by now.
package struct DaemonReport: Codable, Hashable, Sendable {
    package var process: Int32
    /// The moment at which the daemon started.
    package var since: Timestamp
    /// The mode, whose database the daemon works on until it ends.
    package var mode: Settings.Mode
    /// The moment at which the daemon last did what it does every second, by the machine's clock.
    package var seen: Timestamp
    /// The moment at which the files that serve were taken up.
    package var filesSince: Timestamp
    /// Why the latest files do not serve; nil when they do.
    package var files: String?
    /// Why nothing can be recorded, so that nothing is sent; nil while it can.
    package var still: Still?
    /// Why the daemon's chores cannot be done; nil while they can.
    package var housekeeping: String?
    /// Why single chores cannot be done, each by its name; nil while all can.
    package var chores: [String: String]?
    /// The moment since which the relay has not answered, though messages are due; nil while it does, or none are.
    package var relayWaitsSince: Timestamp?
    /// The moment since which transactional mail's own relay has not answered; nil as for `relayWaitsSince`.
    package var transactionalRelayWaitsSince: Timestamp?
    /// The moment since which every attempt to reach the relay has failed, through all pauses between; nil where none
    /// did, or none was needed.
    package var relayFailsSince: Timestamp?
    /// The moment since which every attempt to reach transactional mail's own relay has failed; nil as for
    /// `relayFailsSince`.
    package var transactionalRelayFailsSince: Timestamp?
    /// The reload that is being looked through.
    package var reload: Reload?

    /// The state of the mailbox that mail comes back to; nil where none is looked into, or before the first look.
    package var mailbox: Mailbox?

    /// The address where the dashboard is served, as `usher.yaml` writes it; nil where it is not.
    package var dashboard: String?
    /// Why the dashboard is not served, though `usher.yaml` names it; nil where it is.
    package var dashboardTrouble: String?

    package struct Mailbox: Codable, Hashable, Sendable {
        /// The moment at which the mailbox was last looked into to its end.
        package var looked: Timestamp?
        /// The trouble that keeps it from that now; `since` says since when, and `next` when it is tried again.
        package var trouble: String?
        package var since: Timestamp?
        package var next: Timestamp?

        package init(
            looked: Timestamp? = nil, trouble: String? = nil, since: Timestamp? = nil, next: Timestamp? = nil
        ) {
            self.looked = looked
            self.trouble = trouble
            self.since = since
            self.next = next
        }
    }

    package struct Still: Codable, Hashable, Sendable {
        package var why: String
        package var since: Timestamp

        package init(why: String, since: Timestamp) {
            self.why = why
            self.since = since
        }
    }

    package struct Reload: Codable, Hashable, Sendable {
        /// How many waiting e-mails have been looked at.
        package var looked: Int
        /// The number of the question of `usher reload` that it answers; nil where nobody asked.
        package var question: Int?

        package init(looked: Int, question: Int? = nil) {
            self.looked = looked
            self.question = question
        }
    }

    package init(
        process: Int32, since: Timestamp, mode: Settings.Mode, seen: Timestamp = SystemClock().now()
    ) {
        self.process = process
        self.seen = seen
        self.since = since
        self.mode = mode
        filesSince = since
    }

    /// Says why a chore cannot be done, or with nil that it can.
    package mutating func note(_ why: String?, of chore: Chore) {
        var named = chores ?? [:]
        named[chore.rawValue] = why
        chores = named.isEmpty ? nil : named
    }

    /// A chore of housekeeping beside the database, and its name in an alert.
    package enum Chore: String, Hashable, Sendable {
        case keys, erasure, inbox
        case signUps = "sign-ups"
        case returnedMail = "returned-mail"
    }

    /// Whether the daemon lives, and has not come for two minutes to what it does every second: it was stopped, or it
    /// hangs.
    func isSilent(at now: Timestamp) -> Bool { reload == nil && now.since(seen) > 120_000 }

    /// Why it sends nothing that is due, in one sentence with what to do; nil while it sends, and where a pause says
    /// it. Of one stream, or where that is everything, of either.
    package func obstacle(
        clock: ZoneClock, of stream: MailStream = .all, now: Timestamp = SystemClock().now()
    ) -> String? {
        if isSilent(at: now) {
            return "the daemon has given no sign of life since \(Wording.time(seen, clock: clock)); look at its log, "
                + "and restart it"
        }
        if let still {
            return
                "nothing has been sent since \(Wording.time(still.since, clock: clock)), because nothing can be recorded: "
                + "\(still.why); it goes on by itself when it can"
        }
        let waits: [(stream: MailStream, since: Timestamp?)] = [
            (.marketing, relayWaitsSince), (.transactional, transactionalRelayWaitsSince),
        ]
        for (other, since) in waits where stream == .all || stream == other {
            guard let since else { continue }
            return "\(other.relayWords) has not answered since \(Wording.time(since, clock: clock)); "
                + "it is tried until it does"
        }
        return nil
    }

    /// The report as one line of JSON; nil where that cannot be made.
    package var text: String? { try? SortedJSON.text(of: self) }
}
