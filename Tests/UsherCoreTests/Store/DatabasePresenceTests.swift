import Testing
import UsherCore

@Suite("Whether a database may be begun")
struct DatabasePresenceTests {
    private typealias Facts = DatabasePresence.Facts

    @Test(
        "only at a first start",
        arguments: [
            // Nothing at all; this mode's first start; one that was cut short.
            (Facts(size: nil, keys: .missing), .open(mayBegin: true)),
            (Facts(size: nil, other: "rehearsal.sqlite", keys: .aware(knowsIt: false)), .open(mayBegin: true)),
            (Facts(size: nil, other: "rehearsal.sqlite", keys: .unaware), .open(mayBegin: true)),
            (Facts(size: nil, keys: .aware(knowsIt: false)), .open(mayBegin: true)),
            (Facts(size: 0, keys: .aware(knowsIt: false)), .open(mayBegin: true)),
            (Facts(size: 4096, logSize: 32, keys: .aware(knowsIt: false)), .open(mayBegin: true)),
            // The ordinary course.
            (Facts(size: 4096, keys: .aware(knowsIt: true)), .open(mayBegin: false)),
            (Facts(size: 4096, logSize: 32, keys: .unaware), .open(mayBegin: false)),
            // Something is lost.
            (Facts(size: 4096, keys: .missing), .refused(.keysAreMissing(database: "usher.sqlite"))),
            (
                Facts(size: nil, other: "rehearsal.sqlite", keys: .missing),
                .refused(.keysAreMissing(database: "rehearsal.sqlite"))
            ),
            (Facts(size: 0, keys: .missing), .refused(.databaseIsEmpty)),
            (Facts(size: nil, keys: .aware(knowsIt: true)), .refused(.databaseIsMissing)),
            (Facts(size: nil, other: "rehearsal.sqlite", keys: .aware(knowsIt: true)), .refused(.databaseIsMissing)),
            (Facts(size: 0, keys: .aware(knowsIt: true)), .refused(.databaseIsEmpty)),
            (Facts(size: nil, keys: .unaware), .refused(.databaseIsMissing)),
            (Facts(size: 0, other: "rehearsal.sqlite", keys: .unaware), .refused(.databaseIsEmpty)),
            (Facts(size: nil, logSize: 32, keys: .missing), .refused(.onlyTheLogIsThere)),
            (Facts(size: 0, logSize: 32, keys: .aware(knowsIt: false)), .refused(.onlyTheLogIsThere)),
        ] as [(DatabasePresence.Facts, DatabasePresence)])
    func decides(_ facts: DatabasePresence.Facts, _ expected: DatabasePresence) {
        #expect(DatabasePresence.decide(facts, named: "usher.sqlite") == expected)
    }
}
