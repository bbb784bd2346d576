import UsherCore

extension HomeStatus.Facts {
    /// What the store knows of it; what a daemon says of itself, files and the public address are others' to say.
    /// Blocks.
    package init(
        home: String, plan: Plan, store: any Store, isRunning: Bool, now: Timestamp
    ) throws(StoreError) {
        let settings = plan.settings
        self.init(
            home: home, settings: settings, catalog: plan.catalog, isRunning: isRunning,
            totals: try store.totals(now: now))
        pauses = settings.inForce(try store.pauses(), at: now)
        warnings = try store.complaintWarnings(since: BreakerPolicy.warned(since: now))
        warmUp = try store.warmUp(of: settings, now: now).flatMap { WarmUpLine($0, clock: settings.clock) }
        delayed = try store.delayedConfirmations(now: now)
    }
}
