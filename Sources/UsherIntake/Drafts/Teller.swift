import UsherCore

/// Who tells events: how much their word counts.
package enum Teller: Hashable, Sendable {
    /// At the command line, or in a file given to it.
    case operatorHere
    /// With a token, over HTTP.
    case program(Set<TokenScope>)
    /// One of Usher's own pages.
    case page

    /// Why this one may not tell what `draft` says; nil when it may. `saysConsent`: it is taken as a yes to
    /// marketing.
    func refusal(of draft: Draft, saysConsent: Bool) -> String? {
        guard case .program(let scopes) = self else { return nil }
        if draft.says(.because) {
            return
                "\(draft.place(.because)) is the operator's word, on Usher's own machine: usher event ... --because TEXT"
        }
        guard !scopes.contains(.consent), saysConsent else { return nil }
        let wider = TokenScope.allCases.filter { scopes.contains($0) || $0 == .consent }.map(\.rawValue)
        return "the token may not tell what people agreed to; one with the scope consent may: "
            + "usher token add NAME --scope \(wider.joined(separator: ","))"
    }
}
