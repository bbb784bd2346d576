import Synchronization
import Testing
import UsherSupport

@Suite("A queue that actors and tasks live on")
struct QueueExecutorTests {
    private actor Walker {
        private nonisolated let lane: any Lane
        nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }
        private var steps = 0

        init(_ lane: any Lane) { self.lane = lane }

        /// How many steps were taken before what waited behind this task had its turn.
        func walk() async -> Int {
            let others = Others()
            lane.run { others.hadTheirTurn.withLock { $0 = true } }
            while !others.hadTheirTurn.withLock(\.self), steps < 100 { await step() }
            return steps
        }

        private func step() async { steps += 1 }
    }

    private final class Others: Sendable {
        let hadTheirTurn = Mutex(false)
    }

    @Test("lets a task that prefers it go on inside of its actor, and sends it through the queue at no step")
    func goesOn() async {
        let lane = QueueExecutor(label: "test.walker")
        let walker = Walker(lane)
        #expect(await Task(executorPreference: lane) { await walker.walk() }.value == 100)
    }

    @Test("takes a task that prefers nothing, too")
    func others() async {
        let walker = Walker(QueueExecutor(label: "test.walker"))
        #expect(await Task { await walker.walk() }.value > 0)
    }
}
