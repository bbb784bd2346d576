import Foundation
import UsherCore

/// Says whether the name that Usher says in EHLO leads to an address and back (RFC 5321 4.1.1.1). Relays seldom ask for
/// it; a relay of your own that sends under the same name needs it, or large providers refuse.
enum NameJudge {
    static func judge(_ name: String, lookup: DNSLookup) -> Finding {
        let about = "EHLO name \(name)"
        guard DomainName.aLabel(name) != nil else {
            return Finding(
                .advice, about, "it is no full name", wanted: "a name with a domain, which leads to this machine",
                remedy: "smtp: { helo: mail.YOUR-DOMAIN }")
        }
        let addresses = ReturnJudge.addresses(of: name, lookup)
        if let trouble = addresses.trouble { return .unanswered(about, name, trouble) }
        guard !addresses.found.isEmpty else {
            return Finding(
                .advice, about, "it has no address", wanted: "an A or AAAA record", remedy: "\(name). 3600 IN A ADDRESS"
            )
        }
        for address in addresses.found {
            guard let reverse = reverseName(address) else { continue }
            let answer = lookup(DNSQuestion(reverse, .reverse))
            if let trouble = answer.trouble { return .unanswered(about, reverse, trouble) }
            let names = answer.names.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
            guard names.contains(name.lowercased()) else {
                let back = names.isEmpty ? "to nothing" : "to \(names.prefix(3).joined(separator: ", "))"
                return Finding(
                    .advice, about, "\(address) leads back \(back)", wanted: "a PTR record that leads to \(name)",
                    remedy: "\(reverse). 3600 IN PTR \(name).")
            }
        }
        return Finding(.ok, about, "\(addresses.found.joined(separator: ", ")), and back")
    }

    /// The name under which DNS has an address's name: `4.3.2.1.in-addr.arpa`, or the 32 digits of `ip6.arpa`; nil for
    /// what is no address.
    static func reverseName(_ address: String) -> String? {
        if !address.contains(":") {
            let octets = address.split(separator: ".", omittingEmptySubsequences: false)
            guard octets.count == 4, octets.allSatisfy({ UInt8($0) != nil }) else { return nil }
            return octets.reversed().joined(separator: ".") + ".in-addr.arpa"
        }
        let halves = address.components(separatedBy: "::")
        func groups(_ text: String) -> [String] {
            text.split(separator: ":").map { String(repeating: "0", count: max(0, 4 - $0.count)) + $0 }
        }
        guard halves.count <= 2, let head = halves.first.map(groups) else { return nil }
        let tail = halves.count == 2 ? groups(halves[1]) : []
        guard head.count + tail.count <= 8, halves.count == 2 || head.count == 8 else { return nil }
        let middle = [String](repeating: "0000", count: 8 - head.count - tail.count)
        let digits = (head + middle + tail).joined().lowercased()
        guard digits.count == 32, digits.allSatisfy(\.isHexDigit) else { return nil }
        return digits.reversed().map { "\($0)." }.joined() + "ip6.arpa"
    }
}
