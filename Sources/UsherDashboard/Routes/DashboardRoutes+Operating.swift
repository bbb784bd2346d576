import UsherCore
import UsherWeb

extension DashboardRoutes {
    /// Answers `operations/retry` and its like, by POST: what came of each, and the way back.
    func operate(_ name: String, _ request: WebRequest) throws -> Answer {
        try acting(request) { visit, form in
            guard let act = OperatingAct(name, form) else { return problem("problem_other", 422, visit) }
            return told(try house.operations.carryOut(act), visit, back: "operations", "operations_title")
        }
    }

    /// Answers `operations/failures`, by POST: what sending all again that failed would do, with the yes to it; or what
    /// was done.
    func failures(_ request: WebRequest) async throws -> Answer {
        var asked: (visit: Visit, form: FailuresForm)?
        let answer = try acting(request) { visit, fields in
            guard let form = FailuresForm(fields) else { return problem("problem_other", 422, visit) }
            asked = (visit, form)
            return told([], visit, back: "operations", "operations_title")
        }
        guard let (visit, form) = asked else { return answer }
        let said = try await chores.failures(form)
        if form.yes {
            let sentences = said.sentences.map { DashboardActs.Said(isDone: said.isSomething, $0) }
            return told(sentences, visit, back: "operations", "operations_title")
        }
        return page(
            .failures, visit, at: .operations,
            [
                "sentences": .list(said.sentences.map { .object(["sentence": .text($0)]) }),
                "has_work": .flag(said.isSomething && said.since != nil), "since": .text(said.since ?? ""),
                "campaign": .text(form.campaign ?? ""),
            ])
    }

    /// Answers `files`: what is wrong with them, and what taking them up would do.
    func files(_ request: WebRequest) async throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        return try await files(visit)
    }

    private func files(_ visit: Visit) async throws -> Answer {
        switch try await looks.answer(house.files.state()) {
        case .underWay: return underWay(visit, at: .operations)
        case .known(let look, let isRenewed):
            let page = FilesPage(
                look: look.value, trouble: house.files.trouble(), clock: visit.clock, language: visit.language)
            return self.page(
                .files, visit, at: .operations,
                page.values.merging(visit.counted(look.at, isRenewed)) { first, _ in first }
                    .merging(["may_act": .flag(visit.session.mayAct)]) { first, _ in first })
        }
    }

    /// Answers `files/reload`, by POST: where it is held, with a yes to what the page showed.
    func reload(_ request: WebRequest) async throws -> Answer {
        var (asked, answer) = (Asked?.none, Answer?.none)
        answer = try acting(request) { visit, form in
            guard let yes = form["yes"], ["0", "1"].contains(yes), let shown = ReloadShown(text: form["shown"] ?? "")
            else { return problem("problem_other", 422, visit) }
            asked = Asked(visit: visit, yes: yes == "1" ? shown : nil)
            return told([], visit, back: "files", "files_title")
        }
        guard let asked else { return answer ?? door(request) }
        return told([try await chores.reload(asked.yes)], asked.visit, back: "files", "files_title")
    }

    private struct Asked {
        let visit: Visit
        let yes: ReloadShown?
    }

    private func told(_ said: [DashboardActs.Said], _ visit: Visit, back: String, _ words: String) -> Answer {
        let isDone = said.contains(where: \.isDone)
        return page(
            .told, visit, at: .operations,
            [
                "is_done": .flag(isDone), "back": .text(back), "back_words": .text(Texts(visit.language)[words]),
                "sentences": .list(
                    said.map { one in
                        .object(["sentence": .text(one.sentence), "kind": .text(one.isDone ? "yes" : "no")])
                    }),
            ], status: isDone ? 200 : 409)
    }
}
