import Testing

@testable import UsherDaemon

@Suite("A bell")
struct WakeSignalTests {
    @Test("counts several rings before it is heard as one")
    func several() async {
        let bell = WakeSignal()
        bell.ring()
        bell.ring()
        let first = await bell.isHeard()
        bell.end()
        let second = await bell.isHeard()
        #expect(first && !second)
    }

    @Test("is heard once more behind its end, where it was rung before")
    func end() async {
        let bell = WakeSignal()
        bell.ring()
        bell.end()
        bell.ring()
        let first = await bell.isHeard()
        let second = await bell.isHeard()
        #expect(first && !second)
    }

    @Test("wakes who listens, by a ring, by its end and by a cancel")
    func wakes() async {
        let bells = (0..<3).map { _ in WakeSignal() }
        let listeners = bells.map { bell in Task { await bell.isHeard() } }
        await Task.yield()
        bells[0].ring()
        bells[1].end()
        listeners[2].cancel()
        var heard: [Bool] = []
        for listener in listeners { heard.append(await listener.value) }
        #expect(heard == [true, false, false])
    }
}
