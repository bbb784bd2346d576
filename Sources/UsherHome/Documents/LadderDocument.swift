import UsherCore

/// `config/ladder.yaml`.
///
/// ```yaml
/// packages:
///   - name: starter
///     title: Starter kit
///     price: 5.00 EUR
///     url: https://shop.example/starter
///     benefits: [ Two booklets, A needle and thread ]
///     languages:
///       de: { title: Starter-Set, benefits: [ Zwei Hefte, Nadel und Faden ] }
/// ```
///
/// Smallest first: no package costs less than the one before it.
struct LadderDocument {
    let ladder: Ladder
    /// False when a package could not be read: then nobody knows what its name is.
    let isComplete: Bool

    static func read(_ root: Field) -> LadderDocument? {
        root.record { keys in
            guard let list = keys.required("packages") else { return nil }
            if list.isEmptyList { return list.refuse("'packages' is an empty list; add a package, or remove the file") }
            guard let readings = list.list({ Optional(package($0)) }) else { return nil }
            let packages = readings.compactMap(\.self)
            for (index, rung) in packages.enumerated()
            where packages[..<index].contains(where: { $0.package.name == rung.package.name }) {
                rung.field.refuse("package '\(rung.package.name)' stands twice")
            }
            checkPrices(packages.map { ($0.package, $0.price) })
            return LadderDocument(
                ladder: Ladder(packages: packages.map(\.package)), isComplete: packages.count == readings.count)
        }
    }

    /// One sentence for each price that is wrong: it is compared with those in the currency of most of them.
    private static func checkPrices(_ prices: [(package: Ladder.Package, field: Field)]) {
        let counts = Dictionary(grouping: prices, by: \.package.price.currency).mapValues(\.count)
        guard let most = counts.values.max(),
            let usual = prices.first(where: { counts[$0.package.price.currency] == most })?.package
        else { return }
        var smaller: Ladder.Package?
        for (package, field) in prices {
            guard package.price.currency == usual.price.currency else {
                field.refuse(
                    "the ladder has one currency, and '\(usual.name)' is in \(usual.price.currency); give all prices in one"
                )
                continue
            }
            if let smaller, package.price.minorUnits < smaller.price.minorUnits {
                field.refuse(
                    "this is less than the price of '\(smaller.name)' before it; the smallest package stands first")
            }
            smaller = package
        }
    }

    private static func package(_ field: Field) -> (package: Ladder.Package, field: Field, price: Field)? {
        field.record { keys in
            let name = keys.required("name")?.identifier(also: "-")
            let title = keys.required("title")?.line()
            let priceField = keys.required("price")
            let price = priceField?.price()
            let url = keys["url"]?.url()
            let benefits = keys["benefits"]?.list { $0.line() } ?? []
            let translations = keys["languages"].map(translations) ?? [:]
            guard let name, let title, let priceField, let price else { return nil }
            let package = Ladder.Package(
                name: name, title: title, price: price, url: url, benefits: benefits, translations: translations)
            return (package, field, priceField)
        }
    }

    private static func translations(_ field: Field) -> [String: Ladder.Translation] {
        let pairs = field.names { language, value -> Ladder.Translation? in
            if let fault = KnownNames.languageFault(language) { return value.refuse(fault) }
            return value.record { keys in
                let title = keys.required("title")?.line()
                let url = keys["url"]?.url()
                let benefits = keys["benefits"]?.list { $0.line() } ?? []
                return title.map { Ladder.Translation(title: $0, url: url, benefits: benefits) }
            }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
