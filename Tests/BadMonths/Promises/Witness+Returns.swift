import Glibc

extension Witness {
    /// A mail system puts a mail into the spool, or a program tells of it: from now on it may have its consequence.
    func comesBack(_ put: Returns.Put) -> Int { state.withLock { $0.returns.add(put) } }

    /// What is not in the spool any more is recorded.
    func lookAtSpool() {
        let waiting: [(Int, String?)] = state.withLock { state in
            state.returns.waiting.sorted().map { ($0, state.returns.puts[$0].file) }
        }
        for case (let number, let file?) in waiting where access("\(spool)/new/\(file)", F_OK) != 0 {
            isRecorded(number)
        }
    }

    /// By its number.
    func isRecorded(_ number: Int) {
        let (elapsed, moment) = (now.elapsed, now.moment)
        state.withLock { state in
            guard let put = state.returns.isRecorded(number), !put.back.isForged, !state.isErasing.contains(put.person)
            else { return }
            if let no = put.back.kind.no {
                state.answered.append(.no(put.person, no))
                state.nos[put.person, default: []].append(no)
            }
            guard put.mail.isMarketing, state.wasSetAt.isEmpty, state.pauses[put.mail.campaign] == nil else { return }
            let sent = state.mails.count { $0.isMarketing && $0.campaign == put.mail.campaign }
            state.breakers.hear(put.back.kind, of: put.mail, sent: sent, now: elapsed, moment: moment)
        }
    }

    /// The letters that somebody got since nobody knew them last, each once.
    func letters(to person: Int) -> [Mail] {
        state.withLock { state in
            var letters: [Mail] = []
            for mail in state.mails[(state.known[person] ?? 0)...] where mail.person == person {
                if !letters.contains(where: { $0.letter.id == mail.letter.id }) { letters.append(mail) }
            }
            return letters
        }
    }

    /// Marketing letters of a campaign to as many different people: of the day with the most, or the last ones.
    func letters(of campaign: String, ofOneDay: Bool, most: Int) -> [Mail] {
        let mails = state.withLock { state in
            state.mails.enumerated().filter { index, mail in
                mail.isMarketing && mail.campaign == campaign && index >= state.known[mail.person] ?? 0
            }.map(\.element)
        }
        var people: Set<Int> = []
        guard ofOneDay else { return Array(mails.reversed().filter { people.insert($0.person).inserted }.prefix(most)) }
        let days = Dictionary(grouping: mails) { $0.at.floored(Story.day) }
        let day = days.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
        return Array((day?.value ?? []).filter { people.insert($0.person).inserted }.prefix(most))
    }
}

extension Return.Kind {
    /// What may not be sent to the person any more.
    fileprivate var no: Witness.No? {
        switch self {
        case .hard: Witness.No(campaign: nil, until: nil, by: "a hard bounce", isOfAll: true, isLasting: true)
        case .complaint: Witness.No(campaign: nil, until: nil, by: "a complaint", isLasting: true)
        case .optOut: Witness.No(campaign: nil, until: nil, by: "a provider's opt-out")
        case .leaves: Witness.No(campaign: nil, until: nil, by: "a mail")
        case .soft, .block, .delayed, .absence, .words: nil
        }
    }
}
