/// When the parts of the daemon last showed that they are alive, and what `/readyz` says of it. Pure: the time is
/// passed in.
struct SignsOfLife: Sendable {
    enum Part: CaseIterable, Sendable {
        case worker, store

        fileprivate var reason: String {
            switch self {
            case .worker: "the worker gives no sign of life"
            case .store: "the database does not answer"
            }
        }
    }

    /// How old a sign of life may be.
    static let patience = Duration.seconds(10)

    var isStopping = false
    private var last: [Part: ContinuousClock.Instant]

    /// All are alive at the start.
    init(at start: ContinuousClock.Instant) {
        last = Dictionary(uniqueKeysWithValues: Part.allCases.map { ($0, start) })
    }

    mutating func hear(_ part: Part, at moment: ContinuousClock.Instant) { last[part] = moment }

    /// Empty when all is well.
    func reasonsNotReady(at now: ContinuousClock.Instant) -> [String] {
        let silent = Part.allCases.filter { part in last[part].map { now - $0 > Self.patience } ?? true }
        return (isStopping ? ["stopping"] : []) + silent.map(\.reason)
    }
}
