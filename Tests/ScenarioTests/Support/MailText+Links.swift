import Foundation

extension MailText {
    /// The https address of List-Unsubscribe.
    func unsubscribeLink() throws -> String {
        let value = unfolded("List-Unsubscribe") ?? ""
        guard let start = value.range(of: "<https://"), let end = value[start.upperBound...].firstIndex(of: ">") else {
            throw UsherProcess.Trouble(description: "no https in List-Unsubscribe: '\(value)'")
        }
        return "https://" + value[start.upperBound..<end]
    }

    /// Every address in the message, header and bodies, that begins with `prefix`; decoded from quoted-printable.
    func links(below prefix: String) -> Set<String> {
        let plain = text.replacing("=\r\n", with: "").replacing("=3D", with: "=")
        var links: Set<String> = []
        for part in plain.components(separatedBy: prefix).dropFirst() {
            let rest = part.prefix { !$0.isWhitespace && !"<>\")".contains($0) }
            if rest.hasPrefix("/") { links.insert(prefix + rest) }
        }
        return links
    }

    /// A header field with its folded lines joined; nil when there is none.
    private func unfolded(_ name: String) -> String? {
        let head = text.components(separatedBy: "\r\n\r\n").first ?? ""
        return head.replacing("\r\n ", with: " ").replacing("\r\n\t", with: " ").components(separatedBy: "\r\n")
            .first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}
