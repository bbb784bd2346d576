/// Which e-mail of a campaign is the weakest: a claim that the numbers have to carry.
///
/// Each is held against all the others of the campaign together, in the first measure of these in which one stands out:
///
/// | Measure | Weak is |
/// | --- | --- |
/// | complained | many |
/// | unsubscribed | many |
/// | reached the goal before the next e-mail | few |
/// | clicked | few |
///
/// One stands out when its interval for 99 % and that of the others leave room between them: so strictly, because each of the
/// e-mails is looked at in each of the measures, and one of five equal ones shall seldom be blamed by chance. Bounces are the
/// addresses' fault and blame no e-mail.
extension CampaignTable {
    /// So many messages of each, and none stands out: then none is weak. With fewer nobody can say.
    static let enough = 1000

    private struct Measure {
        let words: String
        let manyIsWeak: Bool
        let share: (StepLine) -> Share?
    }

    private var measures: [Measure] {
        [
            Measure(words: "complained", manyIsWeak: true) { $0.complained },
            Measure(words: "unsubscribed", manyIsWeak: true) { $0.unsubscribed },
            Measure(words: "reached the goal before the next e-mail", manyIsWeak: false) { $0.reachedBeforeNext },
            Measure(words: "clicked", manyIsWeak: false) { $0.clicked },
        ]
    }

    mutating func judge() {
        guard steps.count > 1 else { return }
        for measure in measures {
            guard let (index, others) = standsOut(measure), let own = measure.share(steps[index]) else { continue }
            steps[index].isWeakest = true
            verdict =
                "\(steps[index].name) is the weakest: \(own.count) of \(own.of) \(measure.words) "
                + "(\(own.rangeText ?? "")), after the others \(others.count) of \(others.of) (\(others.rangeText ?? ""))"
            return
        }
        verdict =
            steps.allSatisfy { $0.sent >= Self.enough }
            ? "no e-mail is clearly weaker than the others" : "too few people to say which e-mail is the weakest"
    }

    /// The step that stands out the most, and what it is held against.
    private func standsOut(_ measure: Measure) -> (Int, Share)? {
        let shares = steps.map(measure.share)
        var found: (index: Int, others: Share, own: Share)?
        for (index, own) in shares.enumerated() {
            guard let own else { continue }
            let rest = shares.enumerated().compactMap { $0.offset == index ? nil : $0.element }
            let others = Share(rest.reduce(0) { $0 + $1.count }, of: rest.reduce(0) { $0 + $1.of })
            guard measure.manyIsWeak ? others.isClearlyBelow(own) : own.isClearlyBelow(others) else { continue }
            let isMore = found.map {
                measure.manyIsWeak
                    ? (own.low ?? 0) > ($0.own.low ?? 0) : (own.high ?? 1) < ($0.own.high ?? 1)
            }
            if isMore ?? true { found = (index, others, own) }
        }
        return found.map { ($0.index, $0.others) }
    }
}
