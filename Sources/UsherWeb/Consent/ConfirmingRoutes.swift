import UsherCore
import UsherMail
import UsherSupport
import UsherTemplates

/// `/confirm/TOKEN`, the link of a sign-up's e-mail. A fetch shows a page with one button and changes nothing, however
/// often and by whomever; only the button's POST confirms. A second POST changes nothing and is answered alike. Where
/// the button would be refused, the fetch says so already.
///
/// | The button | The answer |
/// | --- | --- |
/// | of a sign-up that holds | the page `confirmed`, with the promised thing where there is an address for it |
/// | of somebody who said no after that sign-up; only a new one counts | 410 |
/// | of an address that the shop itself took off its list after that sign-up; only a new one counts | 410, and it says so |
/// | of an address that gets nothing all the same: it bounced or complained | 409 |
/// | of a link that is not one of ours, or of somebody who was erased | 404 |
///
/// A confirmation is an event of `config/journey.yaml`, and goes through the one door of events.
package actor ConfirmingRoutes: WebRoutes {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let house: WebHouse
    private let store: any Store
    private let keyring: Keyring
    private let record: SignUpRoutes.Record

    package init(
        _ house: WebHouse, store: any Store, keyring: Keyring, record: @escaping SignUpRoutes.Record
    ) {
        lane = house.lanes.lane("usher.confirming")
        self.house = house
        self.store = store
        self.keyring = keyring
        self.record = record
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/confirm/{token}") { try await self.show($0) })
        table.add(.post("/confirm/{token}") { try await self.confirm($0) })
    }

    private func show(_ request: WebRequest) throws -> Answer {
        guard case .confirm(let id, let signedUpAt) = house.seal.token(url: request.variable),
            let contact = try store.contact(id)
        else { throw WebRefusal.unknownLink }
        let standing = try store.standing(contact.address.key, now: house.now())
        if standing.saidNo(after: signedUpAt) { return Self.isOver(contact, standing, signedUpAt) }
        return Self.page(.confirm, contact)
    }

    private func confirm(_ request: WebRequest) throws -> Answer {
        guard try request.form()["choice"] == "confirm" else {
            throw WebRefusal.malformed("The form is not the one of this page. Please press the button again.")
        }
        let plan = house.plan()
        let settings = plan.settings.consent
        let now = house.now()
        guard case .confirm(let id, let signedUpAt) = house.seal.token(url: request.variable),
            let (confirmation, contact) = try store.confirmation(
                of: id, signedUpAt: signedUpAt, source: "link",
                networkHash: keyring.hash(network: request.network.text), plan: plan, now: now)
        else { throw WebRefusal.unknownLink }
        // Read before it is recorded, so that what is recorded is answered.
        let before = try store.standing(contact.address.key, now: house.now())
        var suppressions = before.suppressions
        switch try record(confirmation, nil) {
        case .refused?: return Self.isOver(contact, before, signedUpAt)
        case .recorded(let following, _)?:
            let lifted = Set(following.compactMap { if case .lift(let id, _) = $0 { id } else { nil } })
            suppressions.removeAll { lifted.contains($0.id) }
        case .already?, nil:
            guard ConsentPolicy.answer(before, settings: settings) == .yes else {
                return Self.isOver(contact, before, signedUpAt)
            }
        }
        // The address must not be mailed whatever was confirmed: a bounce, a complaint, the operator's word.
        let shut = suppressions.filter { $0.scope == .everything || $0.scope == .marketing }
        if shut.contains(where: \.reason.isLiftedBySignUp) { return Self.isOver(contact, before, signedUpAt) }
        guard shut.isEmpty else {
            let byShop = shut.allSatisfy { $0.reason == .manual }
            return Self.problem("is_suppressed", contact, status: 409, byShop: byShop)
        }
        return Self.page(.confirmed, contact, promise: settings.promise)
    }

    /// A later no holds: the person's own, or else the shop's.
    private static func isOver(_ contact: Contact, _ standing: Standing, _ signedUpAt: Timestamp) -> Answer {
        let byShop = !standing.saidNoThemselves(after: signedUpAt)
        return problem("said_no_since", contact, status: 410, byShop: byShop)
    }

    /// Why nothing is mailed, on the page of problems.
    private static func problem(_ flag: String, _ contact: Contact, status: Int, byShop: Bool) -> Answer {
        var values: [String: TemplateValue] = ["status": .text("\(status)"), flag: .flag(true)]
        if byShop { values["by_shop"] = .flag(true) }
        return .page(Page(.problem, language: contact.language, values: .object(values)), status: status)
    }

    private static func page(_ name: PageName, _ contact: Contact, promise: CallToAction? = nil) -> Answer {
        var values: [String: TemplateValue] = ["hint": .text(AddressHint.text(contact.address.wire))]
        values["promise"] = promise.map { .object(["text": .text($0.text), "url": .text($0.url)]) }
        return .page(Page(name, language: contact.language, values: .object(values)))
    }
}
