extension Campaign {
    /// Whether its runs count for "one transition at a time". A campaign without a marketing step answers what the
    /// person did, moves nobody by asking, and stands beside every other.
    package var movesPeople: Bool { steps.contains { $0.kind == .marketing } }

    /// From the entry to the last e-mail, in milliseconds, by its waits alone.
    package var length: Int64 {
        steps.reduce(0) { $0 + Int64($1.wait.days) * 86_400_000 + $1.wait.milliseconds }
    }

    /// Until when a goal is still the run's: `within` of the entry, else 7 days after the run's end; nil while there is
    /// no end in sight. For a run that is held out, the end is when the last e-mail would have gone.
    package func goalEnd(of run: Enrollment) -> Timestamp? {
        if let within = doneWhen?.within { return run.enteredAt.adding(milliseconds: within) }
        return end(of: run)?.adding(milliseconds: Self.afterRun)
    }

    /// When the run was over, or would have been; nil while it goes on.
    package func end(of run: Enrollment) -> Timestamp? {
        switch run.state {
        case .waiting, .active: nil
        case .heldOut: run.enteredAt.adding(milliseconds: length)
        case .ended: run.endedAt ?? run.enteredAt
        }
    }

    private static let afterRun: Int64 = 7 * 86_400_000
}
