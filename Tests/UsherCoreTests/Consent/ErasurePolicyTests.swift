import Testing
import UsherCore

@Suite("What an erasure leaves")
struct ErasurePolicyTests {
    @Test(
        "Older than it brings nobody back; after it a sign-up does, and what is told of somebody who is back",
        arguments: [
            (nil, -1, false, false, false, .welcome), (0, -1, true, true, false, .older),
            (0, -1, true, false, true, .older),
            (0, -1, false, true, true, .older), (0, 0, false, true, false, .erased),
            (0, 1, false, true, false, .erased),
            (0, 0, true, true, false, .welcome), (0, 1, false, true, true, .welcome),
            (0, 1, false, false, false, .welcome),
        ] as [(Int64?, Int64, Bool, Bool, Bool, ErasurePolicy.Answer)])
    func table(
        erasedAt: Int64?, moment: Int64, isSignUp: Bool, isInForce: Bool, isKnown: Bool, answer: ErasurePolicy.Answer
    ) {
        #expect(
            ErasurePolicy.answer(
                toldOf: Timestamp(milliseconds: moment), isSignUp: isSignUp,
                erasedAt: erasedAt.map { Timestamp(milliseconds: $0) }, isInForce: isInForce, isKnown: isKnown)
                == answer)
    }
}
