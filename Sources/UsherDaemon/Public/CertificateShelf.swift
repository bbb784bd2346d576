import UsherCore
import UsherCurl
import UsherSupport

/// Certificates that were fetched, by address: a few, for as long as the daemon runs, because an address never gets
/// another one. What it fetches it fetches one after the other on a queue of its own, and not more than
/// `mostInAMinute`: whoever asks has proved nothing yet. What could not be had is not asked for again within a minute.
/// Whose certificate was found right is counted apart, so that strangers do not use up what a topic's own need.
package actor CertificateShelf {
    /// Blocks.
    package typealias Fetch = @Sendable (String) throws -> [UInt8]

    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case tooMany
        case justFailed
        case status(Int)

        package var description: String {
            switch self {
            case .tooMany: "too many certificates were asked for within a minute"
            case .justFailed: "it could not be fetched a moment ago, and is asked for again in a minute"
            case .status(let status): "the answer has the status \(status)"
            }
        }
    }

    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let fetch: Fetch
    private let instant: @Sendable () -> ContinuousClock.Instant
    private var known: [(url: String, octets: [UInt8])] = []
    /// What was fetched within the last minute.
    private var fetches: [Fetched] = []
    /// When addresses were visited within the last minute.
    private var visitedAt: [ContinuousClock.Instant] = []

    private struct Fetched {
        let url: String
        let at: ContinuousClock.Instant
    }

    static let (mostKnown, mostInAMinute) = (8, 10)

    /// - Parameter instant: of the monotonic clock; its lane's where nothing is said.
    package init(
        lanes: Lanes, instant: (@Sendable () -> ContinuousClock.Instant)? = nil, fetch: Fetch? = nil
    ) {
        let lane = lanes.lane("usher.certificates")
        self.lane = lane
        self.instant = instant ?? { lane.instant }
        self.fetch = fetch ?? Self.ask
    }

    /// The certificate at an address, which whoever asks has found to be a trustworthy host's.
    package func certificate(_ url: String) throws -> [UInt8] {
        if let found = known.first(where: { $0.url == url }) { return found.octets }
        let now = instant()
        fetches.removeAll { $0.at.duration(to: now) > .seconds(60) }
        guard fetches.count < Self.mostInAMinute else { throw Fault.tooMany }
        guard !fetches.contains(where: { $0.url == url }) else { throw Fault.justFailed }
        fetches.append(Fetched(url: url, at: now))
        let octets = try fetch(url)
        known = known.suffix(Self.mostKnown - 1) + [(url, octets)]
        return octets
    }

    /// Fetches an address for its own sake, for somebody whose signature was right.
    package func visit(_ url: String) throws {
        let now = instant()
        visitedAt.removeAll { $0.duration(to: now) > .seconds(60) }
        guard visitedAt.count < Self.mostInAMinute else { throw Fault.tooMany }
        visitedAt.append(now)
        _ = try fetch(url)
    }

    private static func ask(_ url: String) throws -> [UInt8] {
        let answer = try WebQuestion(url, seconds: 10, mostOctets: 64 << 10).ask()
        guard answer.status == 200 else { throw Fault.status(answer.status) }
        return answer.body
    }

}
