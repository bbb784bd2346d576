import Foundation
import TestSupport

/// Something that is told to Usher from outside while the machine fails.
enum FaultyDeed: Sendable {
    /// By the command line, with the machine that the command meets.
    case enqueue(String), suppress(String), look([String])
    /// Over HTTP.
    case enroll(String), purchase(String, key: String), unsubscribe(String, link: String)

    var isCommand: Bool {
        switch self {
        case .enqueue, .suppress, .look: true
        case .enroll, .purchase, .unsubscribe: false
        }
    }

    /// Who says no by it.
    var no: String? {
        switch self {
        case .suppress(let address), .unsubscribe(let address, _): address
        case .enqueue, .enroll, .purchase, .look: nil
        }
    }

    var arguments: [String] {
        switch self {
        case .enqueue(let address): ["enqueue", "course", address, "--consent", "asked at the fair"]
        case .suppress(let address): ["suppress", "add", address, "--because", "by phone"]
        case .look(let arguments): arguments
        case .enroll, .purchase, .unsubscribe: []
        }
    }

    /// Whether the answer was a yes; nil when none came. Throws what a server may never answer.
    func tell(_ client: WebClient, token: String) async throws -> Bool? {
        func post(_ path: String, _ body: String, _ type: String) async -> WebReply? {
            try? await client.post(path, body, type: type, headers: ["Authorization: Bearer \(token)"])
        }
        let reply: WebReply?
        switch self {
        case .enqueue, .suppress, .look: return nil
        case .enroll(let address):
            reply = await post(
                "/mail/v1/enrollments", #"{"campaign":"course","address":"\#(address)","consent":"web"}"#,
                "application/json")
        case .purchase(let address, let key):
            reply = await post(
                "/mail/v1/events", #"{"event":"purchased","address":"\#(address)","key":"\#(key)"}"#,
                "application/json")
        case .unsubscribe(_, let link):
            reply = await post(
                ScenarioHome.path(of: link), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
        }
        guard let reply else { return nil }
        guard (200..<300).contains(reply.status) || [429, 500, 503].contains(reply.status) else {
            throw UsherProcess.Trouble(description: "\(self) was answered with \(reply.status): \(reply.body)")
        }
        return (200..<300).contains(reply.status)
    }
}
