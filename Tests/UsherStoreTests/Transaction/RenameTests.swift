import Testing

@testable import UsherStore

@Suite("Renames")
struct RenameTests {
    static let table: [(known: Set<String>, renames: [(String, String?)], due: [(String, String)])] = [
        (["a"], [("b", "a")], [("b", "a")]),
        (["b"], [("b", "a")], []),
        (["a", "b"], [("b", "a")], []),
        (["a"], [("a", nil), ("c", "b")], []),
        (["a", "b"], [("b", "a"), ("c", "b")], [("c", "b"), ("b", "a")]),
        (["b", "c"], [("b", "a"), ("c", "b")], []),
        (["a"], [("a", "a")], []),
    ]

    @Test("Which are due, in which order", arguments: 0..<table.count)
    func due(row: Int) {
        let (known, renames, due) = Self.table[row]
        #expect(
            Rename.due(renames.map { Rename(to: $0.0, from: $0.1) }, known: known)
                == due.map { Rename(to: $0.0, from: $0.1) })
    }
}
