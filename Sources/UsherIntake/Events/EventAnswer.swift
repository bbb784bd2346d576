import UsherCore

/// What became of one event, as a line of JSON: `{"line":1,"result":"recorded","moved":"subscribe ->
/// convert","intended":true,"by":"welcome"}`.
package struct EventAnswer: Hashable, Sendable {
    package enum Result: String, Sendable {
        case recorded, already, refused
    }

    /// Of the input, from 1.
    package let line: Int
    package let result: Result
    /// Why it is refused: one clause.
    package var reason: String?
    /// `subscribe -> convert`; nil when the person stayed.
    package var moved: String?
    /// Whether a campaign, its link or a promoter's code claims the move.
    package var intended: Bool?
    /// Who claims it: a campaign's name, or the code.
    package var by: String?
    /// What else somebody should know: that nothing is on record about marketing.
    package var note: String?

    package init(line: Int, _ result: Result) {
        self.line = line
        self.result = result
    }

    package init(line: Int, refused reason: String) {
        self.init(line: line, .refused)
        self.reason = reason
    }

    package init(line: Int, _ request: EventRequest, _ result: EventResult, name: (CampaignID) -> String) {
        switch result {
        case .already: self.init(line: line, .already)
        case .refused(let refusal): self.init(line: line, refused: refusal.sentence)
        case .recorded(let consequences, let contact):
            self.init(line: line, .recorded)
            for case .move(let transition) in consequences where transition.contact == contact.id {
                moved = transition.arrow
                intended = transition.cause.isIntended
                by = transition.cause.claimant(name: name, code: request.code)
            }
        }
    }

    package func write(to out: inout [UInt8]) {
        var json = JSONWriter()
        json.literal("{\"line\":\(line)")
        Self.write("result", result.rawValue, to: &json)
        Self.write("reason", reason, to: &json)
        Self.write("moved", moved, to: &json)
        if let intended { json.literal(intended ? #","intended":true"# : #","intended":false"#) }
        Self.write("by", by, to: &json)
        Self.write("note", note, to: &json)
        json.literal("}\n")
        out += json.text.utf8
    }

    private static func write(_ name: String, _ text: String?, to json: inout JSONWriter) {
        guard let text else { return }
        json.literal(",\"\(name)\":")
        json.string(text)
    }
}

extension Transition {
    /// `subscribe -> convert`; the first is `- -> subscribe`.
    package var arrow: String { "\(from?.rawValue ?? "-") -> \(to.rawValue)" }
}

extension Transition.Cause {
    /// Nil where nothing claims it.
    fileprivate func claimant(name: (CampaignID) -> String, code: String?) -> String? {
        switch self {
        case .enrollment(_, let campaign), .link(let campaign): name(campaign)
        case .code: code ?? "a promoter's code"
        case .stated, .entered, .told, .accident, .unknown: nil
        }
    }
}
