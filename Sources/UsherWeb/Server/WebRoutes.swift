/// One subject of the public address: it adds its routes to the table of a server.
///
/// How a subject is written:
///
/// 1. A folder of its own with a type `XRoutes: WebRoutes`, and a protocol for what it asks of the rest of Usher: values in, values out,
///    `async`. The daemon implements it with an actor on a serial queue of its own, because the store blocks.
/// 2. `add(to:)` names each route once, without the path of `public.url`. A path has at most one variable segment, written `{token}`.
/// 3. A handler gets a request that is read and decoded already, within the route's limits, and returns an `Answer`. What is wrong with a request
///    it throws as a `Refusal`; a `StoreError` it lets through. Both become a plain answer in one place.
///
/// The first of them, whole:
///
/// ```swift
/// package struct UnsubscribingRoutes: WebRoutes {
///     let desk: any Unsubscribing
///
///     package func add(to table: inout RouteTable) {
///         table.add(.get("/u/{token}", rate: .refusals) { request in
///             guard let subject = try await desk.subject(of: request.variable) else { throw Refusal.unknownLink }
///             return .page(Page(.unsubscribe, language: subject.language, values: subject.values))
///         })
///     }
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
