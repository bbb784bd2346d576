import Foundation
import Synchronization

/// An IMAP server on loopback that does as it is told: an honest one by default, and at chosen commands whatever a rule
/// says. Plain blocking sockets on threads of its own; an ephemeral port. Stops when the last reference goes.
package final class IMAPPeer: Sendable {
    package enum Action: Sendable {
        /// Instead of the usual answer; `TAG` stands for the command's tag.
        case say(String)
        /// So many octets of the usual answer, and then the end.
        case cut(Int)
        /// Does what was asked, and closes without a word.
        case obeyAndClose
        /// Says nothing more and reads on until the other side gives up.
        case hang
        /// The usual answer, octet by octet.
        case drip
        /// These octets without an end.
        case flood(String)
    }

    package struct Rule: Sendable {
        /// How the command begins, without its tag: `UID FETCH`; `greeting` for the first word.
        var command: String
        /// Which time over all connections, from 1; nil is every time.
        var time: Int?
        var action: Action

        package init(_ command: String, time: Int? = nil, _ action: Action) {
            self.command = command
            self.time = time
            self.action = action
        }
    }

    package let port: Int
    private let door: PeerDoor
    private let rules: [Rule]
    private let state: Mutex<State>

    private struct State {
        var mailbox: ModelMailbox
        var commands: [String] = []
        var connections = 0
        var logins = 0
        var times: [Int: Int] = [:]
        var open: Set<Int32> = []
    }

    package init(_ mailbox: ModelMailbox, _ rules: [Rule] = []) throws {
        self.rules = rules
        state = Mutex(State(mailbox: mailbox))
        let door = try PeerDoor(backlog: 16)
        self.door = door
        port = door.port
        Self.thread { [weak self] in
            while let connection = door.next() {
                guard let self else {
                    close(connection)
                    break
                }
                self.serve(connection)
            }
            door.close()
        }
    }

    deinit { stop() }

    package func stop() {
        door.shut()
        state.withLock { state in for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) } }
    }

    package var mailbox: ModelMailbox { state.withLock { $0.mailbox } }
    /// Without tags.
    package var commands: [String] { state.withLock { $0.commands } }
    package var connections: Int { state.withLock { $0.connections } }
    /// How often a password was offered.
    package var logins: Int { state.withLock { $0.logins } }

    package func change(_ change: (inout ModelMailbox) -> Void) { state.withLock { change(&$0.mailbox) } }

    private func serve(_ descriptor: Int32) {
        state.withLock {
            $0.connections += 1
            $0.open.insert(descriptor)
        }
        Self.thread { [self] in
            talk(descriptor)
            state.withLock { _ = $0.open.remove(descriptor) }
            shutdown(descriptor, Int32(SHUT_RDWR))
            close(descriptor)
        }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 512 * 1024
        thread.start()
    }

    // MARK: One connection

    private func talk(_ descriptor: Int32) {
        guard answer(descriptor, "greeting", tag: "*", { _ in Array("* OK peer ready\r\n".utf8) }) else { return }
        var input: [UInt8] = []
        while let line = Self.line(descriptor, &input) {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { return }
            state.withLock { $0.commands.append(words[1]) }
            if words[1].uppercased().hasPrefix("AUTHENTICATE") {
                guard login(descriptor, words[0], words[1], &input) else { return }
                continue
            }
            let goesOn = answer(descriptor, words[1], tag: words[0]) { mailbox in
                mailbox.reply(to: line) ?? Array("\(words[0]) BAD what is that\r\n".utf8)
            }
            guard goesOn, words[1] != "LOGOUT" else { return }
        }
    }

    private func login(_ descriptor: Int32, _ tag: String, _ command: String, _ input: inout [UInt8]) -> Bool {
        guard Self.send(descriptor, Array("+ \r\n".utf8)), let given = Self.line(descriptor, &input) else {
            return false
        }
        let words = Data(base64Encoded: given).map { String(decoding: $0, as: UTF8.self).split(separator: "\0") }
        return answer(descriptor, command, tag: tag) { mailbox in
            let isRight = mailbox.password.map { $0 == words?.last.map(String.init) } ?? true
            return Array("\(tag) \(isRight ? "OK welcome" : "NO [AUTHENTICATIONFAILED] wrong")\r\n".utf8)
        } then: {
            $0.logins += 1
        }
    }

    /// The usual answer or what a rule says. False when the connection is over.
    private func answer(
        _ descriptor: Int32, _ command: String, tag: String, _ usual: (inout ModelMailbox) -> [UInt8],
        then: (inout State) -> Void = { _ in }
    ) -> Bool {
        let action = state.withLock { state -> Action? in
            then(&state)
            for (index, rule) in rules.enumerated() where command.hasPrefix(rule.command) {
                state.times[index, default: 0] += 1
                if rule.time == nil || rule.time == state.times[index] { return rule.action }
            }
            return nil
        }
        func obey() -> [UInt8] { state.withLock { usual(&$0.mailbox) } }
        switch action {
        case nil: return Self.send(descriptor, obey())
        case .say(let text)?: return Self.send(descriptor, Array(text.replacing("TAG", with: tag).utf8))
        case .cut(let count)?:
            _ = Self.send(descriptor, Array(obey().prefix(count)))
            return false
        case .obeyAndClose?:
            _ = obey()
            return false
        case .hang?:
            var buffer = [UInt8](repeating: 0, count: 1024)
            while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
            return false
        case .drip?: return obey().allSatisfy { Self.send(descriptor, [$0]) }
        case .flood(let text)?:
            let piece = Array(String(repeating: text, count: max(1, 16_384 / max(1, text.utf8.count))).utf8)
            while Self.send(descriptor, piece) {}
            return false
        }
    }

    private static func send(_ descriptor: Int32, _ octets: [UInt8]) -> Bool {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func line(_ descriptor: Int32, _ input: inout [UInt8]) -> String? {
        while true {
            if let end = input.firstIndex(of: 0x0A) {
                defer { input.removeFirst(end + 1) }
                return String(decoding: input[..<end].prefix { $0 != 0x0D }, as: UTF8.self)
            }
            var buffer = [UInt8](repeating: 0, count: 16 * 1024)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            input += buffer[..<count]
        }
    }
}
