import Synchronization
import Testing
import UsherCore
import UsherSupport

@testable import UsherDashboard

@Suite("What takes long to count")
struct CountedBesideTests {
    /// Counts when it is let: each number is told once.
    private actor Gate {
        private(set) var asked = 0
        private var waiting: [CheckedContinuation<Int, any Error>] = []
        private var ready: [Result<Int, any Error>]

        init(_ ready: [Result<Int, any Error>] = []) { self.ready = ready }

        func count() async throws -> Int {
            asked += 1
            guard ready.isEmpty else { return try ready.removeFirst().get() }
            return try await withCheckedThrowingContinuation { waiting.append($0) }
        }

        func open(_ number: Int) {
            for continuation in waiting { continuation.resume(returning: number) }
            waiting = []
        }
    }

    private struct Trouble: Error {}

    private func beside(_ gate: Gate, most: Int = 4, lasts: Duration = .seconds(1000)) -> CountedBeside<Int, Int> {
        CountedBeside(most: most, lasts: lasts, lane: QueueExecutor(label: "test")) { question in
            Dated(try await gate.count() + question, at: Timestamp(seconds: 7))
        }
    }

    /// Until it is counted, however busy the machine is.
    private func known(_ beside: CountedBeside<Int, Int>, _ question: Int) async throws -> (Int, isRenewed: Bool) {
        while true {
            if case .known(let found, let isRenewed) = try await beside.answer(question) {
                #expect(found.at == Timestamp(seconds: 7))
                return (found.value, isRenewed)
            }
        }
    }

    @Test("Is said to be counted as long as it is, counted once whoever asks, and then kept")
    func once() async throws {
        let gate = Gate()
        let beside = beside(gate)
        for _ in 1...2 {
            guard case .underWay = try await beside.answer(100) else {
                Issue.record("nobody has counted it")
                return
            }
        }
        await gate.open(5)
        for _ in 1...3 { #expect(try await known(beside, 100) == (105, false)) }
        #expect(await gate.asked == 1)
    }

    @Test("What is old is shown while it is counted anew, and said to be")
    func renewed() async throws {
        let gate = Gate([.success(1)])
        let beside = beside(gate, lasts: .zero)
        var found = try await known(beside, 0)
        while !found.isRenewed {
            #expect(found == (1, false))
            found = try await known(beside, 0)
        }
        #expect(found == (1, true))
        #expect(await gate.asked == 2)
        await gate.open(2)
        while found.0 == 1 { found = try await known(beside, 0) }
        #expect(found.0 == 2)
    }

    @Test("What went wrong is told once, and counted again by who asks next")
    func wrong() async throws {
        let gate = Gate([.failure(Trouble()), .success(3)])
        let beside = beside(gate)
        await #expect(throws: Trouble.self) { try await known(beside, 0) }
        #expect(try await known(beside, 0) == (3, false))
    }

    @Test("As many are kept as may be, and as many are counted")
    func bounds() async throws {
        let gate = Gate((1...4).map { .success($0) })
        let kept = beside(gate, most: 2)
        for question in [10, 20, 30, 10] { _ = try await known(kept, question) }
        #expect(await gate.asked == 4)
        #expect(try await known(kept, 30) == (33, false))
        #expect(await gate.asked == 4)

        let shut = Gate()
        let crowded = beside(shut)
        await withTaskGroup(of: Void.self) { group in
            for question in 1...12 { group.addTask { _ = try? await crowded.answer(question) } }
        }
        #expect(await shut.asked == CountedBeside<Int, Int>.mostUnderWay)
        await shut.open(1)
    }
}
