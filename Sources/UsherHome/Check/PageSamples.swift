import UsherCore

/// Made-up values for each page, in every form that the page can take: for `usher check` and `usher preview page/NAME
/// --as FORM`.
package enum PageSamples {
    package struct Form: Sendable {
        package let name: String
        package let values: TemplateValue
    }

    /// The first has everything, the others what differs.
    package static func forms(of page: PageName) -> [Form] {
        switch page {
        case .unsubscribe:
            [
                form("series", ["hint": hint, "campaign": series, "is_off": .flag(false)]),
                form("bare", ["is_off": .flag(false)]),
                form("off", ["hint": hint, "is_off": .flag(true)]),
            ]
        case .unsubscribed:
            [
                form("all", ["hint": hint, "all": .flag(true)]), form("series", ["hint": hint, "campaign": series]),
                form("pause", ["until_on": .text("2026-12-22")]),
            ]
        case .almost, .confirm: [form("known", ["hint": hint]), form("bare", [:])]
        case .confirmed:
            [
                form(
                    "promise", ["hint": hint, "promise": link("Download the PDF", "https://shop.example/notebook.pdf")]),
                form("bare", [:]),
            ]
        case .review:
            [
                form("chosen", ["product": .text("Starter kit"), "scores": scores(chosen: 9)]),
                form("bare", ["scores": scores(chosen: nil)]),
            ]
        case .reviewed:
            [
                form(
                    "high",
                    [
                        "score": .text("9"), "is_low": .flag(false),
                        "invitation": link("Write a review", "https://shop.example/review"),
                    ]),
                form("low", ["score": .text("3"), "is_low": .flag(true)]),
                form("bare", ["score": .text("8"), "is_low": .flag(false)]),
            ]
        case .data:
            [form("full", data), form("bare", ["address": .text("ada@customer.example"), "json": .text("{}")])]
        case .problem:
            [
                ("unknown", "404"), ("expired", "410"), ("nobodys", "410"), ("address", "400"), ("too_many", "429"),
                ("busy", "503"),
            ].map { form($0, ["status": .text($1), "is_\($0)": .flag(true)]) }
                + [
                    form("suppressed", ["status": .text("409"), "is_suppressed": .flag(true)]),
                    form("said_no", ["status": .text("410"), "said_no_since": .flag(true)]),
                    form(
                        "taken_off",
                        ["status": .text("410"), "said_no_since": .flag(true), "by_shop": .flag(true)]),
                    form("type", ["status": .text("415"), "reads": .text("multipart/form-data")]),
                    form("bare", ["status": .text("405")]),
                ]
        }
    }

    private static let hint = TemplateValue.text("a…@customer.example")
    private static let series = TemplateValue.text("Sew a first booklet")

    private static func form(_ name: String, _ values: [String: TemplateValue]) -> Form {
        Form(name: name, values: .object(values))
    }

    private static func link(_ text: String, _ url: String) -> TemplateValue {
        .object(["text": .text(text), "url": .text(url)])
    }

    private static func scores(chosen: Int?) -> TemplateValue {
        .list(
            (1...10).map { (score: Int) in .object(["value": .text("\(score)"), "is_chosen": .flag(score == chosen)]) })
    }

    private static func rows(_ rows: [[String: String]]) -> TemplateValue {
        .list(rows.map { .object($0.mapValues { .text($0) }) })
    }

    private static func consent(_ said: String, _ basis: String) -> TemplateValue {
        .object([
            "kind": .text("marketing"), "said": .text(said), "basis": .text(basis), "said_on": .text("2026-10-02"),
            "is_\(said)": .flag(true), "wording": .text("Send me the notebook, and a few notes about folding"),
        ])
    }

    private static var data: [String: TemplateValue] {
        [
            "address": .text("ada@customer.example"), "name": .text("Ada Moreno"), "language": .text("en"),
            "zone": .text("Europe/Madrid"), "stage": .text("convert"), "since_on": .text("2026-10-02"),
            "attributes": rows([
                ["name": "package", "value": "starter"], ["name": "interests", "value": "journals, boxes"],
            ]),
            "consents": .list([consent("agreed", "sign-up"), consent("confirmed", "double opt-in")]),
            "messages": rows([
                ["title": "Here is your one-sheet notebook", "sent_on": "2026-10-02"],
                ["title": "How a fold gets really crisp", "sent_on": "2026-10-05"],
            ]),
            "events": rows([["name": "Bought something", "told_on": "2026-10-09"]]),
            "json": .text(
                """
                {
                  "contact": { "address": "ada@customer.example", "name": "Ada Moreno", "stage": "convert" },
                  "consents": [ { "kind": "marketing", "said": "confirmed", "at": "2026-10-02T08:11:42Z" } ]
                }
                """),
        ]
    }
}
