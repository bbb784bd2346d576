import HTTPTypes

/// `/v1`: what the shop's programs tell, and the document that says how.
package struct APIRoutes: WebRoutes {
    private let desk: any Telling
    private let document: [UInt8]

    /// - Parameter url: the public address, for the document.
    package init(desk: any Telling, url: String) {
        self.desk = desk
        document = OpenAPIDocument.octets(url: url)
    }

    package func add(to table: inout RouteTable) {
        table.add(.get("/v1/openapi.json", rate: .nothing, voice: .json) { [document] _ in .json(document) })
        table.add(
            .post(
                "/v1/events", rate: .nothing, voice: .json,
                admit: { [desk] head in
                    let caller = try await Self.caller(head, desk)
                    try caller.mayUse(.events)
                    guard let body = APIBody(contentType: head.headers[.contentType] ?? "") else {
                        throw Refusal.unsupportedType(reads: "application/json or application/x-ndjson, in UTF-8")
                    }
                    return RouteAdmission(bodyLimit: body.limit) { request in
                        guard body == .lines else { return try await desk.tell(request.body, caller).answer }
                        guard APIBody.lines(in: request.body) <= APIBody.mostLines else {
                            return .json(
                                APIError.document(
                                    "At most \(APIBody.mostLines) lines are read at once; send the rest apart.",
                                    status: 413),
                                status: 413)
                        }
                        return .ndjson(try await desk.tell(lines: request.body, caller))
                    }
                }))
        table.add(
            .post(
                "/v1/enrollments", rate: .nothing, voice: .json,
                admit: { [desk] head in
                    let caller = try await Self.caller(head, desk)
                    try caller.mayUse(.enrollments)
                    let body = APIBody(contentType: head.headers[.contentType] ?? "")
                    guard body == .one else { throw Refusal.unsupportedType(reads: "application/json, in UTF-8") }
                    return RouteAdmission(bodyLimit: APIBody.one.limit) { request in
                        try await desk.enroll(request.body, caller).answer
                    }
                }))
    }

    private static func caller(_ head: WebRequest, _ desk: any Telling) async throws -> APICaller {
        guard let token = BearerToken.read(head.headers[values: .authorization]) else { throw Refusal.unauthorized }
        return try await desk.caller(of: token)
    }
}
