import UsherCore
import UsherMail

/// Says whether DNS has the record of each key that signs, and nothing else in its place.
enum DKIMJudge {
    /// | `TXT` of the selector | |
    /// | --- | --- |
    /// | the key's | ok |
    /// | none, several, another key's, an empty `p=`, no DKIM record | wrong: every signature fails |
    /// | the key's with `t=y` | advice: receivers take it for a test |
    static func judge(_ record: DKIMRecord, lookup: DNSLookup) -> Finding {
        let about = "DKIM record \(record.name)"
        let remedy = record.zoneLine
        let answer = lookup(DNSQuestion(record.name, .text))
        if let trouble = answer.trouble { return .unanswered(about, record.name, trouble) }
        func wrong(_ found: String) -> Finding {
            Finding(.wrong, about, found, wanted: "the record of the key that signs", remedy: remedy)
        }
        guard let text = answer.texts.first else { return wrong("there is no record") }
        guard answer.texts.count == 1 else { return wrong("there are \(answer.texts.count) records") }
        guard let tags = TagList(text), let want = TagList(record.value), tags["v"] ?? "DKIM1" == "DKIM1",
            let key = tags["p"]
        else { return wrong("'\(PlainText.shortened(text))' is no DKIM record") }
        guard !key.isEmpty else { return wrong("the key is revoked: p= is empty") }
        guard tags["k"] ?? "rsa" == want["k"] else { return wrong("it is of a key of another kind") }
        guard key.filter({ !$0.isWhitespace }) == want["p"] else { return wrong("it is another key's") }
        if let hashes = tags["h"], !hashes.split(separator: ":").contains("sha256") {
            return wrong("it does not allow sha256 (h=\(PlainText.shortened(hashes)))")
        }
        if let flags = tags["t"], flags.split(separator: ":").contains("y") {
            return Finding(
                .advice, about, "it says that signing is a test (t=y)", wanted: "the record without t=y",
                remedy: remedy)
        }
        return Finding(.ok, about, "it is the key's")
    }

    /// The finding where the keys that sign are not to be had. Where somebody else may have them, the service as a
    /// credential or another user, nothing is known of their records, and that is no good end.
    static func keyless(_ name: String, _ fault: DKIMKeyFault) -> Finding {
        let about = "DKIM keys \(name)"
        switch fault {
        case .missing:
            return Finding(
                .unknown, about, "\(fault)",
                wanted: "keys that can be read; where the service has them as a credential, ask there",
                remedy: "usher dkim show", isUnanswered: true)
        case .unreadable, .anotherUsers, .failed:
            return Finding(
                .unknown, about, "\(fault)", wanted: "keys that can be read: ask as the user that runs Usher",
                isUnanswered: true)
        case .open(let path, _): return unusable(about, fault, ShellWord.command("chmod 600", [path]))
        case .garbled(let path, _):
            let other = ShellWord.command("mv", [path, "\(path).broken"])
            return unusable(about, fault, "\(other) && \(ShellWord.command("usher dkim create --name", [name]))")
        case .exists(let path), .unwritable(let path, _):
            return unusable(about, fault, ShellWord.command("ls -ld", [path]))
        }
    }

    private static func unusable(_ about: String, _ fault: DKIMKeyFault, _ remedy: String) -> Finding {
        Finding(.wrong, about, "\(fault)", wanted: "keys that 'usher run' starts with", remedy: remedy)
    }

    /// The finding where Usher does not sign.
    static func unsigned(_ choice: DKIMChoice?) -> Finding {
        let about = "DKIM"
        guard choice == nil else {
            return Finding(
                .unknown, about, "the relay signs, under names that are not known here",
                wanted: "dkim=pass in the headers of a message that arrived",
                remedy: "usher send-test ADDRESS --direct --message CAMPAIGN/STEP")
        }
        return Finding(
            .advice, about, "nobody said who signs",
            wanted: "'dkim: relay' in config/usher.yaml where the relay does, or keys of your own",
            remedy: "usher dkim create")
    }
}
