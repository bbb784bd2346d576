import Foundation
import Glibc
import Synchronization

/// How long a test waits for what has to come about: as long as something moves. On a loaded machine everything takes
/// longer, and nothing is wrong.
///
/// | What moves | |
/// | --- | --- |
/// | a scripted peer has accepted a message | |
/// | what the test itself watches (`isOver(watching:)`) differs from the last look | |
/// | a program that the tests started, and that was there at the last motion, has used a second of a processor since | an idle daemon does not in two minutes |
///
/// Its end has come when nothing of this was so for two minutes and two thousand looks: a test that is hardly ever
/// given a processor looks seldom.
package struct Patience {
    private static let stillness = Duration.seconds(120)
    private static let looks = 2000
    /// How many messages were accepted by peers of this process.
    private static let accepted = Atomic<Int>(0)

    private var since = ContinuousClock.now
    private var looked = 0
    private var lastCensus = ContinuousClock.now
    private var seenAccepted = Self.accepted.load(ordering: .relaxed)
    private var seen: Int?
    private var processes = Self.census()

    package init() {}

    /// Called by peers.
    static func somethingMoved() { accepted.add(1, ordering: .relaxed) }

    /// To be asked at each look at what is waited for. `watching` is anything that changes while the test gets on.
    package mutating func isOver(watching: Int? = nil) -> Bool {
        looked += 1
        if hasMoved(watching) {
            since = .now
            looked = 0
        }
        return looked >= Self.looks && since.duration(to: .now) >= Self.stillness
    }

    /// The same at each look; throws at its end. `what` completes "did not come about: ".
    package mutating func look(for what: String, watching: Int? = nil) throws {
        if isOver(watching: watching) { throw Over(description: "did not come about, and nothing moves: \(what)") }
    }

    package struct Over: Error, CustomStringConvertible {
        package let description: String
    }

    private mutating func hasMoved(_ watched: Int?) -> Bool {
        let accepted = Self.accepted.load(ordering: .relaxed)
        if accepted != seenAccepted || watched != seen {
            (seenAccepted, seen) = (accepted, watched)
            return true
        }
        guard lastCensus.duration(to: .now) >= .seconds(5) else { return false }
        lastCensus = .now
        let now = Self.census()
        guard now.contains(where: { id, ticks in processes[id].map { ticks - $0 >= Self.second } ?? false }) else {
            // Who came since then is compared from now on.
            processes = now.merging(processes) { _, old in old }
            return false
        }
        processes = now
        return true
    }

    private static let second = sysconf(Int32(_SC_CLK_TCK))

    /// The processor time, in ticks, of this process's children and theirs, by process number.
    private static func census() -> [Int32: Int] {
        var parents: [Int32: Int32] = [:]
        var ticks: [Int32: Int] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let id = Int32(name), let text = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
                let fields = text.split(separator: ")").last?.split(separator: " "), fields.count > 12
            else { continue }
            parents[id] = Int32(fields[1])
            ticks[id] = (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
        }
        let own = getpid()
        return ticks.filter { id, _ in
            let parent = parents[id] ?? 0
            return parent == own || parents[parent] == own
        }
    }
}
