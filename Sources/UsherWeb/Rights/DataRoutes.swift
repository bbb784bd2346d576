import HTTPTypes
import UsherCore
import UsherSupport
import UsherTemplates

/// `/data/TOKEN`: shows a person everything that is held about them, and gives it as JSON to `Accept: application/json`
/// or `?format=json`.
///
/// On a serial queue of its own: it reads a lot. 410 for a link that is too old or made with the key of before, 404 for
/// one of somebody who was erased.
package actor DataRoutes: WebRoutes {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let house: WebHouse
    private let read: @Sendable (ContactID, Timestamp) throws -> ContactData?

    /// How long a link works, in milliseconds: a week.
    package static let validFor: Int64 = 7 * 86_400_000

    /// `read` says what is held about somebody at a moment; nil for a number that nobody has, or has any more.
    package init(_ house: WebHouse, read: @escaping @Sendable (ContactID, Timestamp) throws -> ContactData?) {
        lane = house.lanes.lane("usher.data")
        self.house = house
        self.read = read
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/data/{token}") { try await self.show($0) })
    }

    private func show(_ request: WebRequest) throws -> Answer {
        let now = house.now()
        guard case .data(let id, let askedAt) = house.seal.token(url: request.variable),
            let data = try read(id, now)
        else { throw WebRefusal.unknownLink }
        guard askedAt <= now, now.since(askedAt) <= Self.validFor, !house.seal.hasNewKey(since: askedAt, at: now) else {
            throw WebRefusal.expired
        }
        let accept = request.headers[.accept] ?? ""
        if request.query["format"] == "json" || accept.hasPrefix("application/json") {
            return .json(Array(data.json.utf8))
        }
        return .page(Page(.data, language: data.language, values: data.values))
    }
}

/// What is held about a person.
package struct ContactData: Sendable {
    /// For the page `data`.
    let values: TemplateValue
    let language: String?
    /// The same as a document.
    let json: String

    package init(values: TemplateValue, language: String?, json: String) {
        self.values = values
        self.language = language
        self.json = json
    }
}
