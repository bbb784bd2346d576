import UsherCore

/// The page with the people whom a search found. Pure.
struct ContactsPage {
    let query: String
    let people: [Contact]
    let isMore: Bool
    let noes: [String]
    /// The shop's name for a stage.
    var stageLabel: (Stage) -> String = { $0.rawValue }

    var values: [String: TemplateValue] {
        [
            "query": .text(query), "has_people": .flag(!people.isEmpty), "is_more": .flag(isMore),
            "is_none": .flag(people.isEmpty && !query.isEmpty && noes.isEmpty),
            "people": .list(
                people.map { person in
                    .object([
                        "id": .text("\(person.id)"), "address": .text(person.address.wire),
                        "name": .text(person.name ?? ""),
                        "stage": .text(person.stage.map(stageLabel) ?? ""),
                    ])
                }),
            "noes": .list(noes.map { .object(["address": .text(query), "sentence": .text($0)]) }),
        ]
    }
}
