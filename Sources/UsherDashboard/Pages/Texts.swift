/// Every word that the dashboard says, in each of its languages, by key. Templates name them as `[[key]]`; what stands
/// in a text as `{{name}}` is filled in with the page's values.
package struct Texts: Sendable {
    package let language: DashboardLanguage

    package init(_ language: DashboardLanguage) { self.language = language }

    /// The words of a key; the key itself where there is none, which a test refuses.
    package subscript(key: String) -> String {
        guard let words = Self.table[key] else { return key }
        return language == .german ? words.german : words.english
    }

    /// A text in English and in German.
    package struct Words: Sendable {
        let english: String
        let german: String

        init(_ english: String, _ german: String) {
            self.english = english
            self.german = german
        }
    }

    package static let table: [String: Words] = [
        frame, door, journey, campaignPages, forecast, people, operations, operating, acts, preview, letters,
    ].reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
}
