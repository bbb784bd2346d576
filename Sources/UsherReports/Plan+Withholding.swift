import UsherCore
import UsherIntake

extension Plan {
    /// Why a delivery that waits would be withheld at `moment`, as far as is known now; nil when nothing forbids it.
    package func no(to row: DeliveryRow, standing: Standing, at moment: Timestamp) -> DeliveryReason? {
        let step = row.attempts == 0 ? row.step.flatMap(place)?.step : nil
        return ClearancePolicy.no(
            to: step?.kind ?? row.kind, campaign: row.campaign, notice: row.notice, standing: standing,
            settings: settings.consent, now: moment
        )?.reason
    }

    /// `; it will be withheld: no consent yet; ...`, where that is known of the first message of an enrollment that
    /// begins now; `; marketing will be withheld: no consent yet; ...` where that goes and later ones do not; else
    /// nothing.
    func withholding(
        of first: PlannedStep, of campaign: CampaignID?, standing: Standing?, lack: ConsentLack
    ) -> String {
        guard let standing, let place = place(first.step) else { return "" }
        if let no = no(to: place.step, of: campaign, standing: standing, at: first.due) {
            return "; it will be withheld: \(no == .noConsent ? lack.words : no.words)"
        }
        guard campaign.flatMap({ campaigns[$0] })?.hasMarketing == true else { return "" }
        return lack.note(standing, settings: settings.consent).map { "; \($0)" } ?? ""
    }

    /// Why a step that nobody has a delivery of yet would be withheld, as far as is known now; nil when nothing forbids
    /// it.
    package func no(to step: Step, of campaign: CampaignID?, standing: Standing, at moment: Timestamp)
        -> DeliveryReason?
    {
        ClearancePolicy.no(
            to: step.kind, campaign: campaign, standing: standing, settings: settings.consent, now: moment)?.reason
    }
}
