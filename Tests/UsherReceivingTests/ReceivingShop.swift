import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherReceiving

/// A shop that mail comes back to, with a key of its own and leave@shop.example for who wants no more.
struct ReceivingShop {
    let moment = Timestamp(seconds: 1_795_431_600)
    let seal: TokenSeal
    private let leaving: EmailAddress

    init() throws {
        let key = try #require(SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32)))
        seal = TokenSeal(keyring: try Keyring(keys: [key]), databaseID: "one")
        leaving = try EmailAddress("leave@shop.example")
    }

    func read(_ mail: String) -> ReturnedReport {
        ReturnedMail.report(of: Array(mail.utf8), leaving: leaving, seal: seal)
    }

    /// One of `Mails`.
    func sample(_ name: String) throws -> String {
        try Repository.text("Tests/UsherReceivingTests/Mails/\(name).eml")
    }
}
