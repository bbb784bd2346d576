import Testing

@testable import UsherCore

@Suite("Which mailbox, and whose domain")
struct CanonicalMailboxTests {
    @Test(
        "What a provider takes for one mailbox is one",
        arguments: [
            ("ada-shop@yahoo.de", "ada@yahoo.de"), ("Ada-a-b@ymail.com", "ada@ymail.com"),
            ("ada-x@aol.com", "ada-x@aol.com"),
            ("-ada@yahoo.com", "-ada@yahoo.com"), ("a.da@pm.me", "ada@proton.me"),
            ("ada@protonmail.com", "ada@proton.me"),
            ("a-d_a+x@proton.me", "ada@proton.me"), ("ada@me.com", "ada@icloud.com"),
            ("ada+1@mac.com", "ada@icloud.com"),
            ("ada@icloud.com", "ada@icloud.com"), ("a.da@icloud.com", "a.da@icloud.com"),
            ("x@vic.fastmail.com", "vic@fastmail.com"), ("vic+x@fastmail.com", "vic@fastmail.com"),
            ("x+y@vic.fastmail.fm", "vic@fastmail.fm"), ("x@a.vic.fastmail.com", "x@a.vic.fastmail.com"),
            ("ada-x@outlook.com", "ada-x@outlook.com"),
        ])
    func mailboxes(address: String, mailbox: String) throws {
        #expect(try EmailAddress(address).mailbox == mailbox)
    }

    @Test(
        "A domain counts with all names below what is registered",
        arguments: [
            ("example.org", "example.org"), ("a.b.example.org", "example.org"), ("a.example.co.uk", "example.co.uk"),
            ("x.a.example.com.au", "example.com.au"), ("co.uk", "co.uk"), ("a.b.example.de", "example.de"),
            ("mail.me.uk.example", "uk.example"), ("localhost", "localhost"),
        ])
    func domains(domain: String, registered: String) {
        #expect(RegistrableDomain.of(domain) == registered)
    }

    @Test("Names below one domain share its hour")
    func shared() throws {
        let keys = try ["a@x1.evil.example", "a@x2.y.evil.example"].map { text in
            ConfirmationBudget.of(try EmailAddress(text), network: nil, limits: ConfirmationLimits())
                .first { $0.kind == .domain }?.key
        }
        #expect(keys == ["evil.example", "evil.example"])
    }
}
