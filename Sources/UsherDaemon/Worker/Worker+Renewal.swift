import UsherCore
import UsherSMTP

extension Worker {
    /// Looks at the relay's settings before the next round, if something may have changed them, and begins a new relay
    /// where they differ.
    func renewRelay() async {
        guard relayMayDiffer else { return }
        relayMayDiffer = false
        guard let settings = await relaySource.settings(edition.plan.settings),
            !settings.makesTheSame(as: relaySettings)
        else { return }
        let old = relay
        retired.append(old)
        Task { await old.drain() }
        let events = relayEvents
        relaySettings = settings
        relay = Relay(settings: settings, gate: relaySource.gate) { events.put($0) }
        connectionsWanted = 0
    }

    /// How long dialogues may take to finish after the last claim. The unit's TimeoutStopSec is longer.
    private static var patience: Duration { .seconds(60) }

    /// Every relay has finished what it had begun, or was cut off, and has reported it when this returns.
    func endRelays() async {
        let relays = retired + [relay]
        let cut = Task {
            try await Task.sleep(for: Self.patience)
            for relay in relays { await relay.close() }
        }
        for relay in relays { await relay.drain() }
        cut.cancel()
    }
}

extension RelaySettings {
    fileprivate func makesTheSame(as other: RelaySettings) -> Bool {
        smtp == other.smtp && password == other.password && timeouts == other.timeouts
    }
}
