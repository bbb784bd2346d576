import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon

@Suite("A relay that does not answer")
struct RelaySilenceTests {
    @Test("Is called silent once an attempt has waited for it, and not while a connection is only being made")
    func patience() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.greeting, .hold)]))
        let shop = try WorkerShop(peer)
        try shop.enter("ada@example.org")
        let running = shop.run()
        var patience = Patience()
        var last = await shop.worker.silence
        while last.said == nil {
            try patience.look(for: "silence")
            try await Task.sleep(for: .milliseconds(20))
            last = await shop.worker.silence
            #expect(last.said == nil || last.isFound)
        }
        #expect(last.said == last.waits)
        peer.release()
        try await shop.eventually("the letter") { peer.accepted.count == 1 }
        #expect(await shop.worker.silence.said == nil)
        shop.worker.stop()
        try await running.value
    }
}

extension Worker {
    /// All at one moment.
    fileprivate var silence: (waits: Timestamp?, said: Timestamp?, isFound: Bool) {
        (sending.relayWaitsSince, sending.relaySilentSince, sending.isSilenceSaid)
    }
}
