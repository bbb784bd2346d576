import UsherCore
import UsherReports

/// The values that the pages of e-mails are filled in with. Pure.
struct PreviewPage {
    let texts: Texts
    let reader: PreviewReader

    /// The values of the list of all e-mails.
    func values(_ shelf: PreviewShelf) -> [String: TemplateValue] {
        frame(shelf.errors, [], shelf.samples, shelf.standing).merging([
            "has_campaigns": .flag(!shelf.campaigns.isEmpty),
            "campaigns": .list(
                shelf.campaigns.map { campaign in
                    .object([
                        "name": .text(campaign.name), "campaign_title": .text(campaign.title),
                        "steps": .list(
                            campaign.steps.map {
                                .object(["step": .text($0), "path": .text("\(campaign.name)/\($0)")])
                            }
                        ),
                    ])
                }),
        ]) { $1 }
    }

    /// The values of the page of one e-mail.
    func values(_ letter: PreviewLetter, _ exam: MailExam?) -> [String: TemplateValue] {
        var values = frame(letter.errors, letter.warnings, letter.samples, letter.standing)
        values["message"] = .text(letter.message)
        values["reader"] = .text(letter.reader?.name ?? "")
        values["has_picture"] = .flag(letter.picture != nil)
        guard let picture = letter.picture else { return values }
        values["sender"] = .text(picture.sender)
        values["subject"] = .text(picture.subject)
        values["beginning"] = .text(InboxLine.beginning(of: Array(picture.html.utf8)))
        values["mail_language"] = .text(picture.language)
        values["words"] = .text(picture.words)
        values["size"] = .text(exam.map { "\(($0.size + 1023) / 1024) KB" } ?? "")
        values["remarks"] = .list((exam?.remarks ?? []).map(remark))
        return values
    }

    /// The values of the page of what the spam filter says of one e-mail.
    func values(_ message: String, _ said: MailExam.Remark) -> [String: TemplateValue] {
        frame([], [], [], .unasked).merging(["message": .text(message), "remarks": .list([remark(said)])]) { $1 }
    }

    private func frame(
        _ errors: [Problem], _ warnings: [Problem], _ samples: [PreviewShelf.Reader], _ standing: FilesStanding
    ) -> [String: TemplateValue] {
        var values: [String: TemplateValue] = [
            "has_errors": .flag(!errors.isEmpty), "errors": .list(errors.map(Self.problem)),
            "has_warnings": .flag(!warnings.isEmpty), "warnings": .list(warnings.map(Self.problem)),
            "has_samples": .flag(!samples.isEmpty), "samples": .list(samples.map(sample)),
            "as": .text(""), "person": .text(""), "is_waiting": .flag(false), "is_taken_up": .flag(false),
            "why": .text(""),
        ]
        switch reader {
        case .sample(let handle): values["as"] = .text(handle ?? "")
        case .contact(let id): values["person"] = .text("\(id)")
        }
        switch standing {
        case .takenUp: values["is_taken_up"] = .flag(true)
        case .notTakenUp(let why):
            values["is_waiting"] = .flag(true)
            values["why"] = .text(why ?? "")
        case .unasked: break
        }
        return values
    }

    private func sample(_ person: PreviewShelf.Reader) -> TemplateValue {
        .object([
            "handle": .text(person.handle), "name": .text(person.name),
            "is_chosen": .flag(reader == .sample(person.handle)),
        ])
    }

    /// The values of a problem: its place, such as `templates/welcome/download.md:7:12`, and what is wrong there.
    private static func problem(_ problem: Problem) -> TemplateValue {
        .object(["place": .text(problem.place), "sentence": .text(problem.message)])
    }

    private func remark(_ remark: MailExam.Remark) -> TemplateValue {
        let (word, look) =
            switch remark.grade {
            case .ok: (texts["grade_ok"], "ok")
            case .advice: (texts["grade_advice"], "advice")
            case .wrong: (texts["grade_wrong"], "wrong")
            case .unknown: (texts["grade_unknown"], "unknown")
            }
        return .object([
            "grade": .text(word), "look": .text(look), "about": .text(remark.about), "found": .text(remark.found),
            "wanted": .text(remark.wanted ?? ""),
        ])
    }
}
