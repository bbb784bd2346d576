import Testing

@testable import UsherCore

@Suite("A stage that comes with a person's data")
struct ContactDraftStageTests {
    @Test(
        "Is taken when it is beyond where the person stands, and only then",
        arguments: [
            (nil, nil, false), (nil, .convert, true), (.subscribe, .convert, true), (.convert, .convert, false),
            (.excite, .convert, false), (.excite, nil, false),
        ] as [(Stage?, Stage?, Bool)])
    func move(stands: Stage?, said: Stage?, moves: Bool) throws {
        let address = try EmailAddress("ada@example.org")
        let contact = Contact(id: ContactID(1), address: address, stage: stands)
        let now = Timestamp(seconds: 1)
        let agreed = Consent(kind: .marketing, said: .agreed, basis: "", source: "usher import", at: now)
        let draft = ContactDraft(address: address, consent: agreed, stage: said)
        let expected = said.map {
            Transition(contact: contact.id, from: stands, to: $0, at: now, cause: .told(source: "usher import"))
        }
        #expect(draft.move(of: contact, now: now) == (moves ? expected : nil))
    }
}
