import Foundation
import UsherCore
import UsherDoctor
import UsherMail

extension Fuzzer {
    /// What a name server answers, and what is made of it. The first octet says of what kind, or that the lines are the
    /// records of every name.
    static let dns = Fuzzer(
        "dns", longest: 2048,
        words: [
            "v=spf1 ", "include:", "redirect=", "a:", "mx/24", "ptr", "exists:%{i}.x.example", "ip4:192.0.2.0/24",
            "ip6:2001:db8::/32", "-all", "~all", "v=DKIM1; ", "k=ed25519; ", "p=", "t=y", "v=DMARC1; ", "p=none",
            "sp=reject", "aspf=s", "MX 0 .", "MX 10 mx.x.example", "A 192.0.2.1", "AAAA 2001:db8::1",
            "PTR mail.shop.example", "\u{81}\u{80}", "\u{C0}\u{0C}", "\0\u{01}\0\u{01}", "\n",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let kinds: [DNSQuestion.Kind?] = [nil, .text, .mail, .address, .address6, .reverse]
        if let kind = input.one(of: kinds) {
            try check(DNSAnswer(octets: Array(input.rest), as: kind), octets.count)
        } else {
            try examine(input.text.split(separator: "\n").prefix(100).map { record($0) })
        }
    }

    private static func check(_ answer: DNSAnswer, _ size: Int) throws(Breach) {
        try hold(answer.records.count <= 100, "There are \(answer.records.count) records.")
        for address in answer.addresses {
            var octets = in6_addr()
            let isOne = [AF_INET, AF_INET6].contains { inet_pton($0, address, &octets) == 1 }
            try hold(isOne, "\(address) is no address.")
        }
        for name in answer.names + answer.mailHosts.map(\.host) {
            // A label's octets that are not printable are four characters each (RFC 1035 5.1).
            try hold(name.utf8.count <= 1100, "A name has \(name.utf8.count) octets.")
            try hold(name == name.lowercased(), "\(name) is not in lower case.")
        }
        try hold(answer.texts.reduce(0) { $0 + $1.utf8.count } <= 3 * size, "More text is told than there is.")
        if case .records(let records) = answer { try examine(records) }
    }

    /// Whatever the records are, the doctor says a few lines that a terminal can show.
    private static func examine(_ records: [DNSRecord]) throws(Breach) {
        let settings = Settings(
            sender: Mailbox(name: "Shop", address: "hello@shop.example"),
            smtp: SMTPSettings(host: "relay.example", port: 587), bounceDomain: "bounces.shop.example")
        let keys = DKIMKeyFolder(state: "/nowhere", environment: [:])
        var questions = 0
        let findings = Doctor(settings: settings, keys: keys, hostName: "mail.shop.example") { _ in
            questions += 1
            return .records(records)
        }.examine()
        try hold(questions <= 200, "\(questions) questions were asked.")
        try hold(findings.count <= 12, "There are \(findings.count) findings.")
        for finding in findings {
            for text in [finding.about, finding.found, finding.wanted ?? "", finding.remedy ?? ""] {
                try hold(text.unicodeScalars.count <= 2000, "A finding has \(text.unicodeScalars.count) characters.")
                try hold(
                    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) },
                    "A finding has a control character: \(text.debugDescription)")
            }
        }
    }

    /// `MX 10 mx.x.example`, `A 192.0.2.1`, `PTR mail.x.example`; else a text.
    private static func record(_ line: Substring) -> DNSRecord {
        let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
        switch (parts.first, parts.count) {
        case ("MX", 3): return .mail(preference: Int(parts[1]) ?? 0, host: parts[2])
        case ("A", 2), ("AAAA", 2): return .address(parts[1])
        case ("PTR", 2): return .name(parts[1])
        default: return .text(String(line))
        }
    }

    /// A file of DKIM keys.
    static let dkimKeys = Fuzzer(
        "dkim-keys",
        words: [
            "{\"version\":1,", "\"name\":\"", "usher-20261129\"", "\"created\":1795312800000", "\"rsa\":\"",
            "\"ed25519\":\"", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "\"}", "9223372036854775807", "-1", "../",
        ]
    ) { octets throws(Breach) in
        let name = DKIMKeyFolder.name(ofFile: String(decoding: octets.prefix(80), as: UTF8.self))
        if let name { try hold(!name.contains("/") && !name.contains("."), "\(name) leaves its folder.") }
        guard let keys = DKIMKeys(file: octets) else { return }
        guard let written = try? keys.json(), let again = DKIMKeys(file: written) else {
            throw Breach("Keys cannot be read again.")
        }
        let domain = "shop.example"
        try hold(
            again.name == keys.name && again.createdAt == keys.createdAt
                && DKIMRecord.all(of: again, domain: domain) == DKIMRecord.all(of: keys, domain: domain),
            "Keys that are written again are others.")
        for record in DKIMRecord.all(of: keys, domain: domain) {
            try hold(record.strings.allSatisfy { $0.utf8.count <= 255 }, "A string of a record is too long.")
            try hold(record.zoneLine.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "A record is no plain text.")
        }
    }
}
