/// One subject of the public address: it adds its routes to the table of a server.
///
/// How a subject is written:
///
/// 1. A folder of its own with a type `XRoutes: WebRoutes` holds it whole, from the request to the store and back. It
///    is an actor on a lane of its own (`WebHouse.lanes`), because the store blocks, or it asks such an actor. Beside
///    the store it works with a `WebHouse`; what only the daemon can say it gets as a closure.
/// 2. `add(to:)` names each route once, without the path of `public.url`. A path has at most one variable segment,
///    written `{token}`.
/// 3. A handler gets a request that is read and decoded already, within the route's limits, and returns an `Answer`.
///    What is wrong with a request it throws as a `Refusal`; a `StoreError` it lets through. Both become a plain answer
///    in one place.
///
/// The page of a confirmation, whole:
///
/// ```swift
/// package nonisolated func add(to table: inout RouteTable) {
///     table.add(.get("/confirm/{token}") { try await self.show($0) })
/// }
///
/// private func show(_ request: WebRequest) throws -> Answer {
///     guard case .confirm(let id, _) = house.seal.token(url: request.variable), let contact = try store.contact(id)
///     else { throw Refusal.unknownLink }
///     return Self.page(.confirm, contact)
/// }
/// ```
///
/// What needs no line in a route, because every route has it:
///
/// | | |
/// | --- | --- |
/// | unknown path | 404, a page |
/// | known path, other method | 405 with `Allow` |
/// | HEAD | runs the GET handler, and its body is left out; a GET that counts looks at `request.isHead` |
/// | body above `bodyLimit`, or broken | 413, 400, before the handler |
/// | slow header or body, too many connections | the connection is closed; see `ConnectionWatch`, `ConnectionBook` |
/// | too many from one network | 429 with `Retry-After`, by the route's `rate` |
/// | database busy or full | 503 with `Retry-After` |
/// | `Accept-Language` | each page gets it as its `accepting` |
/// | headers | no-store, no-referrer, noindex, a strict Content-Security-Policy, nosniff; no cookie, ever |
package protocol WebRoutes: Sendable {
    func add(to table: inout RouteTable)
}
