import Testing
import UsherCore

@testable import UsherComposing

@Suite("Whom a message is addressed to")
struct AddresseeTests {
    private func contact(_ address: String, _ name: String?) throws -> Contact {
        Contact(id: ContactID(1), address: try EmailAddress(address), name: name)
    }

    @Test(
        "is what was kept with the inputs, whatever the contact is called later",
        arguments: ["Ada \"A\" Lovelace", nil])
    func kept(name: String?) throws {
        let then = Addressee(try contact("Ada@example.org", name))
        let inputs = then.added(to: .object(["contact": .object(["name": .text("Ada")])]))
        let read = Addressee(
            keptIn: try TemplateValue(json: inputs.json()), else: try contact("ada@example.org", "Countess"))
        #expect(read == then)
        #expect(inputs.value(at: "contact.name") == .text("Ada"))
    }

    @Test("has where answers go, where that was said")
    func answers() throws {
        let answers = try EmailAddress("confirm+abc@shop.example")
        let then = Addressee(address: try EmailAddress("ada@example.org"), name: nil, replyTo: answers)
        let inputs = then.added(to: .object([:]))
        #expect(Addressee(keptIn: inputs, else: try contact("eve@example.org", nil)).replyTo == answers)
    }

    @Test(
        "is the contact where nothing was kept", arguments: ["{}", #"{"to":{"name":"X"}}"#, #"{"to":{"address":"x"}}"#])
    func notKept(inputs: String) throws {
        let now = try contact("ada@example.org", "Ada")
        #expect(Addressee(keptIn: try TemplateValue(json: inputs), else: now) == Addressee(now))
    }
}
