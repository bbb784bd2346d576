import UsherCore

/// What can be said of a person who enters and of an event, each thing once: its name at every door, and how long its
/// line of text may be.
///
/// | Field | Argument | JSON | Column | Is read as |
/// | --- | --- | --- | --- | --- |
/// | event | `EVENT` | of events | | a line |
/// | address | `ADDRESS` | both | `address`, `email` | an address |
/// | campaign | `CAMPAIGN`; `--campaign` of an event | both | | a line |
/// | key | `--key` | both | `key` | a line |
/// | value, currency | `--value`, `--currency` | of events | | together an amount |
/// | product, code | `--product`, `--code` | of events | | a line |
/// | by | `--by` | of events | | an address |
/// | count | `--count` | of events | | a whole number |
/// | at | `--at` | both | | a moment |
/// | name | `--name` | both | `name` | a line |
/// | zone, language | `--zone`, `--language` | both | `zone`, `language` | one that there is |
/// | stage | `--stage` | | `stage` | a stage's name |
/// | tags | `--tag`, each | | `tags`, a list | words |
/// | consent | `--consent` | both | | a line, of a wording's length |
/// | because | `--because` | of events | | the same |
/// | attributes | `--attr NAME=VALUE`, each | both, a record | one column each | values of their declared types |
/// | data | `--data NAME=VALUE`, each | of events, a record | | texts |
package enum DraftField: String, CaseIterable, Sendable {
    case event, address, campaign, key, value, currency, product, code, by, count, at
    case name, zone, language, stage, tags, consent, because, attributes, data

    static let columns: [DraftField] = [.address, .name, .zone, .language, .key, .stage, .tags]

    /// Characters of its line.
    var longest: Int {
        switch self {
        case .consent, .because: PlainText.longestWording
        default: PlainText.longestName
        }
    }

    /// `--zone`, `'zone'`, `column zone`; with an entry of a record `--attr since`, `'attributes.since'`, `column
    /// since`.
    package func place(at door: Draft.Door, _ entry: String? = nil) -> String {
        let entry = entry.map { PlainText.shown($0) }
        switch door {
        case .arguments: return argument + (entry.map { " \($0)" } ?? "")
        case .json: return "'\(rawValue)\(entry.map { ".\($0)" } ?? "")'"
        case .columns: return "column \(entry ?? rawValue)"
        }
    }

    private var argument: String {
        switch self {
        case .event: "EVENT"
        case .address: "ADDRESS"
        case .tags: "--tag"
        case .attributes: "--attr"
        default: "--\(rawValue)"
        }
    }

    /// What is wrong with a line of text that stands at `place`; nil when nothing is.
    /// Thousands of lines are right, and for those no place is put into words.
    package static func fault(ofLine text: String, at place: @autoclosure () -> String, longest: Int) -> String? {
        if text.isEmpty { return "\(place()) is empty; say something or leave it out" }
        return PlainText.fault(text, longest: longest).map { "\(place()) \($0)" }
    }
}
