import Testing
import UsherCore
import UsherStore

@testable import UsherDaemon

@Suite("When the daemon looks for what is old")
struct PruningTests {
    @Test("Once a day; a walk that takes longer goes on where it is")
    func days() {
        #expect(Pruning.walk(at: 2, after: nil) == nil && Pruning.walk(at: 4, after: nil) == nil)
        #expect(Pruning.walk(at: 3, after: nil) == Pruning())
        let underWay = Pruning(parts: [.events, .unmatched])
        for tick in [4, 86_403, 172_803] { #expect(Pruning.walk(at: tick, after: underWay) == underWay) }
        #expect(Pruning.walk(at: 86_403, after: nil) == Pruning())
    }
}
