import Testing
import UsherCore

@Suite("Whose mailbox it is")
struct MailboxProviderTests {
    @Test(
        "a few large ones, and all others together",
        arguments: [
            ("gmail.com", MailboxProvider.google), ("GoogleMail.com", .google), ("outlook.de", .microsoft),
            ("hotmail.co.uk", .microsoft), ("live.com", .microsoft), ("msn.com", .microsoft), ("yahoo.co.jp", .yahoo),
            ("ymail.com", .yahoo), ("aol.com", .yahoo), ("icloud.com", .apple), ("me.com", .apple), ("gmx.net", .gmx),
            ("web.de", .gmx), ("proton.me", .proton), ("example.org", .other), ("yahoo.shop.example.com", .other),
            ("notgmail.com", .other), ("gmail.com.example.org", .other), ("yahoo", .other), ("", .other),
        ])
    func provider(domain: String, expected: MailboxProvider) {
        #expect(MailboxProvider(domain: domain) == expected)
    }
}
