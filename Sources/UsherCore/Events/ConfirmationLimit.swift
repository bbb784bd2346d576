/// How often one address may be mailed the notice `confirm`, so that a form cannot be used to bomb a mailbox.
///
/// | Sent before | The next goes |
/// | --- | --- |
/// | nothing in the last day | now |
/// | one or two in the last day | 10 minutes after the last |
/// | three in the last day | a day after the first of them |
package enum ConfirmationLimit {
    package static let notice = "confirm"
    /// How far back it looks, in milliseconds.
    package static let period: Int64 = 86_400_000
    static let pause: Int64 = 600_000
    static let most = 3

    /// `sent`: when earlier ones were queued.
    package static func allows(after sent: [Timestamp], now: Timestamp) -> Bool {
        let recent = sent.filter { now.since($0) < period }
        guard let last = recent.max() else { return true }
        return recent.count < most && now.since(last) >= pause
    }
}
