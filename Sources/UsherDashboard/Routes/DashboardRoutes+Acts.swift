import HTTPTypes
import UsherCore
import UsherWeb

extension DashboardRoutes {
    /// Answers `person/export`, of the person `id`, by POST: a file for the browser to keep.
    func export(_ request: WebRequest) throws -> Answer {
        try acting(request) { visit, form in
            guard let number = form["id"].flatMap({ Int64($0) }),
                let contact = try house.people.contact(ContactID(number))
            else {
                return problem("problem_unknown", 404, visit)
            }
            var answer = Answer.octets(Array(try house.people.file(contact).utf8), type: "application/json")
            answer.headers[.contentDisposition] = "attachment; filename=\"person-\(contact.id).json\""
            return answer
        }
    }

    /// Answers `person/enter` and its like, of the person `id`, by POST: what came of it, and the way back.
    func act(_ name: String, _ request: WebRequest) throws -> Answer {
        try acting(request) { visit, form in
            guard let number = form["id"].flatMap({ Int64($0) }),
                let contact = try house.people.contact(ContactID(number))
            else {
                return problem("problem_unknown", 404, visit)
            }
            guard let act = DashboardActs.Act(name, form) else { return problem("problem_other", 422, visit) }
            let said = try house.acts.carryOut(act, contact)
            return page(
                .done, visit, at: .people,
                [
                    "id": .text("\(contact.id)"), "address": .text(contact.address.wire), "is_done": .flag(said.isDone),
                    "sentence": .text(said.sentence),
                ], status: said.isDone ? 200 : 409)
        }
    }
}
