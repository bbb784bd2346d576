import UsherCore

/// Makes of what somebody said a request that can be carried out: the same texts are taken and refused at every door,
/// and in the same words but for the place that they name. Everything that is wrong is said at once.
///
/// Remembers zones, languages and amounts that it has checked, because thousands of lines say the same few.
package struct DraftReader {
    let plan: Plan
    /// The command or the token, for the ledger of consents.
    let source: String
    let teller: Teller
    let makeKey: () -> String
    var amounts: [String: Money] = [:]
    let shopClock: ZoneClock
    private var common = Terms()
    var faults: [Misreading] = []
    var zones = AnsweredTexts()
    var languages = AnsweredTexts()
    var hints = Suggestion.Allowance()

    /// What an entry is beside the person.
    private struct Terms {
        var campaign: CampaignID?
        var key = ""
        var notBefore: Timestamp?
        var wording: String?
    }

    /// `makeKey` makes up the key of an event that was told without one; never the same twice.
    package init(
        plan: Plan, source: String, teller: Teller = .operatorHere, makeKey: @escaping () -> String = EventKey.make
    ) {
        self.plan = plan
        self.source = source
        self.teller = teller
        self.makeKey = makeKey
        shopClock = plan.settings.clock
    }

    /// Before when nobody enters, where `share` was told.
    package var notBefore: Timestamp? { common.notBefore }

    /// What all who enter from now on have in common, where their own drafts do not say it: campaign, key, moment and
    /// consent. Throws one clause for what says nothing usable.
    package mutating func share(_ draft: Draft) throws(Misreading) {
        faults = []
        common = terms(draft)
        guard faults.isEmpty else { throw fault }
    }

    /// Somebody who enters, or is only made known where no campaign is named. `ConsentPolicy.noted` says what is noted
    /// of marketing. Throws one clause for a draft that says nothing usable, or that its teller may not tell.
    package mutating func entry(_ draft: Draft, now: Timestamp) throws(Misreading) -> EntryRequest {
        if let no = refusal(of: draft) { throw Misreading(no, hasRightForm: true) }
        faults = []
        let address = address(.address, draft)
        let terms = terms(draft)
        let person = person(draft, address)
        guard faults.isEmpty, let person else { throw fault }
        var request = EntryRequest(
            told: person, campaign: terms.campaign, key: terms.key, notBefore: terms.notBefore,
            wording: Self.wording(terms, draft.listed), source: source, now: now)
        request.noes = noes(of: person.address, draft)
        request.wasNeverAsked = draft.listed == .never
        return request
    }

    /// What a draft says no to, whatever else is wrong with it; nothing where it does not say whose no it is.
    package func noes(of draft: Draft) -> [NoRequest] {
        do throws(EmailAddress.Fault) {
            return noes(of: try EmailAddress(draft[.address] ?? ""), draft)
        } catch {
            return []
        }
    }

    private func noes(of address: EmailAddress, _ draft: Draft) -> [NoRequest] {
        guard case .refused(let noes) = draft.listed else { return [] }
        return noes.map { NoRequest(address.key, $0, by: source) }
    }

    /// In which words somebody agreed: what the operator says of all of them, and where a list says it of each, what
    /// that says. A row that says no, or that nobody was asked, is never a yes.
    private static func wording(_ terms: Terms, _ listed: ListedConsent) -> String? {
        switch listed {
        case .silent: return terms.wording
        case .agreed(let evidence):
            guard let wording = terms.wording else { return evidence }
            let both = "\(wording) (\(evidence))"
            return both.unicodeScalars.count > PlainText.longestWording ? wording : both
        case .never, .refused: return nil
        }
    }

    /// What is said of somebody, and no consent. Throws one clause for a draft that says nothing usable.
    package mutating func person(_ draft: Draft) throws(Misreading) -> ContactDraft {
        faults = []
        let person = person(draft, address(.address, draft))
        guard faults.isEmpty, let person else { throw fault }
        return person
    }

    private mutating func terms(_ draft: Draft) -> Terms {
        var terms = common
        terms.notBefore = moment(draft) ?? terms.notBefore
        terms.key = line(.key, draft) ?? terms.key
        terms.wording = line(.consent, draft) ?? terms.wording
        guard let name = line(.campaign, draft) else { return terms }
        terms.campaign = plan.campaignID(named: name)
        if terms.campaign == nil {
            let unknown = UnknownName.noCampaign(name, known: plan.campaigns.values.map(\.name).sorted())
            note("\(unknown)", hasRightForm: true)
        }
        return terms
    }
}
