import UsherCore

extension Plan {
    /// Why a delivery that waits would be withheld at `moment`, as far as is known now; nil when nothing forbids it.
    package func no(to row: DeliveryRow, standing: Standing, at moment: Timestamp) -> DeliveryReason? {
        let step = row.attempts == 0 ? row.step.flatMap(place)?.step : nil
        return ClearancePolicy.no(
            to: step?.kind ?? row.kind, campaign: row.campaign, notice: row.notice, standing: standing,
            settings: settings.consent, now: moment
        )?.reason
    }

    /// The same for a step that nobody has a delivery of yet.
    package func no(to step: Step, of campaign: CampaignID?, standing: Standing, at moment: Timestamp)
        -> DeliveryReason?
    {
        ClearancePolicy.no(
            to: step.kind, campaign: campaign, standing: standing, settings: settings.consent, now: moment)?.reason
    }
}
