import UsherCore

/// `config/samples.yaml`.
///
/// ```yaml
/// people:
///   ada:
///     name: Ada Moreno
///     address: ada@customer.example
///     zone: Europe/Madrid
///     language: en
///     stage: convert
///     attributes: { package: starter }
///     event: { order: "1042" }
///     bought: [ starter ]
/// ```
enum SamplesDocument {
    /// In the file's order.
    static func read(_ root: Field, declared: DeclaredNames) -> [Sample]? {
        root.record { keys in
            keys.required("people").map { field in
                field.names { handle, value -> Sample? in
                    guard Identifier.isOne(handle, also: "-") else {
                        return value.refuse(Identifier.complaint(handle, as: "a sample's name", also: "-"))
                    }
                    return sample(handle, value, declared: declared)
                }.map(\.1)
            }
        }
    }

    private static func sample(_ handle: String, _ field: Field, declared: DeclaredNames) -> Sample? {
        field.record { keys in
            let name = keys["name"]?.line()
            let address = keys.required("address")?.address()
            let zone = keys["zone"]?.zone()
            let language = keys["language"]?.language()
            let stage = keys["stage"]?.stage()
            let attributes = keys["attributes"].map(declared.values) ?? [:]
            let event = keys["event"].map(texts) ?? [:]
            let bought = keys["bought"]?.list(declared.product) ?? []
            guard let address, let address = try? EmailAddress(address) else { return nil }
            return Sample(
                handle: handle, address: address, name: name, zone: zone, language: language, stage: stage,
                attributes: attributes, event: event, bought: bought)
        }
    }

    private static func texts(_ field: Field) -> [String: String] {
        let pairs = field.names { name, value -> String? in
            guard Identifier.isOne(name, also: "_") else {
                return value.refuse(Identifier.complaint(name, as: "a name of event data", also: "_"))
            }
            return value.text()
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
