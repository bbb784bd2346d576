import HTTPTypes
import UsherCore

/// `POST /subscribe`: a form of the shop's own pages, with or without script.
///
/// | The request | The answer |
/// | --- | --- |
/// | a form | 303 to `consent.thanks_url`, or the page `almost` |
/// | with `Accept: application/json` | `{"status":"almost"}` |
/// | an address that is none | 422 |
/// | a flood from one network, sixty at once and more than two a second then | 429 |
///
/// The same answer comes for an address that is known, one that said no, one that was mailed a minute ago, a machine, and a sign-up whose
/// confirmation waits for its turn.
package struct SignUpRoutes: WebRoutes {
    private let desk: any SigningUp

    package init(desk: any SigningUp) { self.desk = desk }

    package func add(to table: inout RouteTable) {
        table.add(.post("/subscribe", rate: .requests) { request in try await answer(request) })
    }

    private func answer(_ request: WebRequest) async throws -> Answer {
        let manners = await desk.signUpManners()
        var answer: Answer
        do {
            answer = try await taken(request, manners)
        } catch let refusal as Refusal where wantsJSON(request) {
            answer = json(["error": refusal.sentence], status: refusal.status)
        }
        if let origin = request.headers[.origin], manners.origins.contains(origin.lowercased()) {
            answer.headers[.accessControlAllowOrigin] = origin
            answer.headers[.vary] = "Origin"
        }
        return answer
    }

    private func taken(_ request: WebRequest, _ manners: SignUpManners) async throws -> Answer {
        let form = SignUpForm(try request.form(), network: request.network)
        switch try await desk.signUp(form) {
        case .badAddress: throw Refusal.badAddress
        case .notOffered: throw Refusal.notFound
        case .taken(let hint):
            if wantsJSON(request) { return json(["status": "almost"]) }
            if let url = manners.thanksURL { return .redirect(to: url, status: 303) }
            return .page(
                Page(.almost, language: form.language, values: .object(["hint": .text(hint)])))
        }
    }

    private func wantsJSON(_ request: WebRequest) -> Bool {
        (request.headers[.accept] ?? "").lowercased().contains("application/json")
    }

    private func json(_ texts: [String: String], status: Int = 200) -> Answer {
        .json(Array(TemplateValue.object(texts.mapValues(TemplateValue.text)).json().utf8), status: status)
    }
}
