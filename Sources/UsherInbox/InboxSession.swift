/// The server's side of one SMTP connection (RFC 5321, with PIPELINING, SIZE, 8BITMIME, ENHANCEDSTATUSCODES): octets
/// in, actions out. It knows no socket, no disk and no clock.
///
/// The final dot is answered when the message is on disk: after `keep` nothing more is read from the input until `kept`
/// or `notKept` is called, so replies keep their order under pipelining.
package struct InboxSession {
    package enum Action: Hashable {
        case reply(String)
        /// Put the message on disk, then call `kept` or `notKept`.
        case keep(InboxMessage)
        /// Write what is still to be written, then close the connection.
        case close
    }

    private enum Phase {
        case command
        /// The command line grew too long; its end is awaited.
        case endOfLongLine
        case body(DotReader)
        /// A message is being kept; `kept` or `notKept` is awaited.
        case keeping
        case closed
    }

    /// How many octets a message may have, as EHLO announces.
    static let sizeLimit = 33_554_432
    /// How many octets a command line may have; RFC 5321 4.5.3.1.4 asks for 512 and more for extensions.
    package static let lineLimit = 2048
    static let recipientLimit = 1000
    /// How many commands that make no sense end the session: it is no mail client that talks.
    static let nonsenseLimit = 10

    private var phase = Phase.command
    private var input: [UInt8] = []
    private var greeted = false
    private var sender: String?
    private var recipients: [String] = []
    private var nonsense = 0
    private var isStopping = false

    package init() {}

    /// The greeting, which is the first reply.
    package func open() -> [Action] { [.reply("220 localhost Usher rehearsal inbox")] }

    /// Whether the message given out by `keep` is still awaited.
    package var isKeeping: Bool {
        if case .keeping = phase { true } else { false }
    }

    /// Takes octets from the client, in pieces of any size.
    package mutating func receive(_ octets: some Collection<UInt8>) -> [Action] {
        input.append(contentsOf: octets)
        return advance()
    }

    /// Answers the message that `keep` gave out: it is on disk as `name`.
    package mutating func kept(as name: String) -> [Action] { settle("250 2.0.0 Ok: kept as \(name)") }

    /// Answers the message that `keep` gave out: it could not be written, and the client may try again.
    package mutating func notKept(outOfSpace: Bool) -> [Action] {
        settle(outOfSpace ? "452 4.3.1 The disk is full" : "451 4.3.0 The message could not be written")
    }

    /// Ends the session because the server goes away: what is being kept is still answered, then the connection closes.
    mutating func stop() -> [Action] {
        switch phase {
        case .closed: return []
        case .keeping:
            isStopping = true
            return []
        case .command, .endOfLongLine, .body: return close("421 4.3.2 The inbox is closing")
        }
    }

    /// Ends the session because nothing came for too long.
    mutating func timeOut() -> [Action] {
        if case .keeping = phase { return [] }
        return close("421 4.4.2 Nothing came for too long")
    }

    // MARK: - Input

    private mutating func settle(_ reply: String) -> [Action] {
        guard isKeeping else { return [] }
        phase = .command
        let answer = Action.reply(reply)
        return isStopping ? [answer] + stop() : [answer] + advance()
    }

    private mutating func advance() -> [Action] {
        var actions: [Action] = []
        var cursor = 0
        loop: while cursor < input.count {
            switch phase {
            case .command, .endOfLongLine:
                guard let end = endOfLine(from: cursor) else {
                    // A CR at the very end may belong to a CRLF.
                    let length = input.count - cursor - (input.last == UInt8(ascii: "\r") ? 1 : 0)
                    guard length > Self.lineLimit else { break loop }
                    phase = .endOfLongLine
                    cursor = input.count - 1
                    break loop
                }
                let line = input[cursor..<end]
                cursor = end + 2
                if case .endOfLongLine = phase {
                    phase = .command
                    actions += refuse("500 5.5.6 The line is too long")
                } else if line.count > Self.lineLimit {
                    actions += refuse("500 5.5.6 The line is too long")
                } else {
                    actions += execute(InboxCommand(line))
                }
            case .body(var reader):
                phase = .closed  // The reader's only owner is this scope, so that its bytes are not copied.
                let (used, isDone) = reader.read(input[cursor...])
                cursor += used
                if isDone { actions.append(finish(reader)) } else { phase = .body(reader) }
            case .keeping: break loop
            case .closed:
                cursor = input.count
            }
        }
        input.removeFirst(cursor)
        return actions
    }

    /// The index of the CR of the next CRLF. A bare CR or LF is part of a line.
    private func endOfLine(from start: Int) -> Int? {
        var index = start
        while let lineFeed = input[index...].firstIndex(of: UInt8(ascii: "\n")) {
            if lineFeed > start, input[lineFeed - 1] == UInt8(ascii: "\r") { return lineFeed - 1 }
            index = lineFeed + 1
        }
        return nil
    }

    // MARK: - Commands

    private mutating func execute(_ command: InboxCommand) -> [Action] {
        switch command {
        case .ehlo:
            greeted = true
            reset()
            return [
                .reply(
                    "250-localhost\r\n250-PIPELINING\r\n250-SIZE \(Self.sizeLimit)\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES"
                )
            ]
        case .helo:
            greeted = true
            reset()
            return [.reply("250 localhost")]
        case .mail(let path): return [.reply(mail(path))]
        case .rcpt(let path): return [.reply(rcpt(path))]
        case .data: return [.reply(data())]
        case .rset:
            reset()
            return [.reply("250 2.0.0 Ok")]
        case .noop: return [.reply("250 2.0.0 Ok")]
        case .vrfy: return [.reply("252 2.5.2 Send some mail, it will be kept")]
        case .help: return [.reply("214 2.0.0 Everything is kept, nothing is sent on")]
        case .quit: return close("221 2.0.0 Bye")
        case .unknown: return refuse("500 5.5.2 The command is not known")
        case .malformed: return refuse("501 5.5.4 The arguments are wrong")
        }
    }

    private mutating func mail(_ path: EnvelopePath) -> String {
        guard greeted else { return "503 5.5.1 EHLO comes first" }
        guard sender == nil else { return "503 5.5.1 A message has begun already" }
        for parameter in path.parameters {
            let value = parameter.value
            switch parameter.name {
            case "BODY" where ["7BIT", "8BITMIME"].contains(value.uppercased()): break
            case "SIZE":
                guard let size = Int(value), size >= 0 else { return "501 5.5.4 SIZE is not a number" }
                guard size <= Self.sizeLimit else { return "552 5.3.4 The message is too large" }
            default: return "555 5.5.4 The parameter \(parameter.name) is not known"
            }
        }
        guard path.address.utf8.allSatisfy({ $0 < 0x80 }) else { return "553 5.6.7 SMTPUTF8 is not offered" }
        sender = path.address
        return "250 2.1.0 Ok"
    }

    private mutating func rcpt(_ path: EnvelopePath) -> String {
        guard sender != nil else { return "503 5.5.1 MAIL comes first" }
        guard path.parameters.isEmpty else { return "555 5.5.4 RCPT has no parameters here" }
        guard path.address.utf8.allSatisfy({ $0 < 0x80 }) else { return "553 5.6.7 SMTPUTF8 is not offered" }
        guard path.address.contains("@") || path.address.uppercased() == "POSTMASTER" else {
            return "501 5.1.3 The address is incomplete"
        }
        guard recipients.count < Self.recipientLimit else { return "452 4.5.3 Too many recipients" }
        recipients.append(path.address)
        return "250 2.1.5 Ok"
    }

    private mutating func data() -> String {
        guard sender != nil else { return "503 5.5.1 MAIL comes first" }
        guard !recipients.isEmpty else { return "554 5.5.1 No recipient was accepted" }
        phase = .body(DotReader(limit: Self.sizeLimit))
        return "354 End with a dot on a line of its own"
    }

    private mutating func finish(_ reader: DotReader) -> Action {
        let message = InboxMessage(sender: sender ?? "", recipients: recipients, bytes: reader.bytes)
        reset()
        phase = .command
        if reader.isTooLarge { return .reply("552 5.3.4 The message is too large") }
        if reader.hasLongLine { return .reply("554 5.6.0 A line is longer than 998 octets") }
        phase = .keeping
        return .keep(message)
    }

    private mutating func reset() {
        sender = nil
        recipients = []
    }

    private mutating func refuse(_ reply: String) -> [Action] {
        nonsense += 1
        return nonsense < Self.nonsenseLimit ? [.reply(reply)] : [.reply(reply)] + close("421 4.7.0 Too much nonsense")
    }

    private mutating func close(_ reply: String) -> [Action] {
        guard case .closed = phase else {
            phase = .closed
            return [.reply(reply), .close]
        }
        return []
    }
}
