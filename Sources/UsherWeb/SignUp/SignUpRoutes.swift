import HTTPTypes
import UsherCore
import UsherMail
import UsherSupport
import UsherTemplates

/// `POST /subscribe`: a form of the shop's own pages, with or without script.
///
/// | The request | The answer |
/// | --- | --- |
/// | a form | 303 to `consent.thanks_url`, or the page `almost` |
/// | with `Accept: application/json` | `{"status":"almost"}` |
/// | an address that is none | 422 |
/// | to a home that has no sign-ups | 404 |
/// | a flood from one network, 1200 at once and more than two a second then | 429 |
///
/// The same answer comes for an address that is known, one that said no, one that was mailed a minute ago, a machine,
/// and a sign-up whose confirmation waits for its turn. It comes once the sign-up is on disk.
///
/// A sign-up is an event of `config/journey.yaml` and goes through the one door of events, so what follows from it is
/// the same as from the command line.
package actor SignUpRoutes: WebRoutes {
    /// The one door of events: durable when it returns; the moment is when the event was read, nil for now.
    package typealias Record = @Sendable (EventRequest, Timestamp?) throws(StoreError) -> EventResult?

    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let house: WebHouse
    private let store: any Store
    private let keyring: Keyring
    private let record: Record

    /// Two posts of one address within so many milliseconds are one sign-up.
    static let together: Int64 = 600_000

    package init(_ house: WebHouse, store: any Store, keyring: Keyring, record: @escaping Record) {
        lane = house.lanes.lane("usher.sign-up")
        self.house = house
        self.store = store
        self.keyring = keyring
        self.record = record
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.post("/subscribe", rate: .signUps) { try await self.answer($0) })
    }

    private func answer(_ request: WebRequest) throws -> Answer {
        let plan = house.plan()
        var answer: Answer
        do {
            answer = try taken(request, plan)
        } catch let refusal as WebRefusal where wantsJSON(request) {
            answer = json(["error": refusal.sentence], status: refusal.status)
        }
        if let origin = request.headers[.origin], plan.settings.consent.origins.contains(origin.lowercased()) {
            answer.headers[.accessControlAllowOrigin] = origin
            answer.headers[.vary] = "Origin"
        }
        return answer
    }

    private func taken(_ request: WebRequest, _ plan: Plan) throws -> Answer {
        let form = SignUpForm(try request.form(), network: request.network)
        let settings = plan.settings.consent
        guard plan.journey.events[settings.signUpEvent] != nil, plan.journey.addsUnknownContacts else {
            throw WebRefusal.notFound
        }
        let now = house.now()
        guard let address = try? EmailAddress(utf8: Array(form.address.utf8)[...]) else { throw WebRefusal.badAddress }
        if !form.looksAutomatic(now: now) { _ = try record(signUp(form, address, plan, now: now), now) }
        if wantsJSON(request) { return json(["status": "almost"]) }
        if let url = settings.thanksURL { return .redirect(to: url, status: 303) }
        let hint = TemplateValue.text(AddressHint.text(address.wire))
        return .page(Page(.almost, language: form.language, values: .object(["hint": hint])))
    }

    /// A form that anybody can fill in changes nothing about somebody who is known.
    private func signUp(
        _ form: SignUpForm, _ address: EmailAddress, _ plan: Plan, now: Timestamp
    ) throws(StoreError) -> EventRequest {
        let settings = plan.settings.consent
        let campaign = plan.known(form.campaign)
        var data = form.traffic
        data["campaign"] = campaign
        let hash = String(decoding: Hexadecimal.lower(keyring.hash(address.key).octets.prefix(12)), as: UTF8.self)
        let event = Event(
            name: settings.signUpEvent, key: "form-\(hash)-\(now.milliseconds / Self.together)", at: now, data: data)
        var person = ContactDraft(address: address)
        if try store.contact(address.key) == nil {
            person.name = form.name.flatMap { SignUpForm.isName($0) ? $0 : nil }
            person.zone = form.zone.flatMap { ZoneClock.named($0) != nil ? $0 : nil }
            person.language = form.language.flatMap { Language.isOne($0) ? $0 : nil }
        }
        var request = EventRequest(event: event, person: person, campaign: campaign)
        request.consent = ConsentTold(
            wording: settings.wording, source: "form\(campaign.map { " \($0)" } ?? "")",
            networkHash: keyring.hash(network: form.network.text), block: form.network.block)
        return request
    }

    private func wantsJSON(_ request: WebRequest) -> Bool {
        (request.headers[.accept] ?? "").lowercased().contains("application/json")
    }

    private func json(_ texts: [String: String], status: Int = 200) -> Answer {
        .json(Array(TemplateValue.object(texts.mapValues(TemplateValue.text)).json().utf8), status: status)
    }
}
