import UsherCore
import UsherSMTP

extension Worker {
    /// Looks at the relay's settings before the next round, if something may have changed them, and begins a new relay where they differ.
    func renewRelay() async {
        guard relayMayDiffer else { return }
        relayMayDiffer = false
        guard let settings = await relaySource.settings(edition.plan.settings),
            !settings.makesTheSame(as: relaySettings)
        else { return }
        let old = relay
        retired.append(Task { await old.drain() })
        let events = relayEvents
        relaySettings = settings
        relay = Relay(settings: settings, gate: relaySource.gate) { events.put($0) }
        connectionsWanted = 0
    }

    /// Every relay has finished what it had begun, and reported it, when this returns.
    func drainRelays() async {
        await relay.drain()
        for task in retired { await task.value }
    }
}

extension RelaySettings {
    fileprivate func makesTheSame(as other: RelaySettings) -> Bool {
        smtp == other.smtp && password == other.password && timeouts == other.timeouts
    }
}
