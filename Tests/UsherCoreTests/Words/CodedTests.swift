import TestSupport
import Testing
import UsherCore

@Suite("What stands in a row instead of a sentence")
struct CodedTests {
    @Test("A delivery's reason is read as it was written, and its codes stand in docs/store.md")
    func deliveries() throws { try check(DeliveryReason.examples, "deliveries.reason") }

    @Test("So is a pause's")
    func pauses() throws { try check(PauseReason.examples, "pauses.reason") }

    @Test("So is a suppression's note")
    func notes() throws { try check(SuppressionNote.examples, "suppressions.note") }

    @Test("So is a transition's cause")
    func causes() throws { try check(Transition.Cause.examples, "transitions.cause") }

    /// What every kind keeps to.
    private func check<Value: KeptAsCode>(_ examples: [Value], _ heading: String) throws {
        let strange = Coded("of_another_version", ["x": "y"])
        #expect(Value(strange) == .unknown(strange))
        #expect(Value(strange).coded == strange)
        for example in examples {
            let coded = example.coded
            #expect(Value(known: coded) == example, "\(coded.code)")
            #expect(
                coded.code.utf8.allSatisfy {
                    $0 == UInt8(ascii: "_") || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
                })
            for name in coded.data.keys {
                var odd = coded
                odd.data[name] = "\u{1F}?"
                #expect(Value(odd).coded == odd || Value(odd).coded.code == coded.code, "\(coded.code) \(name)")
            }
        }
        #expect(CodesTable(examples) == CodesTable(under: heading, in: try Repository.text("docs/store.md")))
    }
}
