import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import UsherCore
import UsherTemplates

/// From a request on the wire to an answer on the wire: looks up the route, reads the body within its limits, runs the
/// handler, and says what went wrong. Every answer of a server passes here, so every rule of the table in `WebRoutes`
/// is kept here.
struct WebResponder: HTTPResponder {
    /// What hummingbird knows of a connection beside the request.
    struct Context: InitializableFromSource {
        let channel: any Channel

        init(source: ApplicationRequestContextSource) { channel = source.channel }
        init(channel: any Channel) { self.channel = channel }
    }

    let table: RouteTable
    let render: PageRendering
    let rates: NetworkRates
    let meter: WebMeter
    let manners: WebManners
    let logger: Logger

    /// Throws only what breaks the connection: a parse error, a peer that went away.
    func respond(to request: Request, context: Context) async throws -> Response {
        let (answer, route) = try await answer(request, channel: context.channel)
        meter.count(route: route ?? "other", status: answer.status)
        return answer.response(to: request, render: render, headers: manners.headers)
    }

    private func answer(_ request: Request, channel: any Channel) async throws -> (Answer, route: String?) {
        if let refusal = manners.refusal(WebHead(request.head)) { return (.refusal(refusal, voice: .pages), nil) }
        let path = request.head.path.map { String($0.prefix { $0 != "?" && $0 != "#" }) } ?? "/"
        switch table.match(method: request.method.rawValue, path: path) {
        case .unknown: return (.refusal(.notFound, voice: .pages), nil)
        case .otherMethod(let allow, let voice): return (.refusal(.otherMethod(allow: allow), voice: voice), nil)
        case .route(let route, let variable):
            let forwardedFor = manners.isBehindProxy ? HTTPField.Name("X-Forwarded-For") : nil
            let network = ClientNetwork.of(
                peer: channel.remoteAddress?.ipAddress,
                forwardedFor: forwardedFor.map { request.headers[values: $0] } ?? [])
            do {
                return (try await run(route, variable, request, network, channel), route.path)
            } catch let refusal as WebRefusal {
                return (.refusal(limited(refusal, route, network), voice: route.voice), route.path)
            } catch let error as StoreError {
                logger.error("a request is not answered: \(error)", metadata: ["route": "\(route.path)"])
                return (.refusal(.later(retryAfter: 5), voice: route.voice), route.path)
            } catch let error where error is HTTPParserError || error is CancellationError || error is IOError {
                throw error
            } catch {
                logger.error("a defect in a route: \(error)", metadata: ["route": "\(route.path)"])
                return (.refusal(.later(retryAfter: 60), voice: route.voice), route.path)
            }
        }
    }

    private func run(
        _ route: Route, _ variable: String, _ request: Request, _ network: ClientNetwork, _ channel: any Channel
    ) async throws -> Answer {
        if route.rate == .signUps, let seconds = rates.take(network, isSignUp: true) {
            throw WebRefusal.tooMany(retryAfter: seconds)
        }
        guard let query = URLEncodedForm.fields((request.uri.query ?? "").utf8) else {
            throw WebRefusal.malformed("The address of this page could not be read.")
        }
        let head = WebRequest(
            variable: variable, isHead: request.method == .head, query: Dictionary(query) { first, _ in first },
            headers: request.headers, network: network)
        return try await route.answer(head) { try await RequestOctets.collect(request, upTo: $0, over: channel) }
    }

    /// A refusal counts against its network, where the route counts refusals; a 503 is our own fault.
    private func limited(_ refusal: WebRefusal, _ route: Route, _ network: ClientNetwork) -> WebRefusal {
        if case .later = refusal { return refusal }
        guard route.rate == .refusals, let seconds = rates.take(network) else { return refusal }
        return .tooMany(retryAfter: seconds)
    }
}
