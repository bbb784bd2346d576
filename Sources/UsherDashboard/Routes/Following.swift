import HTTPTypes
import UsherSupport
import UsherWeb

/// Server-sent events, one to an answer: a browser that got one asks again by itself, with the number of what it knows,
/// so that nothing is missed in between, and each time the door is asked anew.
///
/// | A browser that knows | gets |
/// | --- | --- |
/// | another number than that of what there is | `changed`, at once |
/// | that number, and something changes | `changed`, when it is looked at the next time |
/// | that number, and nothing happens | a comment after `longest`, and asks again |
/// | whatever, while too many wait | a comment at once, and asks again later |
/// | whatever, when newer windows of its session have taken its place | a comment, and asks again later |
/// | whatever, when its session ends | 403: it asks no more |
/// | whatever, when the listener closes | a comment at once |
protocol Following: Actor {
    nonisolated var lane: any Lane { get }
    nonisolated var door: DashboardDoor { get }
    nonisolated var hasStopped: Bool { get }
    var waits: Waits { get set }
}

/// The windows that wait for a change, by room. Of a browser that went away nothing is heard: where a session has as
/// many windows as it may, the newest takes the place of the oldest.
struct Waits {
    private var tickets: [String: [Int]] = [:]
    private var last = 0

    var count: Int { tickets.values.reduce(0) { $0 + $1.count } }

    /// Takes a place for one more window; nil where as many wait as may.
    mutating func enter(_ room: String) -> Int? {
        let own = tickets[room, default: []]
        let kept = own.suffix(FollowBounds.mostOfOne - 1)
        guard count - own.count + kept.count < FollowBounds.most else { return nil }
        last += 1
        tickets[room] = kept + [last]
        return last
    }

    /// Whether the window of this ticket still has its place.
    func has(_ ticket: Int, of room: String) -> Bool { tickets[room]?.contains(ticket) ?? false }

    mutating func leave(_ ticket: Int, of room: String) {
        tickets[room]?.removeAll { $0 == ticket }
        if tickets[room]?.isEmpty == true { tickets[room] = nil }
    }
}

/// The bounds for windows that wait. Each holds a connection.
enum FollowBounds {
    /// How long a window waits at most: shorter than what an answer may take.
    static let longest = Duration.seconds(20)
    /// How often the door is asked whether the session is still open.
    static let doorInterval = Duration.seconds(1)
    /// How many windows of one session may wait.
    static let mostOfOne = 4
    /// How many windows may wait of all sessions, for each actor that is followed.
    static let most = 24
}

extension Following {
    /// Answers when the number differs from the one that the browser knows, or after a while. `number` is that of what
    /// there is now, another one after each change; it is looked at once in `interval`.
    func follow(
        _ request: WebRequest, every interval: Duration, number: () throws -> String
    ) async throws -> Answer {
        guard let visit = try door.visit(request) else { return door.shut(request) }
        let known = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] } ?? request.query["since"] ?? ""
        guard !request.isHead else { return Self.stream(": nothing is said to HEAD") }
        guard let ticket = waits.enter(visit.room) else { return Self.stream("retry: 5000\n: too many wait") }
        defer { waits.leave(ticket, of: visit.room) }
        let end = lane.instant + FollowBounds.longest
        var asksDoor = lane.instant + FollowBounds.doorInterval
        var looks = lane.instant
        while true {
            if lane.instant >= looks {
                let number = try number()
                if number != known { return Self.stream("retry: 500\nid: \(number)\nevent: changed\ndata: files") }
                looks = lane.instant + interval
            }
            guard waits.has(ticket, of: visit.room) else { return Self.stream("retry: 5000\n: newer windows wait") }
            guard !hasStopped, lane.instant < end else { return Self.stream("retry: 500\n: nothing has changed") }
            try await lane.sleep(for: min(interval, FollowBounds.doorInterval))
            guard lane.instant >= asksDoor else { continue }
            guard try door.visit(request) != nil else { return door.shut(request) }
            asksDoor = lane.instant + FollowBounds.doorInterval
        }
    }

    static func stream(_ text: String) -> Answer {
        .octets(Array("\(text)\n\n".utf8), type: "text/event-stream")
    }
}
