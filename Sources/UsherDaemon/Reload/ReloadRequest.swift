import Foundation
import UsherCore
import UsherReports

/// The questions of `usher reload` and the daemon's answers: one line each in the store, so that it works across users
/// and needs no signal.
package enum ReloadRequest {
    private static let asked = "reload.asked"
    private static let answered = "reload.answered"

    /// The answer of the daemon.
    package struct Answer: Codable, Sendable {
        package var number: Int
        package var isTakenUp: Bool
        /// Whether the same question again may be answered otherwise.
        package var isTemporary = false
        /// Whether the daemon ended before it answered.
        package var isGone = false
        package var text: String
    }

    package struct Question: Codable, Sendable {
        package var number: Int
        package var yes: Bool
        /// What the yes was said to; nil for a yes that holds whatever the files would do.
        package var shown: ReloadShown?
    }

    /// Asks and waits for the answer: as long as the daemon shows that it moves, and then up to `seconds` of real time,
    /// and never longer than `most` seconds. Blocks. Throws nothing but what the store does; a daemon that does not
    /// answer, or ends, is an answer, too.
    ///
    /// `shown` is what a yes was said to, where it reaches no further. `isAlive` says whether there is a daemon, and
    /// `daemon` what it writes down of itself; `tell` is told how many waiting e-mails it has looked at.
    package static func ask(
        _ store: any Store, yes: Bool, shown: ReloadShown? = nil, seconds: Int = 60, most: Int? = nil,
        isAlive: () -> Bool = { true }, daemon: () -> DaemonReport? = { nil },
        tell: (Int) -> Void = { _ in }
    ) throws(StoreError) -> Answer {
        let number = (try question(store)?.number ?? 0) + 1
        try store.setNote(asked, encode(Question(number: number, yes: yes, shown: shown)))
        let began = ContinuousClock.now
        var moved = began
        var last: DaemonReport.Reload?
        while true {
            if let answer = try answer(store), answer.number == number { return answer }
            guard isAlive() else {
                // It may have answered last.
                if let answer = try answer(store), answer.number == number { return answer }
                return Answer(
                    number: number, isTakenUp: false, isTemporary: true, isGone: true,
                    text: "the daemon has ended; the files are read when one starts")
            }
            if let reload = daemon()?.reload, reload.question == number, reload != last {
                (last, moved) = (reload, .now)
                tell(reload.looked)
            }
            guard moved.duration(to: .now) < .seconds(seconds) else { break }
            if let most, began.duration(to: .now) >= .seconds(most) {
                return Answer(
                    number: number, isTakenUp: false, isTemporary: true,
                    text: "the daemon is still looking at everybody who waits, and goes on with it; "
                        + "what became of the files is in: usher status")
            }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return Answer(
            number: number, isTakenUp: false, isTemporary: true,
            text: "the daemon has not answered for \(seconds) seconds; see its log")
    }

    static func question(_ store: any Store) throws(StoreError) -> Question? { decode(try store.note(asked)) }

    static func answer(_ store: any Store) throws(StoreError) -> Answer? { decode(try store.note(answered)) }

    static func answer(_ store: any Store, _ answer: Answer) throws(StoreError) {
        try store.setNote(answered, encode(answer))
    }

    private static func encode(_ value: some Encodable) -> String? {
        try? SortedJSON.text(of: value)
    }

    private static func decode<Value: Decodable>(_ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
}
