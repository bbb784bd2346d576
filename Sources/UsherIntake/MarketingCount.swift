import UsherCore

/// What the rows of a list came to for marketing: each row by how its person stands afterwards.
package struct MarketingCount: Hashable, Sendable, Encodable {
    /// Marketing goes to them.
    package var agreed = 0
    /// They said no, or their address does not work.
    package var saidNo = 0
    /// Without consent, and the list says that nobody ever asked them: no words of the operator's are for them.
    package var neverAsked = 0
    /// Without consent otherwise.
    package var withoutConsent = 0
    /// Of these, where nobody said anything.
    package var unsaid = 0
    /// The list says no, and they confirmed here: after that no, or nobody knows when it was said.
    package var confirmedSince = Names()
    package var confirmedHere = Names()

    /// How many, and the first of them.
    package struct Names: Hashable, Sendable {
        package private(set) var count = 0
        package private(set) var first: [String] = []

        package init() {}

        package mutating func add(_ address: EmailAddress) {
            count += 1
            if first.count < 20 { first.append(address.wire) }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case agreed, saidNo, neverAsked, withoutConsent
    }

    package init() {}

    /// `standing` is the person's after the row.
    package mutating func add(_ request: EntryRequest, _ standing: Standing, settings: ConsentSettings, now: Timestamp)
    {
        let isShut = standing.suppressions.contains { $0.forbids(.marketing, campaign: nil, now: now) }
        switch ConsentPolicy.answer(standing, settings: settings) {
        case _ where isShut, .no: saidNo += 1
        case .yes:
            agreed += 1
            guard !request.noes.isEmpty, standing.marketing == .confirmed else { return }
            if request.noes.allSatisfy(\.no.mayBeSilence) {
                confirmedHere.add(request.person.address)
            } else {
                confirmedSince.add(request.person.address)
            }
        case .nothing where request.wasNeverAsked: neverAsked += 1
        case .nothing, .unconfirmed, .softOptInIsOff:
            withoutConsent += 1
            if request.person.consent == nil, request.noes.isEmpty, standing.marketing == nil { unsaid += 1 }
        }
    }

    /// `3 agreed, 1 said no or bounced, 2 without consent`. What there is none of is not said.
    package var summary: String {
        Wording.counts([
            (agreed, "agreed"), (saidNo, "said no or bounced"), (neverAsked, "never asked"),
            (withoutConsent, "without consent"),
        ])
    }
}
