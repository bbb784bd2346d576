/// Whether one refusal, in the same words, meets so many that it is about the sender and not about them.
///
/// | The same 5xx refusal, other than plain evidence about an address | It is about |
/// | --- | --- |
/// | at least 3 people in 3 domains, and half of the last 20 attempts | the sender: the relay pauses |
/// | the same, all of one step, while other steps' messages go out | that message: its campaign pauses |
/// | the same, counted in the last 20 attempts of one step alone | that message: its campaign pauses |
/// | one found to be about the sender within two days, and nothing has gone out since | the sender, again |
/// | any other | nobody knows |
///
/// What was counted for one finding does not count for the next. While there are fewer than 20 attempts, half of
/// those there are and are under way, as long as nothing has gone out since the first of these refusals: then ten.
///
/// Plain evidence counts apart: the last ten in the same words, ten people in 3 domains, with nothing accepted
/// between, are about the sender as well. A list may be bad; ten servers that say the same and one who takes nothing
/// are not a list.
package enum Sameness {
    package static let people = 3
    package static let domains = 3
    package static let attempts = 20

    /// The latest refusals in the same words, newest last; those since the last finding about them, within the last
    /// 20 attempts of all or of their step.
    package struct Facts: Hashable, Sendable {
        package var refused: [Refused]
        /// How many attempts there have been since that finding, with those under way, at most 20.
        package var attempts: Int
        /// The number of the last attempt that is no longer among them.
        package var before: Int
        /// The counts of attempts of each step.
        package var steps: [StepID: Window]
        /// Steps beside which others' messages have gone out since the first of these.
        package var othersPass: Set<StepID>
        /// Whether something has gone out since the first of these within the last attempts.
        package var isPassing: Bool
        /// The last finding about these words was about the relay, is less than two days old, and nothing has gone
        /// out since.
        package var isKnown: Bool

        package init(
            refused: [Refused], attempts: Int, before: Int, steps: [StepID: Window] = [:], othersPass: Set<StepID> = [],
            isPassing: Bool = false, isKnown: Bool = false
        ) {
            self.refused = refused
            self.attempts = attempts
            self.before = before
            self.steps = steps
            self.othersPass = othersPass
            self.isPassing = isPassing
            self.isKnown = isKnown
        }
    }

    package struct Window: Hashable, Sendable {
        package var attempts: Int
        package var before: Int
        package var isPassing: Bool

        package init(attempts: Int, before: Int, isPassing: Bool = false) {
            self.attempts = attempts
            self.before = before
            self.isPassing = isPassing
        }
    }

    /// A refusal that was recorded.
    package struct Refused: Hashable, Sendable {
        package var contact: ContactID
        package var domain: String
        package var step: StepID?
        /// The number of the attempt among all, and among its step's.
        package var number: Int
        package var numberOfStep: Int

        package init(contact: ContactID, domain: String, step: StepID?, number: Int, numberOfStep: Int) {
            self.contact = contact
            self.domain = domain
            self.step = step
            self.number = number
            self.numberOfStep = numberOfStep
        }
    }

    package enum Finding: Hashable, Sendable {
        case sender
        case step(StepID)
    }

    package static func finding(_ facts: Facts) -> Finding? {
        let recent = facts.refused.filter { $0.number > facts.before }
        if areMany(recent, of: facts.attempts, facts.isPassing) || (facts.isKnown && !recent.isEmpty) {
            let steps = Set(recent.map(\.step))
            if steps.count == 1, case .some(.some(let step)) = steps.first, facts.othersPass.contains(step) {
                return .step(step)
            }
            return .sender
        }
        for (step, window) in facts.steps.sorted(by: { $0.key < $1.key }) where facts.othersPass.contains(step) {
            let ofStep = facts.refused.filter { $0.step == step && $0.numberOfStep > window.before }
            if areMany(ofStep, of: window.attempts, window.isPassing) { return .step(step) }
        }
        return nil
    }

    private static func areMany(_ refused: [Refused], of attempts: Int, _ isPassing: Bool) -> Bool {
        Set(refused.map(\.contact)).count >= people && Set(refused.map(\.domain)).count >= domains
            && refused.count * 2 >= (isPassing ? Self.attempts : attempts)
    }

    /// Whether plain evidence in the same words is about the sender after all.
    ///
    /// - Parameters:
    ///   - plain: the latest in these words, newest last.
    ///   - isPassing: something was accepted since the first of the last ten.
    package static func contradicts(_ plain: [Refused], isPassing: Bool) -> Bool {
        let last = plain.suffix(BounceBreaker.fewest)
        return !isPassing && Set(last.map(\.contact)).count >= BounceBreaker.fewest
            && Set(last.map(\.domain)).count >= domains
    }
}

/// Whether the relay refuses everybody, in whatever words: with an identifier of letters, the recipient's name, or
/// three texts in turn.
///
/// | Of the last 20 attempts, without plain evidence | |
/// | --- | --- |
/// | at least ten refused, and nothing accepted between | the relay pauses |
/// | blocks by at least 3 domains, half of the attempts there are and are under way; ten where something went out since | the relay pauses |
/// | one refused, less than two days after the above, and nothing has gone out since | the relay pauses again |
/// | fewer | nothing: a few odd recipients are theirs alone |
package enum Refusing {
    package struct Facts: Hashable, Sendable {
        /// Refusals without plain evidence since anything was accepted.
        package var inARow: Int
        /// Refusals that block us, and in how many domains.
        package var blocks: Int
        package var domains: Int
        /// How many attempts there have been, with those under way, at most 20.
        package var attempts: Int
        /// Whether something was accepted since the first of the refusals.
        package var isPassing: Bool
        package var isKnown: Bool

        package init(
            inARow: Int, blocks: Int = 0, domains: Int = 0, attempts: Int, isPassing: Bool = false,
            isKnown: Bool = false
        ) {
            self.inARow = inARow
            self.blocks = blocks
            self.domains = domains
            self.attempts = attempts
            self.isPassing = isPassing
            self.isKnown = isKnown
        }
    }

    package static func everybody(_ facts: Facts) -> Bool {
        if facts.isKnown || facts.inARow * 2 >= Sameness.attempts { return true }
        return facts.domains >= Sameness.domains
            && facts.blocks * 2 >= (facts.isPassing ? Sameness.attempts : facts.attempts)
    }
}

/// Whether a campaign's list is bad: more than one in twenty of its last 500 attempts bounced hard, and at least ten.
package enum BounceBreaker {
    package static let attempts = 500
    package static let fewest = 10

    /// Whether the campaign has to pause.
    ///
    /// - Parameters:
    ///   - bounced: how many of `attempts` were plainly refused because the address does not work.
    ///   - attempts: of the campaign, since it last tripped; at most the last 500.
    package static func trips(bounced: Int, attempts: Int) -> Bool { bounced >= fewest && bounced * 20 > attempts }
}
