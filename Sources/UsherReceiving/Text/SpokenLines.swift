import UsherCore

/// The lines of a text, and which addresses stand in each: looked for once, when somebody asks, however many ask.
final class SpokenLines {
    let lines: [String]
    /// The lines that have an `@`, in order, each with its number and its addresses.
    private lazy var addressed = find()
    /// The addresses in lower case, each with the numbers of the lines that have it.
    private lazy var places = place()

    /// How many addresses of one line are looked for.
    private static let most = 100

    init(_ lines: [String]) { self.lines = lines }

    /// The lines that have an `@`, the first `count`, each with its number and its first addresses, at most `most`.
    func addressed(_ count: Int = .max, most: Int) -> [(number: Int, addresses: ArraySlice<EmailAddress>)] {
        addressed.prefix(count).map { ($0.number, $0.addresses.prefix(most)) }
    }

    func firstLine(of address: EmailAddress) -> Int? { places[address.wire.lowercased()]?.first }

    /// The first line after `line` that has one of these addresses.
    func firstLine(of addresses: [EmailAddress], behind line: Int) -> Int? {
        addresses.compactMap { places[$0.wire.lowercased()]?.first { $0 > line } }.min()
    }

    private func find() -> [(number: Int, addresses: [EmailAddress])] {
        lines.enumerated().compactMap { number, line in
            guard line.utf8.contains(UInt8(ascii: "@")) else { return nil }
            return (number, AddressText.all(in: line, most: Self.most))
        }
    }

    private func place() -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        for (number, addresses) in addressed {
            for address in addresses {
                let wire = address.wire.lowercased()
                places[wire, default: []].append(number)
                // `to=ann@x.example`
                if let mark = address.localPart.lastIndex(where: { "=/|'{".contains($0) }) {
                    let rest = address.localPart[mark...].dropFirst().lowercased()
                    places["\(rest)@\(address.domain)", default: []].append(number)
                }
            }
        }
        return places
    }
}
