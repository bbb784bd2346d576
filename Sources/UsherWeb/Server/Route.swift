/// One method on one path, what a request to it may weigh, and who answers it.
package struct Route: Sendable {
    package typealias Handler = @Sendable (WebRequest) async throws -> Answer
    /// Looks at a request of which only the head is there: its `body` is empty.
    package typealias Admit = @Sendable (WebRequest) async throws -> RouteAdmission

    package enum Method: String, Sendable {
        /// Changes nothing, however often it is fetched. HEAD comes with it.
        case get = "GET"
        case post = "POST"
    }

    /// What of a request counts against its network.
    package enum Rate: Sendable {
        /// Only what was refused: somebody who tries links. A request that is in order is never turned away.
        case refusals
        /// Each request, before its handler runs, from the allowance of sign-ups.
        case signUps
        /// Nothing: for the private listener.
        case nothing
    }

    /// What the route says when it refuses.
    package enum Voice: Sendable {
        case pages, json, text
    }

    package let method: Method
    /// Below the base path: `/u/{token}`. At most one segment is variable.
    package let path: String
    package let rate: Rate
    package let voice: Voice
    let admit: Admit

    /// The answer to a request of which only the head is there: `body` reads the rest, within the limit that it is
    /// given, and is not called for a caller who may not.
    package nonisolated(nonsending) func answer(
        _ head: WebRequest, body: nonisolated(nonsending) (_ limit: Int) async throws -> [UInt8]
    ) async throws -> Answer {
        let admission = try await admit(head)
        var request = head
        request.body = try await body(admission.bodyLimit)
        return try await admission.handler(request)
    }

    package static func get(
        _ path: String, rate: Rate = .refusals, voice: Voice = .pages, _ handler: @escaping Handler
    ) -> Route {
        Route(method: .get, path: path, rate: rate, voice: voice) { _ in RouteAdmission(bodyLimit: 0, handler) }
    }

    package static func post(
        _ path: String, bodyLimit: Int = 16 * 1024, rate: Rate = .refusals, voice: Voice = .pages,
        _ handler: @escaping Handler
    ) -> Route {
        Route(method: .post, path: path, rate: rate, voice: voice) { _ in RouteAdmission(bodyLimit: bodyLimit, handler)
        }
    }

    /// For callers who must show that they may, before a body is read.
    package static func post(
        _ path: String, rate: Rate = .refusals, voice: Voice = .pages, admit: @escaping Admit
    ) -> Route {
        Route(method: .post, path: path, rate: rate, voice: voice, admit: admit)
    }
}
