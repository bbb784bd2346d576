extension Standing {
    /// How somebody stands after a request, as far as it speaks of marketing: what the store does, for whoever only
    /// looks.
    package func after(_ request: EntryRequest, now: Timestamp) -> Standing {
        var standing = self
        if let consent = request.person.consent, ConsentPolicy.takes(consent, self) { standing.count(consent) }
        for no in request.noes.map(\.no) where no.answer(standing) == .added {
            let at = no.moment(now: now, firstSignUp: nil)
            standing.suppressions.append(
                Suppression(
                    id: SuppressionID(0), scope: no.scope, reason: no.reason, at: at, by: Suppression.operatorsWord))
            if let said = no.said {
                standing.count(
                    Consent(kind: .marketing, said: said, basis: Consent.toldByList, source: "", at: at))
            }
        }
        return standing
    }

    private mutating func count(_ consent: Consent) {
        marketing = consent.said
        basis = consent.basis
        saidAt = consent.at
    }
}
