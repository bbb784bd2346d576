import UsherCore

/// The DMARC policy of From's domain, and whether what receivers check is aligned with From (RFC 9989).
enum DMARCJudge {
    /// A policy, and where it stands.
    struct Policy: Hashable {
        /// The domain that the record is of: From's own, or one above it.
        let domain: String
        let text: String
        let policy: String
        let isStrictForSPF: Bool
    }

    /// `envelope` is the domain of the envelope sender, `signs` whether Usher signs, which it does for From's domain.
    static func judge(from: String, envelope: String, signs: Bool, lookup: DNSLookup) -> [Finding] {
        let about = "DMARC of \(from)"
        let remedy = "_dmarc.\(from). 3600 IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@\(from)\""
        let policy: Policy
        switch find(from, lookup) {
        case .trouble(let name, let why): return [.unanswered(about, name, why)]
        case .broken(let found):
            return [Finding(.wrong, about, found, wanted: "one record with a policy", remedy: remedy)]
        case .nothing:
            return [
                Finding(
                    .wrong, about, "there is no policy, and large providers ask for one",
                    wanted: "a policy; p=none is enough to begin", remedy: remedy)
            ]
        case .found(let found): policy = found
        }
        let place = policy.domain == from ? "" : ", of \(policy.domain)"
        let says = Finding(.ok, about, "'\(PlainText.shortened(policy.text))'\(place)")
        return [says, alignment(from: from, envelope: envelope, signs: signs, policy)]
    }

    private static func alignment(from: String, envelope: String, signs: Bool, _ policy: Policy) -> Finding {
        let about = "alignment with \(from)"
        let isInside = envelope == policy.domain || envelope.hasSuffix(".\(policy.domain)")
        let isAligned = policy.isStrictForSPF ? envelope == from : envelope == from || isInside
        switch (isAligned, signs) {
        case (true, true): return Finding(.ok, about, "envelope (\(envelope)) and signature (\(from)) are both aligned")
        case (false, true):
            return Finding(
                .advice, about, "the signature (\(from)) is aligned, the envelope (\(envelope)) is not",
                wanted: "a return domain below \(policy.domain)", remedy: "bounce: { domain: bounces.\(from) }")
        case (true, false):
            return Finding(
                .ok, about, "the envelope (\(envelope)) is aligned; of the relay's signature nothing is known here")
        case (false, false):
            return Finding(
                .wrong, about, "the envelope (\(envelope)) is not aligned, and Usher does not sign",
                wanted: "a return domain below \(policy.domain), or a signature for \(from)",
                remedy: "usher dkim create")
        }
    }

    private enum Search {
        case found(Policy)
        case nothing
        case broken(String)
        case trouble(name: String, why: String)
    }

    /// The nearest policy from `domain` upwards; at most eight names are asked for, and no top-level domain.
    private static func find(_ domain: String, _ lookup: DNSLookup) -> Search {
        var labels = domain.split(separator: ".")
        while labels.count >= 2 {
            let place = labels.joined(separator: ".")
            let name = "_dmarc.\(place)"
            let answer = lookup(DNSQuestion(name, .text))
            if let trouble = answer.trouble { return .trouble(name: name, why: trouble) }
            let texts = answer.texts.filter { $0.lowercased().hasPrefix("v=dmarc1") }
            if texts.count > 1 {
                return .broken("there are \(texts.count) records at \(name), and receivers take none")
            }
            if let text = texts.first {
                guard let tags = TagList(text), let policy = tags["p"],
                    ["none", "quarantine", "reject"].contains(policy.lowercased())
                else {
                    return .broken("'\(PlainText.shortened(text))' has no policy: p= is none, quarantine or reject")
                }
                return .found(
                    Policy(
                        domain: place, text: text, policy: policy.lowercased(),
                        isStrictForSPF: tags["aspf"]?.lowercased() == "s"))
            }
            labels.removeFirst(labels.count > 8 ? labels.count - 7 : 1)
        }
        return .nothing
    }
}
