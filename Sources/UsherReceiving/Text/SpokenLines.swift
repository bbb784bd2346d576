import UsherCore

/// The lines of a text, and which addresses stand in each: looked for once, when somebody asks, however many ask.
final class SpokenLines {
    let lines: [String]
    /// The addresses in lower case, each with the numbers of the lines that have it.
    private lazy var places = find()

    /// How many addresses of one line are looked for.
    private static let most = 100

    init(_ lines: [String]) { self.lines = lines }

    func firstLine(of address: EmailAddress) -> Int? { places[address.wire.lowercased()]?.first }

    /// The first line after `line` that has one of these addresses.
    func firstLine(of addresses: [EmailAddress], behind line: Int) -> Int? {
        addresses.compactMap { places[$0.wire.lowercased()]?.first { $0 > line } }.min()
    }

    private func find() -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        for (number, line) in lines.enumerated() where line.utf8.contains(UInt8(ascii: "@")) {
            for address in AddressText.all(in: line, most: Self.most) {
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
