import UsherCore

/// What libcurl and the server said to each other until the connection was ready: enough to name what went wrong, and
/// nothing of AUTH.
final class Transcript {
    /// How many octets a server may send before the connection is ready.
    private static let limit = 256 * 1024

    private(set) var phase = WirePhase.connect
    private var isOver = false
    /// The latest refusal that the server sent.
    private(set) var refusal: Reply?
    /// Why the attempt was ended, where that was because of what the server sent.
    private(set) var malformed: LossReason?
    private(set) var triedAuth = false
    /// Whether the latest AUTH was answered with 2xx.
    private(set) var isAuthenticated = false
    private var capabilityLines: [String] = []
    private var parser = ReplyParser()
    private var octets = 0

    var capabilities: RelayCapabilities { RelayCapabilities(lines: capabilityLines) }

    /// Notes a command that libcurl writes. Only its first word is looked at.
    func sent(_ command: UnsafeRawBufferPointer) {
        let verb = String(decoding: command.prefix { $0 > 0x20 }.prefix(8), as: UTF8.self)
        switch verb {
        case "EHLO", "HELO":
            phase = .ehlo
            capabilityLines = []
        case "STARTTLS": phase = .startTLS
        case "AUTH":
            phase = .auth
            triedAuth = true
        case "QUIT": isOver = true
        default: break
        }
    }

    /// Notes that TCP is established.
    func reachedServer() {
        if phase == .connect { phase = .greeting }
    }

    /// Notes a line from the server. False ends the attempt.
    func received(_ line: UnsafeRawBufferPointer) -> Bool {
        reachedServer()
        guard !isOver else { return true }
        octets += line.count
        guard octets <= Self.limit else { return stop(.flood) }
        if phase == .ehlo {
            capabilityLines.append(String(decoding: line.dropFirst(4).prefix { $0 >= 0x20 }, as: UTF8.self))
        }
        parser.feed(line)
        do {
            while let reply = try parser.next() { note(reply) }
            return true
        } catch {
            return stop(error.reason)
        }
    }

    private func note(_ reply: Reply) {
        if reply.code >= 400 { refusal = reply }
        if phase == .auth { isAuthenticated = reply.code < 300 }
    }

    private func stop(_ reason: LossReason) -> Bool {
        malformed = reason
        return false
    }
}
