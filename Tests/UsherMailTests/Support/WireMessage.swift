/// A message as a server sees it, taken apart by the plainest reading of RFC 5322; for tests.
struct WireMessage {
    /// Without their CRLF.
    let lines: [String]
    /// In order, unfolded (RFC 5322 2.2.3).
    let fields: [(name: String, value: String)]

    /// Nil when there is a CR or LF that is not of a CRLF, the last line does not end, or a header line is none.
    init?(_ octets: [UInt8]) {
        let parts = octets.split(separator: 0x0D, omittingEmptySubsequences: false)
        guard parts.last == [0x0A] else { return nil }
        var lines: [String] = []
        for (index, part) in parts.dropLast().enumerated() {
            let line = index == 0 ? part : part.dropFirst()
            guard index == 0 || part.first == 0x0A, !line.contains(0x0A) else { return nil }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        var fields: [(name: String, value: String)] = []
        for line in lines.prefix(while: { !$0.isEmpty }) {
            if line.hasPrefix(" ") || line.hasPrefix("\t") {
                guard let field = fields.popLast(), line.contains(where: { $0 != " " && $0 != "\t" }) else {
                    return nil
                }
                fields.append((field.name, field.value + line))
            } else {
                guard let colon = line.firstIndex(of: ":") else { return nil }
                let value = line[line.index(after: colon)...]
                fields.append((String(line[..<colon]), String(value.drop { $0 == " " })))
            }
        }
        self.lines = lines
        self.fields = fields
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    var names: [String] { fields.map(\.name) }
    var headerLines: [String] { Array(lines.prefix { !$0.isEmpty }) }
}
