import HTTPTypes
import UsherSupport
import UsherWeb

/// Server-sent events, one to an answer: a browser that got one asks again by itself, with the number of what it knows,
/// so that nothing is missed in between, and each time the door is asked anew.
///
/// | A browser that knows | gets |
/// | --- | --- |
/// | another number than that of what lies there | `changed`, at once |
/// | that number, and something is saved | `changed`, as soon as it has kept still for a moment |
/// | that number, and nothing happens | a comment after `longest`, and asks again |
/// | whatever, while too many wait | a comment at once, and asks again later |
/// | whatever, when its session ends | 403: it asks no more |
/// | whatever, when the listener closes | a comment at once |
extension PreviewRoutes {
    /// Shorter than what an answer may take.
    static let longest = Duration.seconds(20)
    static let interval = Duration.milliseconds(150)
    /// How often the door is asked whether the session is still open.
    static let doorInterval = Duration.seconds(1)
    /// Windows of one session, and of all: each holds a connection.
    static let mostOfOne = 4
    static let most = 24

    func changes(_ request: WebRequest) async throws -> Answer {
        guard let visit = try door.visit(request) else { return door.shut(request) }
        let known = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] } ?? request.query["since"] ?? ""
        guard !request.isHead else { return Self.stream(": nothing is said to HEAD") }
        let hasRoom = waiting.values.reduce(0, +) < Self.most && waiting[visit.room, default: 0] < Self.mostOfOne
        guard hasRoom else { return Self.stream("retry: 5000\n: too many wait") }
        waiting[visit.room, default: 0] += 1
        defer { leave(visit.room) }
        let end = lane.instant + Self.longest
        var asksDoor = lane.instant + Self.doorInterval
        while true {
            let number = number()
            if number != known { return Self.stream("retry: 500\nid: \(number)\nevent: changed\ndata: files") }
            guard !hasStopped, lane.instant < end else { return Self.stream("retry: 500\n: nothing has changed") }
            try await lane.sleep(for: Self.interval)
            guard lane.instant >= asksDoor else { continue }
            guard try door.visit(request) != nil else { return door.shut(request) }
            asksDoor = lane.instant + Self.doorInterval
        }
    }

    private func leave(_ room: String) {
        let rest = waiting[room, default: 0] - 1
        waiting[room] = rest > 0 ? rest : nil
    }

    private static func stream(_ text: String) -> Answer {
        .octets(Array("\(text)\n\n".utf8), type: "text/event-stream")
    }
}
