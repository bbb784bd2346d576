/// The setting `dkim` of `config/usher.yaml`: who signs messages.
package enum DKIMChoice: Hashable, Sendable {
    /// The relay does, and Usher does not.
    case relay
    /// Usher does, with the keys of this name.
    case keys(String)

    /// The word in the file for `relay`; no keys have this name.
    package static let relayWord = "relay"

    package var keys: String? {
        if case .keys(let name) = self { return name }
        return nil
    }

    /// The word for the choice in the file.
    package var word: String {
        switch self {
        case .relay: Self.relayWord
        case .keys(let name): name
        }
    }
}
