import UsherCore

/// `/confirm/TOKEN`, the link of a sign-up's e-mail. A fetch shows a page with one button and changes nothing, however often and by whomever; only
/// the button's POST confirms.
package struct ConfirmingRoutes: WebRoutes {
    private let desk: any Confirming

    package init(desk: any Confirming) { self.desk = desk }

    package func add(to table: inout RouteTable) {
        table.add(
            .get("/confirm/{token}") { [desk] request in
                guard let subject = try await desk.subject(ofConfirmation: request.variable) else {
                    throw Refusal.unknownLink
                }
                return Self.page(.confirm, subject)
            })
        table.add(
            .post("/confirm/{token}") { [desk] request in
                guard try request.form()["choice"] == "confirm" else {
                    throw Refusal.malformed("The form is not the one of this page. Please press the button again.")
                }
                switch try await desk.confirm(request.variable, from: request.network) {
                case nil: throw Refusal.unknownLink
                case .saidNoSince(let subject)?: return Self.problem("said_no_since", subject, status: 410)
                case .suppressed(let subject)?: return Self.problem("is_suppressed", subject, status: 409)
                case .confirmed(let subject, let promise)?: return Self.page(.confirmed, subject, promise: promise)
                }
            })
    }

    /// Why nothing is mailed, on the page of problems.
    private static func problem(_ flag: String, _ subject: ConfirmingSubject, status: Int) -> Answer {
        let values: [String: TemplateValue] = ["status": .text("\(status)"), flag: .flag(true)]
        return .page(Page(.problem, language: subject.language, values: .object(values)), status: status)
    }

    private static func page(_ name: PageName, _ subject: ConfirmingSubject, promise: CallToAction? = nil) -> Answer {
        var values: [String: TemplateValue] = ["hint": .text(subject.hint)]
        values["promise"] = promise.map { .object(["text": .text($0.text), "url": .text($0.url)]) }
        return .page(Page(name, language: subject.language, values: .object(values)))
    }
}
