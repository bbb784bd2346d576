import Synchronization
import Testing

@testable import UsherCore

@Suite("Did you mean")
struct SuggestionTests {
    @Test(
        "Names the nearest that is near",
        arguments: [
            ("wiat", ["wait", "kind", "name"], "wait"), ("WAIT", ["wait"], "wait"), ("wait", ["wait", "wail"], "wait"),
            ("x", ["y", "z"], "y"), ("welcom", ["welcome", "welcoming"], "welcome"), ("quite else", ["wait"], nil),
            ("", ["a"], "a"), ("", ["ab"], nil), ("zöe", ["zoe"], "zoe"), ("abcdef", ["abXXef"], "abXXef"),
            ("abcdef", ["abXXXf"], nil), ("enque", ["queue", "enqueue", "event"], "enqueue"),
            ("sup", ["suppress", "status"], "suppress"), ("sta", ["status", "start"], nil), ("en", ["enqueue"], nil),
        ] as [(String, [String], String?)])
    func nearest(name: String, candidates: [String], expected: String?) {
        #expect(Suggestion.nearest(to: name, in: candidates) == expected)
    }

    /// Says how many were taken.
    private struct Counted: Sequence, IteratorProtocol {
        let count: Counter
        mutating func next() -> String? {
            count.value.withLock { $0 += 1 }
            return "candidate"
        }
    }

    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    @Test("Looks at no name for one that is too long, and at so many at most")
    func work() {
        let counter = Counter()
        let text = String(repeating: "Europe/Berlin", count: 5000)
        #expect(Suggestion.nearest(to: text, in: Counted(count: counter)) == nil)
        #expect(counter.value.withLock { $0 } == 0)
        #expect(Suggestion.nearest(to: "candidxxx", in: Counted(count: counter)) == "candidate")
        #expect(counter.value.withLock { $0 } <= Suggestion.mostCandidates + 1)
        #expect(Suggestion.nearest(to: "candidate", in: [text, "candidates"]) == "candidates")
    }
}

@Suite("Many problems")
struct ProblemsTests {
    @Test("Are a hundred of each file, and how many more there are, in their order")
    func bounded() {
        let many = (1...10_000).map { Problem(file: "a.yaml", line: $0, "unknown") }
        let few = [Problem(.warning, file: "b.yaml", "odd")]
        let bounded = (many + few).bounded()
        #expect(bounded.count == 102)
        #expect(bounded[99].line == 100 && bounded[101] == few[0])
        #expect(
            bounded[100].description
                == "a.yaml:101: error: 9900 more problems are not shown; correct these and check again")
        #expect(few.bounded() == few)
    }
}
