/// `config/ladder.yaml`: the packages that a shop sells, from the smallest to the largest.
package struct Ladder: Hashable, Sendable {
    /// One rung.
    package struct Package: Hashable, Sendable {
        /// As events name it in `product`.
        package var name: String
        package var title: String
        package var price: Money
        package var url: String?
        /// What this package adds to the one before it.
        package var benefits: [String]

        package init(name: String, title: String, price: Money, url: String? = nil, benefits: [String] = []) {
            self.name = name
            self.title = title
            self.price = price
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
