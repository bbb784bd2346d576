extension MarketingPromise {
    /// A thing that a message lacks, and why, where it is there and may be hidden.
    package struct Lack: Hashable, Sendable {
        package enum Kind: Hashable, Sendable, CaseIterable {
            case wayToSayNoInHTML, wayToSayNoInText, postalAddressInHTML, postalAddressInText
        }

        package let kind: Kind
        let veil: Veil?

        init(_ kind: Kind, veil: Veil? = nil) {
            self.kind = kind
            self.veil = veil
        }

        package var isInHTML: Bool { kind == .wayToSayNoInHTML || kind == .postalAddressInHTML }
        package var isPostalAddress: Bool { kind == .postalAddressInHTML || kind == .postalAddressInText }

        /// A clause without a full stop, after the name of a message or a file.
        package var sentence: String {
            let what =
                switch kind {
                case .wayToSayNoInHTML: "the HTML part shows no way to say no"
                case .wayToSayNoInText: "the text part shows no way to say no"
                case .postalAddressInHTML: "the HTML part does not show the postal address"
                case .postalAddressInText: "the text part does not show the postal address"
                }
            return veil.map { "\(what): \($0.clause)" } ?? what
        }

        /// The tag that keeps the promise.
        package var tag: String { isPostalAddress ? "{{shop.postal_address}}" : "{{unsubscribe_url}}" }

        /// The remedy in the file that makes the part; without a full stop.
        package var remedy: String { veil == nil ? "put \(tag) here" : "put \(tag) where it is plain to see" }
    }
}
