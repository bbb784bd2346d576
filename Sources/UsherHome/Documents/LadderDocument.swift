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
enum LadderDocument {
    static func read(_ root: Field) -> Ladder? {
        root.record { keys in
            guard let list = keys.required("packages") else { return nil }
            if list.isEmptyList { return list.refuse("'packages' is an empty list") }
            guard let packages = list.list(package) else { return nil }
            for (index, rung) in packages.enumerated() {
                if packages[..<index].contains(where: { $0.package.name == rung.package.name }) {
                    rung.field.refuse("package '\(rung.package.name)' stands twice")
                }
                guard index > 0 else { continue }
                check(rung.package.price, after: packages[index - 1].package, at: rung.price)
            }
            return Ladder(packages: packages.map(\.package))
        }
    }

    private static func check(_ price: Money, after smaller: Ladder.Package, at field: Field) {
        if price.currency != smaller.price.currency {
            field.refuse("the ladder has one currency, and '\(smaller.name)' is in \(smaller.price.currency)")
        } else if price.minorUnits < smaller.price.minorUnits {
            field.refuse("costs less than '\(smaller.name)' before it; the smallest package stands first")
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
