extension Month {
    /// What became of it.
    package struct Result: Sendable {
        /// The first thing that was promised not to happen; nil where all was kept.
        package var wrong: String?
        package var sum: UInt64 = 0
        package var lines: [String] = []
        package var mails = 0
        package var kills = 0
        package var powerLosses = 0
        package var steps = 0
        /// How it was at the end of each.
        package var years: [Growth.Year] = []
    }
}
