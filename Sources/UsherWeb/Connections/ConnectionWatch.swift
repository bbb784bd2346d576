import UsherCore

/// How long one connection may take over what, decided. Pure: events and the time go in, the deadline comes out.
///
/// | It waits for | since | at most |
/// | --- | --- | --- |
/// | a request's header | the connection began, or the last answer ended | `headerSeconds` |
/// | the rest of its body | its header was there | `bodySeconds` |
/// | our answer, and that it is taken | its body was there | `answerSeconds` |
/// | the client to read why it was cut off | that was said | `Self.lingerSeconds` |
/// | the client to take what was said, while more than a little is under way | that began | `answerSeconds` |
///
/// The times are for the whole of each, not between two octets: whoever drips gains nothing.
struct ConnectionWatch: Equatable, Sendable {
    enum Event: Equatable, Sendable {
        case header
        case body(octets: Int)
        case end
        case answered
        /// What came is not HTTP; that is said, and the connection ends.
        case broken
        /// Whether more can be said: not while the client takes nothing of what was.
        case flows(Bool)
    }

    enum Phase: Equatable, Sendable {
        case header, body, answer, lingering
    }

    static let lingerSeconds: Int64 = 2
    /// So much of a body that was refused is read and thrown away, so that the client gets to see the refusal.
    static let mostDiscarded = 256 * 1024

    private let limits: WebLimits
    private(set) var since: Double
    private(set) var phase = Phase.header
    /// Requests whose header was read and whose answer is not written.
    private var open = 0
    private var isReading = false
    /// What came is not HTTP; saying so is one more answer that is owed.
    private var isBroken = false
    private var discarded = 0
    /// Since when the client takes nothing of what is said.
    private var stalledSince: Double?
    /// The most requests that were open at once.
    private(set) var mostOpen = 0

    init(limits: WebLimits, now: Double) {
        self.limits = limits
        since = now
    }

    mutating func hear(_ event: Event, now: Double) {
        switch event {
        case .header:
            open += 1
            mostOpen = max(mostOpen, open)
            isReading = true
            discarded = 0
        case .body(let octets): if open == 0 { discarded += octets }
        case .end: isReading = false
        case .answered: open = max(0, open - 1)
        case .broken:
            isBroken = true
            // A broken body is said in the answer to its own request.
            if !isReading { open += 1 }
            isReading = false
        case .flows(let isFlowing): stalledSince = isFlowing ? nil : stalledSince ?? now
        }
        let next: Phase =
            if isReading { .body } else if open > 0 { .answer } else { isBroken ? .lingering : .header }
        // A second request behind the first begins its own time; more of the same body does not.
        if next != phase || event == .header { since = now }
        phase = next
    }

    /// When the connection is closed, if nothing happens before.
    var deadline: Double {
        if discarded > Self.mostDiscarded { return since }
        let seconds =
            switch phase {
            case .header: limits.headerSeconds
            case .body: limits.bodySeconds
            case .answer: limits.answerSeconds
            case .lingering: Self.lingerSeconds
            }
        let deadline = since + Double(seconds)
        return stalledSince.map { min(deadline, $0 + Double(limits.answerSeconds)) } ?? deadline
    }

    /// Since when it waits for its client; nil while the client waits for us.
    var waitingSince: Double? { stalledSince ?? (phase == .answer ? nil : since) }
}
