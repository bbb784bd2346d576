import Glibc
import Synchronization
import TestSupport
import UsherSupport

/// Lanes in one thread: each step runs the first job of a lane that the seed picks, and the clock moves only when
/// nobody has anything to do.
package final class HandWorld: Sendable {
    enum Job: Sendable {
        case job(UnownedJob, HandLane)
        case work(@Sendable () -> Void)
    }

    private struct Alarm {
        let at: UInt64
        let lane: Int
        let work: @Sendable () -> Void
    }

    private struct State {
        var random: SeededGenerator
        var now: UInt64 = 1_000_000_000
        var lanes: [[Job]] = []
        var alarms: [Alarm] = []
        var running: Int?
        var isAllInOneThread = true
    }

    private let state: Mutex<State>
    private let thread = pthread_self()

    package init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(seed: seed))) }

    package func lane() -> HandLane {
        state.withLock { state in
            state.lanes.append([])
            return HandLane(world: self, number: state.lanes.count - 1)
        }
    }

    /// Nothing has come to a lane from another thread.
    package var isAllInOneThread: Bool { state.withLock { $0.isAllInOneThread } }

    /// Nanoseconds.
    package var now: UInt64 { state.withLock { $0.now } }

    package func random(in range: ClosedRange<Int>) -> Int {
        state.withLock { Int.random(in: range, using: &$0.random) }
    }

    /// Runs one job, or moves the clock to the next alarm. False when nothing is left.
    package func step() -> Bool {
        let next: (job: Job, lane: Int)? = state.withLock { state in
            let busy = state.lanes.indices.filter { !state.lanes[$0].isEmpty }
            guard let lane = busy.randomElement(using: &state.random) else { return nil }
            state.running = lane
            return (state.lanes[lane].removeFirst(), lane)
        }
        guard let next else { return wait() }
        switch next.job {
        case .job(let job, let lane): job.runSynchronously(on: lane.asUnownedSerialExecutor())
        case .work(let work): work()
        }
        state.withLock { $0.running = nil }
        return true
    }

    /// Steps until `isDone`; false when nothing was left to do before, or `steps` were not enough.
    package func run(steps: Int = 1_000_000, until isDone: () -> Bool) -> Bool {
        for _ in 0..<steps {
            if isDone() { return true }
            guard step() else { break }
        }
        return isDone()
    }

    private func wait() -> Bool {
        state.withLock { state in
            guard let index = state.alarms.indices.min(by: { state.alarms[$0].at < state.alarms[$1].at }) else {
                return false
            }
            let alarm = state.alarms.remove(at: index)
            state.now = max(state.now, alarm.at)
            state.lanes[alarm.lane].append(.work(alarm.work))
            return true
        }
    }

    fileprivate func put(_ job: Job, _ lane: Int) {
        state.withLock { state in
            state.lanes[lane].append(job)
            state.isAllInOneThread = state.isAllInOneThread && pthread_equal(pthread_self(), thread) != 0
        }
    }

    fileprivate func put(_ work: @escaping @Sendable () -> Void, _ lane: Int, after time: Duration) {
        let (seconds, attoseconds) = time.components
        let nanoseconds = max(0, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        state.withLock { state in
            let at = state.now + UInt64(nanoseconds)
            state.alarms.append(Alarm(at: at, lane: lane, work: work))
        }
    }

    fileprivate func isRunning(_ lane: Int) -> Bool { state.withLock { $0.running == lane } }
}

/// One actor's lane in a world driven by hand. A task that prefers it runs there outside of every actor.
package final class HandLane: Lane, TaskExecutor {
    private let world: HandWorld
    private let number: Int

    fileprivate init(world: HandWorld, number: Int) {
        self.world = world
        self.number = number
    }

    package func enqueue(_ job: consuming ExecutorJob) { world.put(.job(UnownedJob(job), self), number) }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    package func checkIsolated() { precondition(world.isRunning(number), "on another lane") }

    package var now: UInt64 { world.now }

    package func run(_ work: @escaping @Sendable () -> Void) { world.put(.work(work), number) }

    package func run(after time: Duration, _ work: @escaping @Sendable () -> Void) {
        world.put(work, number, after: time)
    }

    package func timer(_ work: @escaping @Sendable () -> Void) -> any LaneTimer { HandTimer(lane: self, work) }
}

private final class HandTimer: LaneTimer {
    private let lane: HandLane
    private let work: @Sendable () -> Void
    private let armed = Armed()

    /// Which arming counts.
    private final class Armed: Sendable {
        let number = Mutex(0)
    }

    init(lane: HandLane, _ work: @escaping @Sendable () -> Void) {
        self.lane = lane
        self.work = work
    }

    deinit { armed.number.withLock { $0 += 1 } }

    func arm(milliseconds: Int, leeway: Int) {
        let number = armed.number.withLock { number in
            number += 1
            return number
        }
        lane.run(after: .milliseconds(milliseconds)) { [armed, work] in
            if armed.number.withLock({ $0 == number }) { work() }
        }
    }
}
