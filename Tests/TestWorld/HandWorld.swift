import Foundation
import Synchronization
import TestSupport
import UsherSupport

/// A world driven by hand: jobs of many lanes in one thread. The seed picks which lane goes on, and when nothing is
/// left to do, the clock moves to the next alarm.
///
/// Lanes belong to groups, one for each process. A group that is ended is gone as a killed process is: what its lanes
/// had to do is never done, and what still comes to them goes nowhere.
package final class HandWorld: Sendable {
    /// The lanes of one process.
    package struct Group: Hashable, Sendable {
        fileprivate let number: Int
        /// Of what is never killed.
        package static let world = Group(number: 0)
    }

    enum Job: Sendable {
        case job(UnownedJob, HandLane)
        case work(@Sendable () -> Void)
    }

    fileprivate struct LaneState {
        let group: Group
        var jobs = FirstInFirstOut<Job>()
    }

    fileprivate struct State {
        var random: SeededGenerator
        var now: UInt64 = 1_000_000_000
        var lanes: [LaneState] = []
        /// Which lanes have something to do, in no order that matters but always the same one.
        var busy: [Int] = []
        var alarms = AlarmHeap()
        var ended: Set<Group> = []
        var groups = 0
        var running: Int?
        var steps = 0
        var isAllInOneThread = true
    }

    private let state: Mutex<State>
    private let thread = pthread_self()

    package init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(seed: seed))) }

    package func group() -> Group {
        state.withLock { state in
            state.groups += 1
            return Group(number: state.groups)
        }
    }

    package func lane(of group: Group = .world) -> HandLane {
        state.withLock { state in
            state.lanes.append(LaneState(group: group))
            return HandLane(world: self, number: state.lanes.count - 1)
        }
    }

    /// The process is killed, between two jobs.
    package func end(_ group: Group) {
        let alarms = state.withLock { state in
            state.ended.insert(group)
            let lanes = state.lanes
            for index in state.lanes.indices where state.lanes[index].group == group {
                state.lanes[index].jobs = FirstInFirstOut()
            }
            state.busy.removeAll { lanes[$0].group == group }
            return state.alarms.take { lanes[$0.lane].group == group }
        }
        // What they hold is let go of here, where nobody has the world locked.
        withExtendedLifetime(alarms) {}
    }

    /// Nothing has come to a lane from another thread.
    package var isAllInOneThread: Bool { state.withLock { $0.isAllInOneThread } }

    /// Nanoseconds.
    package var now: UInt64 { state.withLock { $0.now } }

    /// How many jobs have run.
    package var steps: Int { state.withLock { $0.steps } }

    package func random(in range: ClosedRange<Int>) -> Int {
        state.withLock { Int.random(in: range, using: &$0.random) }
    }

    /// The clock goes on though nothing happens: a call took that long.
    package func pass(_ time: Duration) {
        let (seconds, attoseconds) = time.components
        state.withLock { $0.now += UInt64(max(0, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)) }
    }

    /// Nothing is to be done now, and no alarm comes before that moment.
    package func idles(until moment: UInt64) -> Bool {
        state.withLock { state in state.busy.isEmpty && state.alarms.next.map { $0 >= moment } ?? true }
    }

    /// The clock goes on to that moment, or stays where it is after it.
    package func pass(to moment: UInt64) { state.withLock { $0.now = max($0.now, moment) } }

    /// Runs one job, or moves the clock to the next alarm. False when nothing is left.
    package func step() -> Bool {
        let next: (job: Job, lane: Int)? = state.withLock { state in
            guard let place = state.busy.indices.randomElement(using: &state.random) else { return nil }
            let lane = state.busy[place]
            guard let job = state.lanes[lane].jobs.popFirst() else { return nil }
            if state.lanes[lane].jobs.isEmpty { state.busy.remove(at: place) }
            state.running = lane
            state.steps += 1
            return (job, lane)
        }
        guard let next else { return wait() }
        switch next.job {
        case .job(let job, let lane):
            job.runSynchronously(isolatedTo: lane.asUnownedSerialExecutor(), taskExecutor: lane.asUnownedTaskExecutor())
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
            while let alarm = state.alarms.popFirst() {
                guard !state.ended.contains(state.lanes[alarm.lane].group) else { continue }
                state.now = max(state.now, alarm.at)
                state.put(.work(alarm.work), alarm.lane)
                return true
            }
            return false
        }
    }

    fileprivate func put(_ job: Job, _ lane: Int) {
        state.withLock { state in
            state.put(job, lane)
            state.isAllInOneThread = state.isAllInOneThread && pthread_equal(pthread_self(), thread) != 0
        }
    }

    fileprivate func put(_ work: @escaping @Sendable () -> Void, _ lane: Int, after time: Duration) {
        let (seconds, attoseconds) = time.components
        let nanoseconds = max(0, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        state.withLock { state in
            guard !state.ended.contains(state.lanes[lane].group) else { return }
            state.alarms.insert(at: state.now + UInt64(nanoseconds), lane: lane, work)
        }
    }

    fileprivate func isRunning(_ lane: Int) -> Bool { state.withLock { $0.running == lane } }
}

extension HandWorld.State {
    fileprivate mutating func put(_ job: HandWorld.Job, _ lane: Int) {
        guard !ended.contains(lanes[lane].group) else { return }
        if lanes[lane].jobs.isEmpty { busy.append(lane) }
        lanes[lane].jobs.append(job)
    }
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
