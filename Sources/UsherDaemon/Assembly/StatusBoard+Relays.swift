import UsherSupport

extension StatusBoard {
    /// Writes down since when the relays have not answered, and that the daemon is alive.
    func note(_ workers: Workers) async {
        let (waits, fails) = await (workers.main.relaySilentSince, workers.main.relayFailsSince)
        let transactionalWaits = await workers.transactional?.relaySilentSince
        let transactionalFails = await workers.transactional?.relayFailsSince
        update {
            $0.relayWaitsSince = waits
            $0.transactionalRelayWaitsSince = transactionalWaits
            $0.relayFailsSince = fails
            $0.transactionalRelayFailsSince = transactionalFails
            $0.seen = SystemClock().now()
        }
    }
}
