import Foundation
import UsherCore

/// The sample shop on a calendar of its own: it stands still while people do things, and passes when it is told to.
extension ScenarioHome {
    /// A Monday morning in Leipzig.
    static let opening = "2026-03-02T08:00:00Z"

    /// The sample shop, open and with nobody in it.
    static func shop() async throws -> ScenarioHome {
        let home = try await ScenarioHome()
        try await home.pass(to: opening)
        return home
    }

    /// Lets the calendar go on to `moment`; what is due before it is sent.
    func pass(to moment: String) async throws {
        try await done("run", "--clock", "stepped:\(Self.opening)", "--until", moment)
    }

    /// One message as it came.
    struct Letter {
        /// `2026-03-02T08:00:00Z`
        let at: String
        /// `campaign/step`, or the notice's name.
        let message: String
        let subject: String
        let text: String
    }

    /// Everything that lies in the inbox for an address, oldest first.
    func letters(to address: String) async throws -> [Letter] {
        let lines: [InboxLine] = try await json("inbox", "list")
        return lines.filter { $0.recipients == [address] }.map { line in
            let mail = MailText(
                Array(FileManager.default.contents(atPath: self("state/inbox/\(line.name).eml")) ?? Data()))
            let at = Date(timeIntervalSince1970: Double(line.at.milliseconds) / 1000).formatted(.iso8601)
            return Letter(
                at: at, message: mail.message ?? "notice", subject: line.subject ?? "", text: mail.plain ?? mail.text)
        }
    }

    /// Moment and message of every letter to an address.
    func post(to address: String) async throws -> [String] {
        try await letters(to: address).map { "\($0.at) \($0.message)" }
    }

    /// Signed up and confirmed, so that `welcome` has them.
    func subscribe(_ address: String, _ more: String...) async throws {
        try await done(["event", "signed_up", address, "--campaign", "craft-fair"] + more)
        try await done("event", "confirmed", address, "--campaign", "free-notebook")
    }

    /// Somebody at a stage, who agreed to e-mail, with nothing under way.
    func person(_ address: String, at stage: String, _ more: String...) async throws {
        try await done(["contact", "add", address, "--stage", stage, "--consent", "asked at the fair"] + more)
    }

    func life(of address: String) async throws -> Life { try await json("why", address) }

    func report() async throws -> ReportPage { try await json("report", "--from", "2026-03-01") }
}

/// `usher why --json`, as far as the journey goes.
struct Life: Decodable {
    struct Run: Decodable, Hashable {
        let campaign: String
        let state: String
    }

    struct Journey: Decodable {
        let events: [Deed]
        let moves: [Move]
        let code: String?
    }

    struct Deed: Decodable {
        let event: String
        let value: String?
        let product: String?
        let data: [String: String]
    }

    struct Move: Decodable {
        let from: String?
        let to: String
        let kind: String
        let cause: String
    }

    let stage: String?
    let enrollments: [Run]
    let journey: Journey

    /// `subscribe -> convert intended`
    var moves: [String] { journey.moves.map { "\($0.from ?? "-") -> \($0.to) \($0.kind)" } }
}

/// `usher report --json`, as far as scenarios read it.
struct ReportPage: Decodable {
    struct Campaign: Decodable {
        struct Money: Decodable, Hashable {
            let currency: String
            let minorUnits: Int
        }

        let name: String
        let visits: Int
        let entered: Int
        let moved: Int
        let money: [Money]
    }

    struct Stage: Decodable {
        let stage: String
        let people: Int
    }

    let campaigns: [Campaign]
    let stages: [Stage]

    func campaign(_ name: String) -> Campaign? { campaigns.first { $0.name == name } }

    /// Those where anybody stands.
    var standing: [String: Int] {
        Dictionary(uniqueKeysWithValues: stages.filter { $0.people > 0 }.map { ($0.stage, $0.people) })
    }
}
