import UsherCore

/// The page of what is wrong with the files, where, and what taking them up would do. Pure.
struct FilesPage {
    let look: FilesLook
    /// The daemon's sentence about the latest files; nil where they serve.
    let trouble: String?
    /// The shop's clock.
    let clock: ZoneClock
    let language: DashboardLanguage

    /// How many problems are shown.
    static let most = 100

    var values: [String: TemplateValue] {
        let (texts, numbers) = (Texts(language), Numbers(language: language))
        let effects = look.effects ?? [:]
        return [
            "trouble": .text(trouble ?? ""), "has_problems": .flag(!look.problems.isEmpty),
            "problem_count": .text(numbers.count(look.problems.count)),
            "is_more": .flag(look.problems.count > Self.most),
            "problems": .list(
                look.problems.prefix(Self.most).map { problem in
                    .object([
                        "place": .text(problem.place), "message": .text(problem.message),
                        "kind": .text(texts[problem.severity == .error ? "file_error" : "file_warning"]),
                    ])
                }),
            "has_effects": .flag(look.effects != nil),
            "effects": .list(
                ReloadSurvey.Effect.allCases.map { effect in
                    .object([
                        "name": .text(texts[Self.key(effect)]), "count": .text(numbers.count(effects[effect] ?? 0)),
                    ])
                }),
            "has_people": .flag(!look.people.isEmpty), "people": .list(look.people.map(row)),
            "people_shown": .text(numbers.count(look.people.count)),
            "people_all": .text(
                numbers.count(effects.reduce(0) { $0 + ($1.key == .unchanged ? 0 : $1.value) })),
            "clock": .text(clock.name),
            "summary": .list(look.summary.map { .object(["sentence": .text($0)]) }), "is_held": .flag(look.isHeld),
            "can_reload": .flag(look.shown != nil), "yes": .text(look.isHeld ? "1" : "0"),
            "shown": .text(look.shown?.text ?? ""),
        ]
    }

    private func row(_ person: FilesLook.Affected) -> TemplateValue {
        func moment(_ moment: Timestamp?) -> String {
            moment.map { LocalFormat.moment($0, clock: clock, language: language.rawValue) } ?? "–"
        }
        return .object([
            "person": .text("\(person.id)"), "address": .text(person.address), "message": .text(person.message),
            "effect": .text(Texts(language)[Self.key(person.effect)]), "is_due": .text(moment(person.before)),
            "then_due": .text(moment(person.after)),
        ])
    }

    private static func key(_ effect: ReloadSurvey.Effect) -> String {
        switch effect {
        case .unchanged: "effect_unchanged"
        case .later: "effect_later"
        case .sooner: "effect_sooner"
        case .mailedAtOnce: "effect_mailed_at_once"
        case .stranded: "effect_stranded"
        }
    }
}
