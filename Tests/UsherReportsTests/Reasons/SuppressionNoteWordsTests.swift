import TestSupport
import Testing
import UsherCore
import UsherReports

@Suite("What is noted beside a suppression, in words")
struct SuppressionNoteWordsTests {
    private static let sentences: [(SuppressionNote, String)] = [
        (.said("asked by phone"), "asked by phone"),
        (.link(how: "one-click"), "one-click"),
        (.signedUpAgain, "the person signed up again, and confirmed it"),
        (.erasedAgain, "erased again"),
        (.erasedInOtherMode, "erased in the other mode"),
        (.retriedByHand, "retried by the operator"),
        (.metTooMany, "it met too many at once to be about them"),
        (.complaint(about: "welcome", by: "a provider"), "about a message of welcome, as a provider says"),
        (.complaint(about: nil, by: nil), "about a notice"),
        (
            .unknown(Coded("of_another_version", ["x": "y"])),
            "'of_another_version', which this version of usher does not know"
        ),
    ]

    @Test("Each has its sentence")
    func words() {
        for (note, sentence) in Self.sentences { #expect(note.words == sentence) }
        #expect(Set(SuppressionNote.examples).isSubset(of: Self.sentences.map(\.0)))
    }
}
