import UsherCore
import UsherIMAP
import UsherMail
import UsherReceiving
import UsherSupport

/// Whether a mail of a mailbox is taken into the spool, or stays where it is.
///
/// | The mail | |
/// | --- | --- |
/// | about a message of ours, by our seal or by what is recorded: a report, a complaint, a receipt | taken |
/// | of somebody known here who wants no more, in no more words | taken |
/// | a report, a complaint or a no, and people have to read it | a copy is taken, and it stays |
/// | an answer that confirms a sign-up | taken |
/// | one of these, recorded before, by whichever door | taken out, and not read into the spool again |
/// | a report or a complaint about somebody else's message | recorded, so that it is listed, and stays |
/// | anything else: a person's, an automatic answer | stays |
struct MailboxJudge: Sendable {
    let spool: Spool
    let store: any Store
    let composer: MessageComposer
    let leaving: @Sendable () -> EmailAddress?

    let clock: any CalendarClock

    /// Judges a mail. When it returns true, the mail is on disk in the spool, or recorded.
    func takes(_ octets: [UInt8]) throws(MailboxTrouble) -> Bool {
        let report = ReturnedMail.report(of: octets, leaving: leaving(), seal: composer.seal)
        let isForPeople = report.isForPeople(isMatched: true)
        let tells = report.kind == .report || report.kind == .complaint
        guard report.confirmation != nil || report.leaver != nil || tells || !isForPeople else { return false }
        // What bears our seal is about a message of ours, also where nothing is recorded of it: the doctor's round
        // trip.
        let isOurs = report.confirmation != nil || !report.deliveries.isEmpty
        let stays = isForPeople && report.confirmation == nil
        do {
            switch try store.tie(of: report, messageID: messageID) {
            case .nobody where !isOurs:
                try list(report)
                return false
            case .recorded(let isMatched): return !stays && (isMatched || isOurs)
            case .known, .nobody: break
            }
            var pieces = [octets]
            try spool.put { pieces.popLast() ?? [] }
            return !stays
        } catch {
            throw .here("\(error)")
        }
    }

    private func messageID(_ delivery: DeliveryID, _ moment: Timestamp) -> String {
        composer.messageID(of: delivery, at: moment)
    }

    /// Records a report that nothing ties to a message of ours, so that it is listed. It changes nobody.
    private func list(_ report: ReturnedReport) throws(StoreError) {
        guard report.kind == .report || report.kind == .complaint else { return }
        _ = try store.take([report], now: clock.now(), messageID: messageID)
    }
}
