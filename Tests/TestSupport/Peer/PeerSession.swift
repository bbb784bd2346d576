import Foundation

/// One connection of a `ScriptedPeer`, on its own thread.
struct PeerSession {
    let peer: ScriptedPeer
    let number: Int
    let descriptor: Int32
    private var input: [UInt8] = []
    private var taken = 0
    private var sender: String?
    private var recipient: String?

    init(peer: ScriptedPeer, number: Int, descriptor: Int32) {
        self.peer = peer
        self.number = number
        self.descriptor = descriptor
    }

    mutating func run() {
        guard answer(.greeting, "220 peer.example ESMTP") else { return }
        while let line = readLine() {
            peer.note { $0.commands[number].append(line) }
            guard obey(line) else { return }
        }
    }

    /// False when the connection is over.
    private mutating func obey(_ line: String) -> Bool {
        let upper = line.uppercased()
        if upper.hasPrefix("EHLO") { return answer(.ehlo, ehlo()) }
        if upper.hasPrefix("HELO") { return write("250 peer.example") }
        if upper.hasPrefix("AUTH") { return auth() }
        if upper.hasPrefix("MAIL FROM:") { return mail(line) }
        if upper.hasPrefix("RCPT TO:") { return rcpt(line) }
        if upper == "DATA" { return data() }
        if upper == "RSET" {
            (sender, recipient) = (nil, nil)
            return answer(.rset, "250 2.0.0 reset")
        }
        if upper == "QUIT" {
            _ = answer(.quit, "221 2.0.0 bye")
            return false
        }
        return write("500 5.5.2 what is \(line.prefix(20))")
    }

    private func ehlo() -> String {
        let lines = ["peer.example"] + peer.script.capabilities
        return lines.enumerated().map { "250\($0.offset == lines.count - 1 ? " " : "-")\($0.element)" }
            .joined(separator: "\r\n")
    }

    private mutating func auth() -> Bool {
        let action = action(.auth)
        guard action?.obeys ?? true else { return action.map { perform($0, "235 2.7.0 welcome") } ?? false }
        guard say("334 ", action), let answer = readLine() else { return false }
        let given = Data(base64Encoded: answer).map { String(decoding: $0, as: UTF8.self) }
        let isRight = peer.script.login.map { login in given == "\0" + login.replacing(":", with: "\0") } ?? true
        return say(isRight ? "235 2.7.0 welcome" : "535 5.7.8 wrong name or password", action)
    }

    private mutating func say(_ usual: String, _ action: PeerScript.Action?) -> Bool {
        action.map { perform($0, usual) } ?? write(usual)
    }

    private mutating func mail(_ line: String) -> Bool {
        guard sender == nil else { return write("503 5.5.1 nested MAIL") }
        return answer(.mail, "250 2.1.0 ok") { $0.sender = String(line.dropFirst(10)) }
    }

    private mutating func rcpt(_ line: String) -> Bool {
        guard sender != nil else { return write("503 5.5.1 MAIL first") }
        let named = String(line.dropFirst(8))
        return answer(.rcpt, for: named, "250 2.1.5 ok") { $0.recipient = named }
    }

    private mutating func data() -> Bool {
        if let action = action(.data) {
            guard perform(action, "354 go on") else { return false }
            if case .reply(let text) = action, !text.hasPrefix("354") { return true }
        } else {
            guard recipient != nil else { return write("503 5.5.1 RCPT first") }
            guard write("354 go on") else { return false }
        }
        return body()
    }

    private mutating func body() -> Bool {
        var bytes: [UInt8] = []
        if let action = action(.body) {
            guard readLine() != nil, perform(action, "") else { return false }
        }
        while let line = readRawLine() {
            guard line != Array(".\r\n".utf8) else {
                peer.note { $0.commands[number].append(".") }
                return dot(bytes)
            }
            bytes += line
        }
        return false
    }

    private mutating func dot(_ bytes: [UInt8]) -> Bool {
        let message = PeerLog.Message(
            connection: number, sender: sender ?? "", recipient: recipient ?? "", bytes: bytes)
        let peer = peer
        let named = recipient
        (sender, recipient) = (nil, nil)
        guard let named else { return write("554 5.5.1 no recipients") }
        return answer(.dot, for: named, "250 2.0.0 queued") { _ in peer.note { $0.accepted.append(message) } }
    }

    /// The usual reply or what a rule says. `accept` runs before a 2xx or 3xx goes out.
    private mutating func answer(
        _ point: PeerScript.Point, for recipient: String? = nil, _ usual: String,
        _ accept: (inout PeerSession) -> Void = { _ in }
    ) -> Bool {
        let action = action(point, for: recipient)
        switch action {
        case .reply(let text), .replyAndClose(let text):
            if text.hasPrefix("2") { accept(&self) }
        case .close, .hang, .flood: break
        case .obeyAndClose, .hold, .drip, .forgetRest, nil: accept(&self)
        }
        return say(usual, action)
    }

    private mutating func perform(_ action: PeerScript.Action, _ usual: String) -> Bool {
        switch action {
        case .reply(let text): return write(text)
        case .replyAndClose(let text):
            // A socket that is closed over something unread takes its last words with it.
            if write(text), shutdown(descriptor, Int32(SHUT_WR)) == 0 { while readMore() {} }
            return false
        case .close, .obeyAndClose: return false
        case .hang:
            while readMore() {}
            return false
        case .hold:
            peer.hold()
            return write(usual)
        case .drip(let milliseconds):
            for octet in "\(usual)\r\n".utf8 {
                guard send([octet]) else { return false }
                usleep(UInt32(milliseconds) * 1000)
            }
            return true
        case .flood(let octets):
            let line = Array("250-\(String(repeating: "x", count: 1000))\r\n".utf8)
            for _ in 0..<(octets / line.count) where !send(line) { return false }
            return true
        case .forgetRest:
            while taken == input.count || !isAllThere { guard readMore() else { return false } }
            (input, taken) = ([], 0)
            return write(usual)
        }
    }

    /// Whether the group behind the command has come.
    private var isAllThere: Bool { input[taken...].suffix(6).elementsEqual("DATA\r\n".utf8) }

    private func action(_ point: PeerScript.Point, for recipient: String? = nil) -> PeerScript.Action? {
        peer.next(point, for: recipient ?? self.recipient)
    }

    // MARK: - Octets

    private func write(_ text: String) -> Bool { text.isEmpty || send(Array("\(text)\r\n".utf8)) }

    private func send(_ octets: [UInt8]) -> Bool {
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

    private mutating func readLine() -> String? {
        readRawLine().map { String(decoding: $0.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self) }
    }

    private mutating func readRawLine() -> [UInt8]? {
        var scanned = taken
        while true {
            if let end = input[scanned...].firstIndex(of: 0x0A) {
                defer { taken = end + 1 }
                return Array(input[taken...end])
            }
            scanned = input.count
            let before = taken
            guard readMore() else { return nil }
            scanned -= before - taken
        }
    }

    private mutating func readMore() -> Bool {
        if taken > 0 {
            input.removeFirst(taken)
            taken = 0
        }
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        input += buffer[..<count]
        return true
    }
}
