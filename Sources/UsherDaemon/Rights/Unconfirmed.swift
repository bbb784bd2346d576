import UsherCore

/// Those who asked for mail and never pressed the button: after `consent.forget_unconfirmed` there is no reason left to keep them.
enum Unconfirmed {
    /// At most so many in one transaction: others want to write too.
    private static let lot = 100

    /// Forgets them; how many. Blocks. Where sign-ups need no confirmation there are none.
    static func forget(in store: any RightsStore, settings: ConsentSettings, now: Timestamp) throws(StoreError) -> Int {
        guard settings.doubleOptIn else { return 0 }
        let moment = now.adding(milliseconds: -settings.forgetsUnconfirmedAfter)
        var count = 0
        while true {
            let gone = try store.forgetUnconfirmed(settings.signUpEvent, before: moment, limit: lot, now: now)
            count += gone
            guard gone == lot else { return count }
        }
    }
}
