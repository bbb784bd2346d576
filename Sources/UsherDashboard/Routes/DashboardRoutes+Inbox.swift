import UsherCore
import UsherWeb

extension DashboardRoutes {
    /// Answers `inbox`: the newest messages of rehearsal's inbox. There is none in live mode.
    func inbox(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            guard let inbox = house.inbox else { return problem("problem_unknown", 404, visit) }
            let (lines, total) = try inbox.newest(InboxPage.most)
            let page = InboxPage(lines: lines, total: total, clock: visit.clock, language: visit.language)
            return self.page(.inbox, visit, at: .operations, page.values)
        }
    }

    /// Answers `inbox/message?name=000042-9f3a61c2`: one of these messages.
    func message(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            guard let page = try message(visit) else { return problem("problem_unknown", 404, visit) }
            var answer = self.page(.message, visit, at: .operations, page.values)
            answer.overServer = InboxHeaders.page
            return answer
        }
    }

    /// Answers `inbox/html?name=`: what stands in the message, for the frame of its page. It may load nothing and do
    /// nothing, connects nowhere (`MailDocument`), and stands in no page but ours.
    func messageHTML(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            guard let html = try message(visit)?.html else { return problem("problem_unknown", 404, visit) }
            return Self.framed(html)
        }
    }

    private func message(_ visit: Visit) throws -> InboxMessagePage? {
        guard let name = visit.request.query["name"], let mail = try house.inbox?.mail(name) else { return nil }
        return InboxMessagePage(name: name, mail: mail, language: visit.language)
    }

    private static func framed(_ html: String) -> Answer {
        var answer = Answer.octets(MailDocument.octets(html, .desk), type: "text/html; charset=utf-8")
        answer.overServer = InboxHeaders.frame
        return answer
    }
}
