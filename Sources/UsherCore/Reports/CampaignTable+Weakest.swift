/// Finds which e-mail of a campaign is the weakest: a claim that the numbers have to carry.
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
/// One stands out when its interval for 99 % and that of the others leave room between them: so strictly, because each
/// of the e-mails is looked at in each of the measures, and one of five equal ones shall seldom be blamed by chance.
/// Bounces are the addresses' fault and blame no e-mail.
extension CampaignTable {
    /// How many messages each e-mail must have so that, where none stands out, none is weak. With fewer nobody can say.
    static let enough = 1000

    /// The measures in which an e-mail can stand out, in the order in which they are looked at.
    package enum Measure: String, CaseIterable, Sendable {
        case complained, unsubscribed, reachedBeforeNext, clicked

        fileprivate var words: String {
            self == .reachedBeforeNext ? "reached the goal before the next e-mail" : rawValue
        }

        fileprivate var manyIsWeak: Bool { self == .complained || self == .unsubscribed }

        fileprivate func share(of step: StepLine) -> Share? {
            switch self {
            case .complained: step.complained
            case .unsubscribed: step.unsubscribed
            case .reachedBeforeNext: step.reachedBeforeNext
            case .clicked: step.clicked
            }
        }
    }

    package enum Judgement: Hashable, Sendable {
        /// The step at that index, in that measure, and all the others together in it.
        case weakest(Int, Measure, own: Share, others: Share)
        /// There are enough of each, and none stands out.
        case equal
        case tooFew
    }

    /// The judgement; nil where there is nothing to compare.
    package var judgement: Judgement? {
        guard steps.count > 1 else { return nil }
        for measure in Measure.allCases {
            guard let (index, others) = standsOut(measure), let own = measure.share(of: steps[index]) else { continue }
            return .weakest(index, measure, own: own, others: others)
        }
        return steps.allSatisfy { $0.sent >= Self.enough } ? .equal : .tooFew
    }

    mutating func judge() {
        switch judgement {
        case nil: break
        case .equal: verdict = "no e-mail is clearly weaker than the others"
        case .tooFew: verdict = "too few people to say which e-mail is the weakest"
        case .weakest(let index, let measure, let own, let others):
            steps[index].isWeakest = true
            verdict =
                "\(steps[index].name) is the weakest: \(own.count) of \(own.of) \(measure.words) "
                + "(\(own.rangeText ?? "")), after the others \(others.count) of \(others.of) (\(others.rangeText ?? ""))"
        }
    }

    /// The step that stands out the most, and what it is held against.
    private func standsOut(_ measure: Measure) -> (Int, Share)? {
        let shares = steps.map(measure.share(of:))
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
