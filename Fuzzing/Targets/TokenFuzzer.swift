import UsherCore
import UsherMail

extension Fuzzer {
    /// Links, addresses and secrets that come back. The first octet says which.
    static let token = Fuzzer(
        "token", longest: 256, words: ["usher_1_", "b+", "0", "1", "2", "3", "4", "AAAA", "EQEBAQ", "ceaqcaib"]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let kind = input.one(of: Array(0..<6))
        let text = input.text
        guard let seal else { throw Breach("There is no key.") }
        switch kind {
        case 0:
            guard let token = seal.token(url: text) else { return }
            try hold(seal.url(token, at: moment) == text, "A token has two texts: \(text)")
        case 1:
            guard let token = seal.token(address: text) else { return }
            try hold(seal.address(token, at: moment) == text.lowercased(), "A token has two addresses: \(text)")
        case 2:
            guard let (token, key) = Token.parse(input.rest) else { return }
            try hold(token.payload(key: key) == Array(input.rest), "A token has two payloads: \(token)")
        case 3:
            guard let octets = Base64URL.decode(text) else { return }
            try hold(Base64URL.encode(octets) == text, "Octets have two texts: \(text)")
        case 4:
            guard let (token, secret) = APISecret.read(text) else { return }
            try hold(secret.text(of: token) == text, "A secret has two texts.")
            try hold(secret.matches(secret.hash), "A secret is not its own.")
        default:
            guard let delivery = BounceAddress.delivery(localPart: text, seal: seal) else { return }
            let written = BounceAddress.localPart(delivery, at: moment, seal: seal)
            try hold(written == text.lowercased(), "A delivery has two addresses: \(text)")
        }
    }

    /// The key file of a state folder.
    static let keyring = Fuzzer(
        "keyring",
        words: [
            "{\"version\":1,\"databases\":{", "\"keys\":[", "{\"id\":1,\"created\":1795312800000,\"secret\":\"",
            "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "\"}", "]}", "9223372036854775807", "-1", "65535",
        ]
    ) { octets throws(Breach) in
        guard let file = try? KeyFile.Content(json: String(decoding: octets, as: UTF8.self)) else { return }
        let ring = file.keyring
        let again = (try? KeyFile.Content(json: ring.json(databases: file.databases)))?.keyring
        try hold(again?.fingerprints == ring.fingerprints, "A ring that is written again has other keys.")
        try hold(again?.keys.map(\.createdAt) == ring.keys.map(\.createdAt), "A ring that is written again is younger.")
    }

    private static let moment = Timestamp(seconds: 1_795_431_600)
    /// There is one: 32 octets are a key.
    private static let seal = SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32))
        .flatMap { try? Keyring(keys: [$0]) }
        .map { TokenSeal(keyring: $0, databaseID: "fuzz") }
}
