import UsherCore

/// `/u/TOKEN`: no more mail, or less.
///
/// | Request | |
/// | --- | --- |
/// | GET, HEAD | a page with a button; changes nothing, whoever fetches it how often |
/// | POST `List-Unsubscribe=One-Click` (RFC 8058 3.1), in any letter case, with or without line ends | all marketing |
/// | POST `choice=all`, `campaign`, `pause`: the page's buttons | that |
/// | any other POST | 400, and nothing |
///
/// A POST is answered with 200 once it is on disk: no cookie, no login, no redirect, no second question.
package struct UnsubscribingRoutes: WebRoutes {
    private let desk: any Unsubscribing

    package init(desk: any Unsubscribing) { self.desk = desk }

    package func add(to table: inout RouteTable) {
        table.add(.get("/u/{token}") { try await page($0) })
        table.add(.post("/u/{token}") { try await carryOut($0) })
    }

    private func page(_ request: WebRequest) async throws -> Answer {
        guard let subject = try await desk.subject(of: request.variable) else { throw Refusal.unknownLink }
        return .page(Page(.unsubscribe, language: subject.language, values: subject.values))
    }

    private func carryOut(_ request: WebRequest) async throws -> Answer {
        guard let (choice, basis) = Self.choice(in: try request.form()) else {
            throw Refusal.malformed("This form says nothing that is understood here.")
        }
        guard let result = try await desk.unsubscribe(request.variable, choice, basis: basis) else {
            throw Refusal.unknownLink
        }
        return .page(
            Page(
                .unsubscribed, language: result.subject.language,
                values: result.outcome.values(hint: result.subject.hint)))
    }

    /// What a mailbox provider posts, or one of the page's buttons, and what the ledger calls it. The provider's words win.
    static func choice(in form: [String: String]) -> (UnsubscribingChoice, basis: String)? {
        let oneClick = form.contains { name, value in
            name.lowercased() == "list-unsubscribe"
                && value.filter { !$0.isWhitespace }.lowercased() == "one-click"
        }
        if oneClick { return (.all, "one-click") }
        return form["choice"].flatMap(UnsubscribingChoice.init).map { ($0, "unsubscribe page") }
    }
}

extension UnsubscribingOutcome {
    fileprivate func values(hint: String?) -> TemplateValue {
        var values: [String: TemplateValue] = [:]
        values["hint"] = hint.map(TemplateValue.text)
        switch self {
        case .all: values["all"] = .flag(true)
        case .campaign(let title): values["campaign"] = .text(title)
        case .pause(let day): values["until_on"] = .text(day)
        }
        return .object(values)
    }
}
