import Foundation

/// Whether anything is left of people who were erased: in the rows, and in the octets of the files.
struct Erased {
    private let texts: [(person: Int, text: String)]

    /// Nil while an erasing is under way, or where nobody was erased.
    init?(_ witness: Witness.State, _ people: [Story.Person], _ books: Books) throws {
        guard !witness.erased.isEmpty, try books.number("SELECT count(*) FROM erasures WHERE done_at IS NULL") == 0
        else {
            return nil
        }
        texts = witness.erased.sorted { $0.key < $1.key }.flatMap { number, cameBack in
            // Who came back is known again, and what was before stays forgotten.
            let own = cameBack ? [] : people[number].texts
            return (own + (witness.forgottenKeys[number] ?? [])).map { (number, $0) }
        }
    }

    /// Every column of every row, as text and as octets.
    func inRows(_ books: Books) throws -> [String] {
        var wrong: [String] = []
        for name in try books.tables() {
            for row in try books.rows("SELECT * FROM \"\(name)\"") {
                let line = row.map { $0 ?? "" }.joined(separator: "\u{1F}").lowercased()
                for (person, text) in texts where line.contains(text) {
                    wrong.append("person \(person) was erased, and a row of \(name) has \(text)")
                }
            }
        }
        return wrong
    }

    /// Every file below `folder`.
    func inFiles(_ folder: String) throws -> [String] {
        var wrong: [String] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
            guard let octets = FileManager.default.contents(atPath: "\(folder)/\(path)") else { continue }
            for (person, text) in texts where octets.range(of: Data(text.utf8)) != nil {
                wrong.append("person \(person) was erased, and \(path) has \(text)")
            }
        }
        return wrong
    }
}
