import UsherCore

extension ComplaintWarning {
    /// The campaign's name, or what commands call transactional mail's own relay; nil for a campaign that is gone.
    func name(in catalog: Catalog) -> String? {
        switch subject {
        case .campaign(let campaign): catalog.campaignName(campaign)
        case .transactional: PauseScope.transactionalRelayName
        }
    }

    /// The words for the warning, to follow the name.
    package var words: String {
        "complaints: \(complained) of \(accepted) sent on \(day), \(Wording.share(complained, of: accepted)); above 0.10 % "
            + "warns, above 0.30 % pauses it"
    }
}
