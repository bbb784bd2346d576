import Synchronization
import UsherCore
import UsherCurl
import UsherSupport

/// Certificates that were fetched, by address: a few, for as long as the daemon runs, because an address never gets
/// another one. Those that are there are given at once. What it fetches it fetches one after the other on a queue of
/// its own, and not more than `mostInAMinute`: whoever asks has proved nothing yet. What could not be had is not asked
/// for again within a minute.
///
/// The address by which a signature was found right last is counted apart and never put out by others, so that
/// strangers do not use up what a topic's own needs.
package actor CertificateShelf {
    /// A function that fetches a certificate. Blocks.
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
    private nonisolated let shelf = Mutex(Shelf())
    /// The fetches within the last minute, of addresses by which nothing was found right.
    private var fetches: [Fetched] = []
    /// The fetches within the last minute of the address by which something was found right.
    private var rightFetches: [Fetched] = []
    /// The moments within the last minute at which addresses were visited.
    private var visitedAt: [ContinuousClock.Instant] = []

    private struct Shelf {
        var known: [(url: String, octets: [UInt8])] = []
        /// The address by whose certificate a signature was right last; nil where none was.
        var right: String?

        mutating func put(_ url: String, _ octets: [UInt8]) {
            known.append((url, octets))
            guard known.count > CertificateShelf.mostKnown else { return }
            if let oldest = known.firstIndex(where: { $0.url != right }) { known.remove(at: oldest) }
        }
    }

    private struct Fetched {
        let url: String
        let at: ContinuousClock.Instant
    }

    static let (mostKnown, mostInAMinute) = (8, 10)

    /// Makes an empty shelf.
    ///
    /// - Parameter instant: the moment by the monotonic clock; the lane's where nothing is said.
    package init(
        lanes: Lanes, instant: (@Sendable () -> ContinuousClock.Instant)? = nil, fetch: Fetch? = nil
    ) {
        let lane = lanes.lane("usher.certificates")
        self.lane = lane
        self.instant = instant ?? { lane.instant }
        self.fetch = fetch ?? Self.ask
    }

    /// The certificate at an address, which whoever asks has found to be a trustworthy host's.
    package nonisolated func certificate(_ url: String) async throws -> [UInt8] {
        if let octets = known(url) { return octets }
        return try await fetched(url)
    }

    /// Whether a signature was right by the certificate at any address.
    package nonisolated var hasRight: Bool { shelf.withLock { $0.right != nil } }

    /// Notes that a signature was right by the certificate at this address. True where it was another one before.
    package nonisolated func found(right url: String) -> Bool {
        shelf.withLock { shelf in
            defer { shelf.right = url }
            return shelf.right != url
        }
    }

    private nonisolated func known(_ url: String) -> [UInt8]? {
        shelf.withLock { shelf in shelf.known.first { $0.url == url }?.octets }
    }

    private func fetched(_ url: String) throws -> [UInt8] {
        // Whoever waited beside finds it now.
        if let octets = known(url) { return octets }
        let now = instant()
        let isRight = shelf.withLock { $0.right == url }
        var recent = (isRight ? rightFetches : fetches).filter { $0.at.duration(to: now) <= .seconds(60) }
        guard recent.count < Self.mostInAMinute else { throw Fault.tooMany }
        guard !recent.contains(where: { $0.url == url }) else { throw Fault.justFailed }
        recent.append(Fetched(url: url, at: now))
        if isRight { rightFetches = recent } else { fetches = recent }
        let octets = try fetch(url)
        shelf.withLock { $0.put(url, octets) }
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
