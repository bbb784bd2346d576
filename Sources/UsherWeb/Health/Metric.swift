/// One family of numbers.
package struct Metric: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Only rises while the process lives; the name ends in `_total`.
        case counter
        case gauge
    }

    package struct Sample: Hashable, Sendable {
        /// By name. Values are our own words, never anybody's address.
        package let labels: [String: String]
        package let value: Double

        package init(_ labels: [String: String] = [:], _ value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    /// Letters, digits and underscores, beginning with a letter.
    package let name: String
    package let kind: Kind
    package let help: String
    package let samples: [Sample]

    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    package init(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        self.init(name, kind, help, [Sample([:], value)])
    }
}
