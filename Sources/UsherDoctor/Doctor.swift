import Foundation
import UsherCore
import UsherHome
import UsherMail

/// Looks at what is outside of a home's files, and decides whether its mail will arrive. Sends nothing and changes
/// nothing.
package struct Doctor {
    private let settings: Settings
    /// The machine's full name, which is looked at where no `helo` is set.
    private let hostName: String
    private let keys: DKIMKeyFolder
    private let lookup: DNSLookup

    package init(
        settings: Settings, keys: DKIMKeyFolder, hostName: String, lookup: @escaping DNSLookup
    ) {
        self.settings = settings
        self.keys = keys
        self.hostName = hostName
        self.lookup = lookup
    }

    /// The findings about DNS, in the order in which they are to be put right. Blocks.
    package func examine() -> [Finding] {
        guard let from = Self.domain(of: settings.sender.address) else {
            return [
                Finding(
                    .wrong, "sender", "config/usher.yaml has no address to send from", wanted: "sender: ADDRESS",
                    remedy: "usher check")
            ]
        }
        let envelope = settings.bounceDomain ?? from
        var findings = [SPFJudge.judge(envelope, lookup: lookup)]
        findings += signing(from)
        findings += DMARCJudge.judge(from: from, envelope: envelope, signs: settings.dkim?.keys != nil, lookup: lookup)
        findings.append(ReturnJudge.judge(envelope, for: "bounces", lookup: lookup))
        let answers = settings.replyTo.flatMap { Self.domain(of: $0.address) } ?? from
        if answers != envelope { findings.append(ReturnJudge.judge(answers, for: "answers", lookup: lookup)) }
        findings.append(NameJudge.judge(settings.smtp?.helo ?? hostName, lookup: lookup))
        return findings
    }

    private func signing(_ from: String) -> [Finding] {
        guard let name = settings.dkim?.keys else { return [DKIMJudge.unsigned(settings.dkim)] }
        do {
            return DKIMRecord.all(of: try keys.keys(name), domain: from).map { DKIMJudge.judge($0, lookup: lookup) }
        } catch { return [DKIMJudge.keyless(name, error)] }
    }

    private static func domain(of address: String) -> String? {
        address.split(separator: "@").last.flatMap { DomainName.aLabel(String($0)) }
    }
}
