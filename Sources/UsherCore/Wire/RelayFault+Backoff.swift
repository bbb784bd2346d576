extension RelayFault {
    /// How a fault is waited out: the first pause and the longest, in milliseconds; it doubles from one failure to the
    /// next.
    package struct Backoff: Hashable, Sendable {
        package let first: Int64
        package let longest: Int64

        /// The pause after `failures` in a row, from 1.
        ///
        /// | failures | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
        /// | --- | --- | --- | --- | --- | --- | --- | --- |
        /// | `network` | 5 s | 10 s | 20 s | 40 s | 80 s | 160 s | 5 min |
        /// | `pace` | 5 s | 10 s | 20 s | 40 s | 80 s | 160 s | 320 s, then to 15 min |
        /// | `temporary` | 30 s | 1 min | 2 min | 4 min | 8 min | 15 min | 15 min |
        /// | `configuration` | 15 min | 30 min | 1 h | 2 h | 4 h | 6 h | 6 h |
        package func pause(after failures: Int) -> Int64 {
            min(longest, first << Int64(min(max(failures, 1) - 1, 20)))
        }

        /// Comes back by itself.
        package static let network = Backoff(first: 5_000, longest: 5 * 60_000)
        /// The relay asked for a slower pace.
        package static let pace = Backoff(first: 5_000, longest: 15 * 60_000)
        /// The relay said "later".
        package static let temporary = Backoff(first: 30_000, longest: 15 * 60_000)
        /// The pace where somebody has to change something. It is tried again all the same, because the something may
        /// be at the relay.
        package static let configuration = Backoff(first: 15 * 60_000, longest: 6 * 3_600_000)
    }

    /// | Fault | Backoff |
    /// | --- | --- |
    /// | a slower pace asked for at the greeting or EHLO | pace |
    /// | name not found, refused connection, timeout, lost, other | network |
    /// | refused with 4xx, login refused with 4xx, TLS handshake failed | temporary |
    /// | refused with 5xx, login refused, certificate, no STARTTLS, no AUTH, credentials without TLS | configuration |
    package var backoff: Backoff {
        switch self {
        case .nameNotFound, .connectionRefused, .timeout, .lost, .other: .network
        case .refused where asksForSlowerPace: .pace
        case .refused(_, let reply): reply.isPermanent ? .configuration : .temporary
        case .authRefused(let reply): reply?.isTransient == true ? .temporary : .configuration
        case .tls: .temporary
        case .certificate, .startTLSMissing, .authNotOffered, .credentialsWithoutTLS: .configuration
        }
    }

    /// Whether what the relay said before any message is a rate.
    package var asksForSlowerPace: Bool {
        guard case .refused(let phase, let reply) = self else { return false }
        return Verdict(refusal: reply, at: phase) == .throttled
    }
}
