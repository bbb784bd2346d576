import UsherCore

/// A shop in Berlin with the campaign `welcome` (download at once, folds after 3 days, last after a week), and Ada in
/// Auckland.
struct ReportScene {
    static let welcome = CampaignID(1)
    static let download = StepID(1)
    static let folds = StepID(2)
    static let last = StepID(3)
    /// Monday 2026-11-23, 12:00 in Berlin.
    static let noon = Timestamp(seconds: 1_795_431_600)
    static let hour: Int64 = 3_600_000

    let plan: Plan
    let ada: Contact

    init() throws {
        let settings = Settings(
            sender: Mailbox(name: "Shop", address: "shop@shop.example"),
            shop: ShopSettings(name: "Shop", zone: "Europe/Berlin"),
            window: try SendWindow(parsing: "weekdays 09:00-18:00"))
        let campaign = Campaign(
            name: "welcome", title: "Welcome", moves: Move(from: .subscribe, to: .convert),
            callToAction: CallToAction(text: "Start", url: "https://shop.example/start"),
            steps: [
                Step(name: "download", wait: .none), Step(name: "folds", wait: Wait(days: 3)),
                Step(name: "last", wait: Wait(days: 7)),
            ])
        plan = Plan(
            settings: settings, campaigns: [campaign],
            catalog: Catalog(
                campaigns: ["welcome": Self.welcome],
                steps: [Self.welcome: ["download": Self.download, "folds": Self.folds, "last": Self.last]]))
        ada = Contact(
            id: ContactID(7), address: try EmailAddress("ada@example.org"), name: "Ada", zone: "Pacific/Auckland")
    }

    func enrollment(
        _ state: Enrollment.State = .active, _ reason: Enrollment.EndReason? = nil, key: String = ""
    ) -> Enrollment {
        Enrollment(
            id: EnrollmentID(5), contact: ada.id, campaign: Self.welcome, key: key, state: state, endReason: reason,
            enteredAt: Self.noon.adding(seconds: -3600), endedAt: state == .ended ? Self.noon : nil,
            anchorAt: Self.noon)
    }

    func delivery(_ state: DeliveryState, _ step: StepID = download, due: Timestamp? = nil) -> DeliveryRow {
        DeliveryRow(
            id: DeliveryID(42), address: ada.address, contact: ada.id, campaign: Self.welcome, step: step,
            enrollment: EnrollmentID(5), kind: .marketing, state: state, due: state.isSettled ? nil : due ?? Self.noon,
            anchor: Self.noon.adding(seconds: -3600), createdAt: Self.noon.adding(seconds: -3600),
            settledAt: state.isSettled ? Self.noon : nil)
    }

    func suppression(_ scope: Suppression.Scope, until: Timestamp? = nil, note: SuppressionNote? = nil) -> Suppression {
        Suppression(
            id: SuppressionID(1), scope: scope, reason: .unsubscribed, until: until, at: Self.noon, by: "operator",
            note: note)
    }
}
