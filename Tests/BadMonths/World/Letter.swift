/// A message as its mailbox has it: what of it a person, and these checks, look at.
struct Letter: Hashable, Sendable {
    let id: String
    let subject: String
    /// The path of the unsubscribe link: `/mail/u/TOKEN`.
    let unsubscribe: String?
    /// The path of the confirmation's button.
    let confirm: String?
    /// Which wording of its step it has.
    let edition: Int?

    init(_ octets: [UInt8]) {
        let text = String(decoding: octets, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let head = (parts.first ?? "").replacing("\r\n ", with: " ").replacing("\r\n\t", with: " ")
        var fields: [Substring: Substring] = [:]
        for line in head.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon]] = line[line.index(after: colon)...]
        }
        id = fields["Message-ID"].map { $0.filter { $0 != " " } } ?? ""
        subject = fields["Subject"].map { String($0.drop { $0 == " " }) } ?? ""
        unsubscribe = fields["List-Unsubscribe"].flatMap { Self.path("/mail/u/", in: $0) }
        // Quoted-printable, as far as it touches a link.
        let body = (parts.count > 1 ? parts[1] : "").replacing("=\r\n", with: "")
        confirm = Self.path("/mail/confirm/", in: body)
        edition = Substring(body).firstRange(of: "Wording ").flatMap { range in
            Int(Substring(body)[range.upperBound...].prefix { $0.isNumber })
        }
    }

    private static func path(_ beginning: String, in text: some StringProtocol) -> String? {
        guard let range = Substring(text).firstRange(of: beginning) else { return nil }
        let token = Substring(text)[range.upperBound...].prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
        }
        return token.isEmpty ? nil : beginning + token
    }
}
