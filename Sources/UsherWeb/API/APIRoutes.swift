import HTTPTypes
import Logging
import UsherCore
import UsherMail
import UsherSupport

/// `/v1`: what the shop's programs tell, and the document that says how.
///
/// On a serial queue of its own, because the store blocks. A program shows its token before anything of its body is
/// read.
package actor APIRoutes: WebRoutes {
    /// The door of one event or of one entry. What it answers is on disk.
    package typealias Tell = @Sendable ([UInt8], APICaller) throws -> Told
    /// The door of many events, one a line: an answer for each, a line of JSON in the same order. Good lines are kept,
    /// whatever is wrong with others. It runs on the lane.
    package typealias TellLines =
        nonisolated(nonsending) @Sendable ([UInt8], APICaller, any Lane) async throws -> [UInt8]

    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let house: WebHouse
    private let tokens: any APITokenStore
    private let rates: SharedRates<APITokenID>
    private let document: [UInt8]
    private let tell: Tell
    private let tellLines: TellLines
    private let enroll: Tell
    private let feedback: Tell
    private let logger: Logger

    /// How long before its end a token is spoken of, in milliseconds.
    private static let notice: Int64 = 30 * 86_400_000

    /// How fast each token may call: a thousand at once and then two hundred a second. Whoever has more to tell sends
    /// lines, up to ten thousand in a call.
    package static let allowance = RateLimiter<APITokenID>.Allowance(burst: 1000, perSecond: 200)

    /// - Parameter url: the public address, for the document.
    package init(
        _ house: WebHouse, tokens: any APITokenStore, url: String, tell: @escaping Tell,
        lines: @escaping TellLines, enroll: @escaping Tell, feedback: @escaping Tell,
        rates: SharedRates<APITokenID> = SharedRates(APIRoutes.allowance), logger: Logger = Logger(label: "usher.api")
    ) {
        self.rates = rates
        lane = house.lanes.lane("usher.api")
        self.house = house
        self.tokens = tokens
        document = OpenAPIDocument.octets(url: url)
        self.tell = tell
        tellLines = lines
        self.enroll = enroll
        self.feedback = feedback
        self.logger = logger
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/v1/openapi.json", rate: .nothing, voice: .json) { _ in .json(self.document) })
        table.add(.post("/v1/events", rate: .nothing, voice: .json, admit: { try await self.admitEvents($0) }))
        table.add(
            .post("/v1/enrollments", rate: .nothing, voice: .json, admit: { try await self.admitEnrollments($0) }))
        table.add(.post("/v1/feedback", rate: .nothing, voice: .json, admit: { try await self.admitFeedback($0) }))
    }

    private func admitEvents(_ head: WebRequest) throws -> RouteAdmission {
        let caller = try caller(head, for: .events)
        guard let body = APIBody(contentType: head.headers[.contentType] ?? "") else {
            throw WebRefusal.unsupportedType(reads: "application/json or application/x-ndjson, in UTF-8")
        }
        return RouteAdmission(bodyLimit: body.limit) { request in
            switch body {
            case .one: try await self.take(request.body, caller, by: self.tell)
            case .lines: try await self.take(lines: request.body, caller)
            }
        }
    }

    private func admitEnrollments(_ head: WebRequest) throws -> RouteAdmission {
        try admitOne(head, for: .enrollments, door: enroll)
    }

    private func admitFeedback(_ head: WebRequest) throws -> RouteAdmission {
        try admitOne(head, for: .feedback, door: feedback)
    }

    private func admitOne(
        _ head: WebRequest, for scope: TokenScope, door: @escaping Tell
    ) throws -> RouteAdmission {
        let caller = try caller(head, for: scope)
        let body = APIBody(contentType: head.headers[.contentType] ?? "")
        guard body == .one else { throw WebRefusal.unsupportedType(reads: "application/json, in UTF-8") }
        return RouteAdmission(bodyLimit: APIBody.one.limit) { request in
            try await self.take(request.body, caller, by: door)
        }
    }

    private func take(_ body: [UInt8], _ caller: APICaller, by door: Tell) throws -> Answer {
        try door(body, caller).answer
    }

    private func take(lines: [UInt8], _ caller: APICaller) async throws -> Answer {
        guard APIBody.lines(in: lines) <= APIBody.mostLines else {
            let sentence = "At most \(APIBody.mostLines) lines are read at once; send the rest apart."
            return .json(APIError.document(sentence, status: 413), status: 413)
        }
        return .ndjson(try await tellLines(lines, caller, lane))
    }

    /// Whose token a request shows. A token that was revoked a moment ago, by any process, is nobody's; one that is
    /// nobody's is refused alike, whatever the reason, and one whose owner asks faster than it may is refused for some
    /// seconds.
    private func caller(_ head: WebRequest, for scope: TokenScope) throws -> APICaller {
        let now = house.now()
        guard let text = BearerToken.read(head.headers[values: .authorization]),
            let (id, secret) = APISecret.read(text), let (token, hash) = try tokens.token(id, now: now),
            secret.matches(hash)
        else { throw WebRefusal.unauthorized }
        if let seconds = rates.take(id) { throw WebRefusal.tooMany(retryAfter: seconds) }
        let today = now.utcDay
        if token.lastUsedOn.map({ $0 < today }) ?? true {
            try tokens.noteUse(of: id, day: today)
            if let end = token.endsAt, end.since(now) < Self.notice {
                logger.warning(
                    "the token '\(token.name)' ends on \(end.utcDay); make its program another: usher token add")
            }
        }
        guard token.scopes.contains(scope) else {
            throw WebRefusal.forbidden(
                "This token was made for \(token.scopes.words) only; one with the scope \(scope.rawValue) may do this.")
        }
        return APICaller(name: token.name, scopes: token.scopes)
    }
}

/// A program that showed its token.
package struct APICaller: Hashable, Sendable {
    /// The token's, for ledgers.
    package let name: String
    /// What its token lets it do.
    package let scopes: Set<TokenScope>
}
