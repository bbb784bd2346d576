import Logging

/// What the log is told of reloads: a refusal once, however often the same files are looked at.
struct ReloadLog {
    /// What was logged last of the files on disk, while they do not serve.
    private var refusal: String?

    /// Logs a reload. Whoever asks again gets one line.
    mutating func say(_ outcome: Reloader.Outcome, isAsked: Bool, to logger: Logger) {
        let (isNew, wasRefused) = (outcome.logged != refusal, refusal != nil)
        refusal = outcome.isTakenUp ? nil : outcome.logged
        switch outcome {
        case .later: break
        case .unchanged: if wasRefused { logger.notice("the files are good again: they are what serves") }
        case .takenUp: logger.notice("\(outcome.sentence)\(wasRefused ? "; they are good again" : "")")
        case .held, .refused, .afterRestart, .failed:
            guard isNew else {
                if isAsked { logger.warning("still \(outcome.sentence)") }
                return
            }
            guard case .refused(let problems) = outcome else {
                if case .held = outcome { return logger.warning("\(outcome.sentence)") }
                return logger.error("\(outcome.sentence)")
            }
            for problem in problems { logger.warning("\(problem)") }
            logger.warning("the edited files are refused, the old ones keep serving; see: usher check")
        }
    }
}
