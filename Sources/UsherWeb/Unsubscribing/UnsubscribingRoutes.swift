import UsherCore
import UsherTemplates

/// `/u/TOKEN`: no more mail, or less.
///
/// | Request | |
/// | --- | --- |
/// | GET, HEAD | a page with a button; changes nothing, whoever fetches it how often |
/// | POST `List-Unsubscribe=One-Click` (RFC 8058 3.1), in any letter case, with or without line ends | all marketing |
/// | POST `choice=all`, `campaign`, `pause`: the page's buttons | that |
/// | any other POST | 400, and nothing |
///
/// A POST is answered with 200 once it is on disk: no cookie, no login, no redirect, no second question. A token is
/// good for ever: one of somebody who was erased is about who has the address now, or has a page that says nothing; 410
/// where it is not known whose it is. A probe (`Token.probe`) gets the same pages, and is nobody's: nothing is
/// recorded.
package struct UnsubscribingRoutes: WebRoutes {
    private let house: WebHouse
    private let counter: UnsubscribeCounter

    /// How long a pause is.
    static let pauseMilliseconds: Int64 = 30 * 86_400_000

    package init(_ house: WebHouse, store: any UnsubscribingStore) {
        self.house = house
        counter = UnsubscribeCounter(store: store, now: house.now, lanes: house.lanes)
    }

    package func add(to table: inout RouteTable) {
        table.add(.get("/u/{token}") { try await page($0) })
        table.add(.post("/u/{token}") { try await carryOut($0) })
    }

    private func page(_ request: WebRequest) async throws -> Answer {
        if isProbe(request) {
            return .page(Page(.unsubscribe, language: nil, values: .object(["is_off": .flag(false)])))
        }
        let (contact, delivery) = try link(request)
        let facts = try await counter.facts(contact, delivery)
        var values: [String: TemplateValue] = ["is_off": .flag(facts.isOff)]
        values["hint"] = facts.hint
        values["campaign"] = facts.campaign.flatMap { house.plan().campaigns[$0]?.title }.map(TemplateValue.text)
        return .page(Page(.unsubscribe, language: facts.language, values: .object(values)))
    }

    private func carryOut(_ request: WebRequest) async throws -> Answer {
        let until = house.now().adding(milliseconds: Self.pauseMilliseconds)
        guard let (choice, basis) = Self.choice(in: try request.form(), pauseUntil: until) else {
            throw WebRefusal.malformed(
                "The form does not say what was chosen. Please go back and press one of its buttons.")
        }
        if isProbe(request) {
            return .page(Page(.unsubscribed, language: nil, values: .object(["all": .flag(true)])))
        }
        let (contact, delivery) = try link(request)
        let answer = try await counter.carryOut(
            UnsubscribeRequest(contact: contact, delivery: delivery, choice: choice, basis: basis))
        var values: [String: TemplateValue] = [:]
        values["hint"] = answer.facts.hint
        switch answer.holds {
        case .nothing: throw WebRefusal.nobodys
        case .all: values["all"] = .flag(true)
        case .campaign(let id): values["campaign"] = .text(house.plan().campaigns[id]?.title ?? "")
        case .pause(let until): values["until_on"] = .text(lastDay(before: until))
        }
        return .page(Page(.unsubscribed, language: answer.facts.language, values: .object(values)))
    }

    private func isProbe(_ request: WebRequest) -> Bool {
        if case .probe = house.seal.token(url: request.variable) { true } else { false }
    }

    private func link(_ request: WebRequest) throws(WebRefusal) -> (ContactID, DeliveryID) {
        guard case .unsubscribe(let contact, let delivery) = house.seal.token(url: request.variable) else {
            throw .unknownLink
        }
        return (contact, delivery)
    }

    /// On the shop's calendar: `2026-12-22`.
    private func lastDay(before end: Timestamp) -> String {
        let clock = house.plan().settings.clock
        return "\(clock.wall(at: end.adding(milliseconds: -1)).day.date)"
    }

    /// What a mailbox provider posts, or one of the page's buttons, and what the ledger calls it. The provider's words
    /// win.
    static func choice(
        in form: [String: String], pauseUntil: Timestamp
    ) -> (UnsubscribeRequest.Choice, basis: String)? {
        let oneClick = form.contains { name, value in
            name.lowercased() == "list-unsubscribe"
                && value.filter { !$0.isWhitespace }.lowercased() == "one-click"
        }
        if oneClick { return (.all, "one-click") }
        let page = "unsubscribe page"
        return switch form["choice"] {
        case "all": (.all, page)
        case "campaign": (.campaign, page)
        case "pause": (.pause(until: pauseUntil), page)
        default: nil
        }
    }
}

extension UnsubscribeFacts {
    fileprivate var hint: TemplateValue? { address.map { .text(AddressHint.text($0)) } }
}
