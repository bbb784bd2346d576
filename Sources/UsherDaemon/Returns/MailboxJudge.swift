import UsherCore
import UsherIMAP
import UsherMail
import UsherReceiving

/// Whether a mail of a mailbox is taken into the spool, or stays where it is.
///
/// | The mail | |
/// | --- | --- |
/// | about a message of ours, by our seal or by what is recorded: a report, a complaint, a receipt | taken |
/// | of somebody known here who wants no more | taken |
/// | an answer that confirms a sign-up | taken |
/// | recorded before, by whichever door | taken out, and not read into the spool again |
/// | anything else: a person's, an automatic answer, about somebody else's message | stays |
struct MailboxJudge: Sendable {
    let spool: Spool
    let store: any Store
    let composer: MessageComposer
    let leaving: @Sendable () -> EmailAddress?

    /// When it returns true, the mail is on disk in the spool, or recorded.
    func takes(_ octets: [UInt8]) throws(MailboxTrouble) -> Bool {
        let report = ReturnedMail.report(of: octets, leaving: leaving(), seal: composer.seal)
        guard report.confirmation != nil || !report.isForPeople(isMatched: true) else { return false }
        // What bears our seal is about a message of ours, also where nothing is recorded of it: the doctor's round trip.
        let isOurs = report.confirmation != nil || !report.deliveries.isEmpty
        let composer = composer
        do {
            switch try store.tie(of: report, messageID: { composer.messageID(of: $0, at: $1) }) {
            case .nobody where !isOurs: return false
            case .recorded: return true
            case .known, .nobody: break
            }
            var pieces = [octets]
            try spool.put { pieces.popLast() ?? [] }
            return true
        } catch {
            throw .here("\(error)")
        }
    }
}
