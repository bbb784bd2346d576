import Foundation
import UsherCore

/// How `usher reload` and the daemon talk: one line each in the store, so that it works across users and needs no signal.
package enum ReloadRequest {
    /// The note that `usher status` shows: why the latest files do not serve; absent when they do.
    package static let status = "reload.status"
    private static let asked = "reload.asked"
    private static let answered = "reload.answered"

    /// What the daemon said.
    package struct Answer: Codable, Sendable {
        package var number: Int
        package var isTakenUp: Bool
        package var text: String
    }

    package struct Question: Codable, Sendable {
        package var number: Int
        package var yes: Bool
    }

    /// Asks and waits up to `seconds` of real time for the answer. Blocks. Throws nothing but what the store does; a daemon that does
    /// not answer is an answer, too.
    package static func ask(_ store: any Store, yes: Bool, seconds: Int = 15) throws(StoreError) -> Answer {
        let number = (try question(store)?.number ?? 0) + 1
        try store.setNote(asked, encode(Question(number: number, yes: yes)))
        for _ in 0..<(seconds * 20) {
            if let answer = try answer(store), answer.number == number { return answer }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return Answer(
            number: number, isTakenUp: false, text: "the daemon has not answered for \(seconds) seconds; see its log")
    }

    static func question(_ store: any Store) throws(StoreError) -> Question? { decode(try store.note(asked)) }

    static func answer(_ store: any Store) throws(StoreError) -> Answer? { decode(try store.note(answered)) }

    static func answer(_ store: any Store, _ answer: Answer) throws(StoreError) {
        try store.setNote(answered, encode(answer))
    }

    private static func encode(_ value: some Encodable) -> String? {
        (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func decode<Value: Decodable>(_ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
}
