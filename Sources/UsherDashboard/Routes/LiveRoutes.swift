import HTTPTypes
import Synchronization
import UsherSupport
import UsherWeb

/// What the daemon does, followed by the pages that show it, on a serial queue of its own: looking whether something
/// has changed takes little, and counting it again is the page's.
///
/// | Path | An event when |
/// | --- | --- |
/// | `/s/ROOM/operations/changes?since=` | the daemon's word, a pause or a number of messages is another one |
/// | `/s/ROOM/journey/changes?since=` | somebody moved today |
///
/// A page does not say what it knows: the first answer does.
package actor LiveRoutes: WebRoutes, Following {
    /// The numbers that are followed: each is another one after each change.
    package struct Subjects: Sendable {
        let operations: @Sendable () throws -> Int
        let journey: @Sendable () throws -> Int

        package init(
            operations: @escaping @Sendable () throws -> Int, journey: @escaping @Sendable () throws -> Int
        ) {
            self.operations = operations
            self.journey = journey
        }
    }

    nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    nonisolated let door: DashboardDoor
    var waits = Waits()
    private let subjects: Subjects
    private var numbers: [Subject: (number: Int, at: ContinuousClock.Instant)] = [:]
    private let isStopping = Atomic(false)

    private enum Subject { case operations, journey }

    /// The time between two looks whether something has changed. Counting a page takes more than looking: whoever looks
    /// sees no older page than this.
    static let interval = Duration.seconds(5)

    package init(_ door: DashboardDoor, lanes: Lanes, subjects: Subjects) {
        lane = lanes.lane("usher.dashboard.live")
        self.door = door
        self.subjects = subjects
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/s/{room}/operations/changes") { try await self.changes(.operations, $0) })
        table.add(.get("/s/{room}/journey/changes") { try await self.changes(.journey, $0) })
    }

    /// Answers whoever waits, because the listener closes.
    package nonisolated func stop() { isStopping.store(true, ordering: .relaxed) }

    nonisolated var hasStopped: Bool { isStopping.load(ordering: .relaxed) }

    private func changes(_ subject: Subject, _ request: WebRequest) async throws -> Answer {
        let known = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] } ?? request.query["since"] ?? ""
        guard !known.isEmpty else {
            guard try door.visit(request) != nil else { return door.shut(request) }
            return Self.stream("retry: 500\nid: \(try number(subject))\n: this is what there is")
        }
        return try await follow(request, every: Self.interval) { try number(subject) }
    }

    /// The number of a subject, the same for everybody who asks within a second: many windows cost what one does.
    private func number(_ subject: Subject) throws -> String {
        let now = lane.instant
        if let known = numbers[subject], known.at.duration(to: now) < .seconds(1) { return "\(known.number)" }
        let number =
            switch subject {
            case .operations: try subjects.operations()
            case .journey: try subjects.journey()
            }
        numbers[subject] = (number, now)
        return "\(number)"
    }
}
