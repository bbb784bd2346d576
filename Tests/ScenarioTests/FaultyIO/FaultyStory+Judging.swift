import Foundation
import TestSupport

/// What was promised, judged by what the relay got and by what lies on the disk.
extension FaultyStory {
    /// To be called when a life is over.
    func judgeRecord() async throws {
        // What a dead daemon had handed to the kernel still arrives.
        try await eventually("the ends of the relay's connections") { peer.openConnections == 0 }
        let earlier = letters.count
        collect()
        let record = try await FaultyRecord(of: home)
        if record.integrity != ["ok"] { blame("the database is damaged: \(record.integrity.prefix(3))") }
        judgeAnswers(record)
        judgeLetters(record, since: earlier)
        self.record = record
        for (index, no) in noes.enumerated() {
            guard let answered = no.answered else { continue }
            let has = letters.filter { $0.which.address == no.address }.count
            if has > answered.had + (answered.mayHaveOneMore ? 1 : 0) {
                blame("\(no.address) said no, which was answered, had \(answered.had) messages then and has \(has)")
            }
            // Its daemon is gone: from now on none.
            noes[index].answered = FaultyNo.Answer(had: has, mayHaveOneMore: false)
        }
    }

    /// Answered is durable.
    private func judgeAnswers(_ record: FaultyRecord) {
        let lost = enrolled.subtracting(record.enrolled)
        if !lost.isEmpty { blame("answered with a yes and not in: \(lost.sorted())") }
        let double = Dictionary(grouping: record.enrolled, by: \.self).filter { $0.value.count > 1 }.keys
        if !double.isEmpty { blame("in twice: \(double.sorted())") }
        let strangers = Set(record.enrolled).subtracting(enrolled).subtracting(unclear)
        if !strangers.isEmpty { blame("in, and nobody entered them: \(strangers.sorted())") }
        let untold = keys.subtracting(record.events)
        if !untold.isEmpty { blame("events that were answered are lost: \(untold.sorted())") }
        let said = noes.filter { $0.answered != nil }.count
        if record.suppressed < said { blame("\(said) noes were answered, and \(record.suppressed) are there") }
    }

    /// Each step once; again only where the answer could not be recorded, and octet for octet the same.
    private func judgeLetters(_ record: FaultyRecord, since earlier: Int) {
        let sent = record.which("sent")
        let unheard = sent.subtracting(letters.map(\.which))
        if !unheard.isEmpty { blame("recorded as sent, and the relay has nothing: \(unheard)") }
        let before = self.record?.which("sent") ?? []
        if !before.isSubset(of: sent) { blame("no longer recorded as sent: \(before.subtracting(sent))") }
        for letter in letters.dropFirst(earlier) where before.contains(letter.which) {
            blame("\(letter.which) was recorded as sent, and came again")
        }
        for (which, copies) in Dictionary(grouping: letters, by: \.which) {
            if Set(copies.map(\.bytes)).count > 1 { blame("the copies of \(which) differ") }
            for (first, second) in zip(copies, copies.dropFirst()) where second.life == lives.count {
                let life = lives[first.life - 1]
                let wasInterrupted = life.hadHarm || (second.life > first.life && !life.endedWell)
                if !wasInterrupted { blame("\(which) came twice, and nothing had happened") }
            }
        }
    }

    /// After a life without faults nothing is owed.
    func judgeEnd() {
        guard let record else { return }
        let open = record.deliveries.filter { ["open", "held", "failed", "bounced"].contains($0.state) }
        if !open.isEmpty { blame("still owed, or given up: \(open)") }
        let said = Set(noes.map(\.address))
        let has = Set(letters.map(\.which))
        for address in record.enrolled where !said.contains(address) {
            for step in Self.steps where !has.contains(CrashStory.Which(address: address, message: "course/\(step)")) {
                blame("\(address) never got \(step)")
            }
        }
        let unrecorded = has.subtracting(record.which("sent"))
        // Whoever said no while a copy was in doubt keeps no record of it as sent.
        for which in unrecorded where !said.contains(which.address) { blame("\(which) came and is not on record") }
    }
}
