import UsherCore
import UsherWeb

extension DashboardRoutes {
    /// Answers `letter?delivery=42`: one message as it was sent.
    func letter(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            guard let letter = try letter(visit) else { return problem("problem_unknown", 404, visit) }
            let values = LetterPage(letter: letter, clock: visit.clock, language: visit.language).values
            var answer = page(.letter, visit, at: .people, values)
            answer.overServer = InboxHeaders.page
            return answer
        }
    }

    /// Answers `letter/picture?delivery=42&look=desk`: the message's HTML, for a frame of that page alone.
    func letterPicture(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            guard let look = MailLook(rawValue: request.query["look"] ?? ""),
                case .kept(let text)? = try letter(visit)?.content
            else { return problem("problem_unknown", 404, visit) }
            var answer = Answer.octets(MailDocument.octets(text.html, look), type: "text/html; charset=utf-8")
            answer.overServer = DashboardHeaders.mail
            return answer
        }
    }

    private func letter(_ visit: Visit) throws -> DashboardLetters.Letter? {
        try visit.request.query["delivery"].flatMap { Int64($0) }.flatMap { try house.letters.letter(DeliveryID($0)) }
    }
}
