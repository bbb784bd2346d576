/// How a `ScriptedPeer` behaves.
package struct PeerScript: Sendable {
    /// Where a rule applies: the greeting, a command, the middle or the end of a body.
    package enum Point: String, Sendable, CaseIterable {
        case greeting, ehlo, auth, mail, rcpt, data
        /// After the first octets of a body.
        case body
        case dot, rset, quit
    }

    package enum Action: Hashable, Sendable {
        /// Lines end in CRLF; one reply, or more, or rubbish.
        case reply(String)
        case replyAndClose(String)
        case close
        /// Does what was asked, and closes without a word.
        case obeyAndClose
        /// Says nothing more and reads on until the other side gives up.
        case hang
        /// The usual reply, once the test calls `release`.
        case hold
        /// The usual reply, octet by octet with this pause.
        case drip(milliseconds: Int)
        /// So many octets of reply lines without an end.
        case flood(octets: Int)
        /// The usual reply, and everything that was sent behind the command is thrown away.
        case forgetRest

        /// Whether the usual reply comes in the end, and the dialogue goes on.
        var obeys: Bool {
            switch self {
            case .hold, .drip, .forgetRest: true
            case .reply, .replyAndClose, .close, .obeyAndClose, .hang, .flood: false
            }
        }
    }

    package struct Rule: Sendable {
        package var point: Point
        /// Which time over all connections, from 1; nil is every time.
        package var time: Int?
        /// Only from RCPT on and for this recipient, whose times count apart; nil is everybody.
        package var recipient: String?
        package var action: Action

        package init(_ point: Point, time: Int? = nil, to recipient: String? = nil, _ action: Action) {
            self.point = point
            self.time = time
            self.recipient = recipient
            self.action = action
        }
    }

    /// Offered in EHLO.
    package var capabilities: [String]
    /// The first that applies counts.
    package var rules: [Rule]
    /// The only name and password that AUTH accepts; nil accepts any.
    package var login: String?

    package init(capabilities: [String] = ["PIPELINING", "SIZE 1000000"], login: String? = nil, _ rules: [Rule] = []) {
        self.capabilities = capabilities
        self.login = login
        self.rules = rules
    }
}
