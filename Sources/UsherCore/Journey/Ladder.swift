/// The content of `config/ladder.yaml`: the packages that a shop sells, from the smallest to the largest.
package struct Ladder: Hashable, Sendable {
    /// One rung.
    package struct Package: Hashable, Sendable {
        /// The package's name, as events have it in `product`.
        package var name: String
        package var title: String
        package var price: Money
        package var url: String?
        /// The benefits that this package adds to the one before it.
        package var benefits: [String]
        /// The texts in other languages than the shop's, by BCP 47 tag.
        package var translations: [String: Translation]

        package init(
            name: String, title: String, price: Money, url: String? = nil, benefits: [String] = [],
            translations: [String: Translation] = [:]
        ) {
            self.name = name
            self.title = title
            self.price = price
            self.url = url
            self.benefits = benefits
            self.translations = translations
        }

        /// The package in the words for a reader of `language`: `de-AT` takes `de-AT`, else `de`, else what stands
        /// here.
        package func translated(to language: String) -> Package {
            var tag = language
            while !tag.isEmpty, translations[tag] == nil {
                tag = tag.lastIndex(of: "-").map { String(tag[..<$0]) } ?? ""
            }
            guard let translation = translations[tag] else { return self }
            var copy = self
            copy.title = translation.title
            copy.url = translation.url ?? url
            copy.benefits = translation.benefits.isEmpty ? benefits : translation.benefits
            return copy
        }
    }

    /// The texts of a package that differ from one language to another.
    package struct Translation: Hashable, Sendable {
        package var title: String
        /// The address; nil is the package's own.
        package var url: String?
        /// The benefits; empty is the package's own.
        package var benefits: [String]

        package init(title: String, url: String? = nil, benefits: [String] = []) {
            self.title = title
            self.url = url
            self.benefits = benefits
        }
    }

    /// Smallest first.
    package var packages: [Package]

    package init(packages: [Package] = []) { self.packages = packages }

    /// The largest package among `bought`; nil when none of them is on the ladder.
    package func highest(of bought: some Sequence<String>) -> Package? {
        let names = Set(bought)
        return packages.last { names.contains($0.name) }
    }

    /// The one after the largest bought; the first for who bought none; nil for who has the largest.
    package func next(after bought: some Sequence<String>) -> Package? {
        guard let highest = highest(of: bought), let index = packages.firstIndex(of: highest) else {
            return packages.first
        }
        return packages.indices.contains(index + 1) ? packages[index + 1] : nil
    }
}
