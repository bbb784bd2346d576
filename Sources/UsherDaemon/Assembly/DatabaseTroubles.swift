import UsherCore

/// What is said of a database that cannot be used for a while: once when it begins, once when it is over, however often
/// the two take turns meanwhile.
struct DatabaseTroubles {
    enum Word: Hashable {
        case waits(StoreError)
        case goesOn
    }

    /// How many looks a database that was busy has to be usable for until that is said: whoever keeps it busy does so
    /// again and again.
    static let rest = 10

    private var said: Set<StoreError> = []
    private var quiet = 0

    /// Takes in what failed in a look, if anything, and gives what is to be said of it.
    mutating func note(_ failures: [StoreError]) -> [Word] {
        quiet = failures.isEmpty ? quiet + 1 : 0
        let words = failures.filter { said.insert($0).inserted }.map(Word.waits)
        guard !said.isEmpty, quiet >= (said == [.busy] ? Self.rest : 1) else { return words }
        said = []
        return [.goesOn]
    }
}
