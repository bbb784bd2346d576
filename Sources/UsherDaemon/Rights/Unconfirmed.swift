import UsherCore

/// Forgets people who asked for mail and never pressed the button: after `consent.forget_unconfirmed` there is no
/// reason left to keep them.
enum Unconfirmed {
    struct Result: Hashable {
        var count = 0
        /// The people whose rows are bad, and why.
        var failed: [ContactID: StoreError] = [:]
    }

    /// How many people one transaction forgets at most: others want to write too.
    private static let lot = 100

    /// Forgets such people in the database; their mail goes with the next round of `Eraser`. One whose row is bad keeps
    /// nobody else. Blocks. Where sign-ups need no confirmation there are none.
    static func forget(
        in store: any Store, settings: ConsentSettings, now: Timestamp
    ) throws(StoreError) -> Result {
        var result = Result()
        guard settings.doubleOptIn else { return result }
        let moment = now.adding(milliseconds: -settings.forgetsUnconfirmedAfter)
        var cursor: ContactID?
        repeat {
            let lot = try store.forgetUnconfirmed(
                settings.signUpEvent, before: moment, after: cursor, limit: lot, now: now)
            result.count += lot.count
            result.failed.merge(lot.failed) { $1 }
            cursor = lot.last
        } while cursor != nil
        return result
    }
}
