import Testing
import UsherIMAP

@testable import UsherDaemon

@Suite("When a mailbox is looked into next")
struct MailboxPaceTests {
    /// In seconds, after these visits, with a minute between two that are well.
    private func waits(_ visits: [MailboxTrouble?], every: Int = 60) -> [Int64] {
        var pace = MailboxPace()
        return visits.map { pace.wait(after: $0, every: .seconds(every)).components.seconds }
    }

    @Test("Trouble doubles it up to half an hour, and a visit that is well ends that")
    func trouble() {
        #expect(waits([nil, nil]) == [60, 60])
        let all: [MailboxTrouble?] = Array(repeating: .lost, count: 7)
        #expect(waits(all + [nil, .timeout]) == [60, 120, 240, 480, 960, 1800, 1800, 60, 60])
        #expect(waits([.lost, .lost], every: 86_400) == [86_400, 86_400])
        #expect(waits(Array(repeating: .lost, count: 200)).last == 1800)
    }

    @Test("A wrong password is tried some ten times on the first day")
    func refused() {
        let day = waits(Array(repeating: .refused, count: 12))
        #expect(day.prefix(7) == [900, 1800, 3600, 7200, 14_400, 21_600, 21_600])
        var (sum, tries) = (Int64(0), 0)
        for wait in day where sum < 86_400 { (sum, tries) = (sum + wait, tries + 1) }
        #expect(tries < 10)
    }
}
