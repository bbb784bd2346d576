import Crypto
import CryptoExtras
import Foundation
import UsherCore

@testable import UsherMail

extension Samples {
    private static let made = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    /// Keys of this name: one RSA key for the whole run, and the Ed25519 key of RFC 8463.
    static func dkimKeys(_ name: String = "test") throws -> DKIMKeys {
        let secret = Data(base64Encoded: "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=") ?? Data()
        return DKIMKeys(
            name: name, createdAt: composedAt, rsa: try made.get(),
            ed25519: try Curve25519.Signing.PrivateKey(rawRepresentation: secret))
    }

    /// The composer of a home with the state folder `state`.
    static func signingComposer(state: String) throws -> MessageComposer {
        MessageComposer(
            keyring: try keyring(), databaseID: "3f0c9a51d2e84b76",
            dkim: DKIMKeyring(DKIMKeyFolder(state: state, environment: [:])))
    }

    static func signed(
        _ composer: MessageComposer, with keys: String?, sources: MessageSources = sources(),
        at moment: Timestamp = composedAt
    ) throws -> OutgoingMessage {
        var sources = sources
        sources.dkimKeys = keys
        return try composer.compose(
            rendered, sources: sources, delivery: DeliveryID(42), contact: ContactID(7),
            address: EmailAddress("ann@customer.example"), name: "Ann Lee", composedAt: moment)
    }
}
