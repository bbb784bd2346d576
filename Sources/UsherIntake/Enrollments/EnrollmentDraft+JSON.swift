import UsherCore

extension EnrollmentDraft {
    /// The fields that are one text each and may be missing.
    private static let paths: [String: WritableKeyPath<EnrollmentDraft, String?> & Sendable] = [
        "key": \.key, "at": \.at, "consent": \.consent, "name": \.person.name, "zone": \.person.zone,
        "language": \.person.language,
    ]
    private static let texts = Set(paths.keys).union(["campaign", "address"])

    /// `{"campaign":"welcome","address":"ada@example.org"}`. Numbers are taken as texts.
    ///
    /// Throws one clause for what is no such object, with the octet where it goes wrong.
    package init(json octets: ArraySlice<UInt8>) throws(Misreading) {
        let object = try DraftObject(
            json: octets, texts: Self.texts, records: ["attributes"],
            example: #"{"campaign":"welcome","address":"ada@example.org"}"#,
            otherwise: "what is known of people are the attributes of config/usher.yaml")
        self.init(campaign: "", address: "")
        for (name, value) in object.fields {
            switch name {
            case "campaign": campaign = try DraftObject.text(value, name)
            case "address": address = try DraftObject.text(value, name)
            case "attributes": person.attributes = try DraftObject.record(value, name)
            default:
                guard let path = Self.paths[name] else { continue }
                self[keyPath: path] = try DraftObject.text(value, name)
            }
        }
        if campaign.isEmpty { throw Misreading("names no 'campaign'") }
        if address.isEmpty { throw Misreading("names no 'address'") }
    }
}
