import UsherCore
import UsherReports
import UsherSMTP

/// Says whether the relay takes our mail, as far as it can be seen without sending any.
package enum RelayJudge {
    /// The largest message that the home's files make, and which one it is.
    package struct Largest: Hashable, Sendable {
        package let message: String
        package let octets: Int

        package init(message: String, octets: Int) {
            self.message = message
            self.octets = octets
        }
    }

    /// | The relay | |
    /// | --- | --- |
    /// | is not configured | advice |
    /// | cannot be connected to, encrypted with as configured, or logged in to | wrong, and no more is asked |
    /// | has a certificate that ends soon | advice (`CertificateJudge`) |
    /// | is spoken to in clear text, and is not this machine | advice |
    /// | takes less than the largest message (SIZE) | wrong |
    /// | offers no PIPELINING, no DSN | advice |
    package static func judge(
        _ settings: RelaySettings?, _ sight: Result<RelaySight, RelayFault>?, largest: Largest?, now: Timestamp
    ) -> [Finding] {
        guard let settings, let sight else {
            return [
                Finding(
                    .advice, "relay", "none is configured: nothing can leave this machine",
                    wanted: "your provider's server under 'smtp:' in config/usher.yaml", remedy: "usher check")
            ]
        }
        let smtp = settings.smtp
        let about = "relay \(smtp.host):\(smtp.port)"
        let seen: RelaySight
        switch sight {
        case .failure(let fault):
            return [
                Finding(
                    .wrong, about, fault.explanation, wanted: "a relay that is ready to take mail",
                    remedy: "usher send-test YOUR-ADDRESS --direct")
            ]
        case .success(let found): seen = found
        }
        return [reached(settings, about)]
            + (smtp.tls == .none
                ? [] : [CertificateJudge.judge("certificate of \(smtp.host)", ends: seen.certificateEnds, now: now)])
            + [size(seen.capabilities, largest, about), extensions(seen.capabilities, about)]
    }

    private static func reached(_ settings: RelaySettings, _ about: String) -> Finding {
        let smtp = settings.smtp
        let login = smtp.username == nil ? "no login is configured" : "the login works"
        switch smtp.tls {
        case .required: return Finding(.ok, about, "it answers, STARTTLS as configured, \(login)")
        case .implicit: return Finding(.ok, about, "it answers, TLS from the first octet as configured, \(login)")
        case .none where settings.isLoopback: return Finding(.ok, about, "it answers, on this machine, \(login)")
        case .none:
            return Finding(
                .advice, about, "it answers, and everything goes to it in clear text (tls: none)",
                wanted: "TLS, where the relay is not on a network of your own", remedy: "smtp: { tls: required }")
        }
    }

    private static func size(_ offered: RelayCapabilities, _ largest: Largest?, _ about: String) -> Finding {
        let about = "size of messages at the \(about)"
        guard let limit = offered.sizeLimit else { return Finding(.ok, about, "it names no limit") }
        guard let largest else { return Finding(.ok, about, "it takes \(kilobytes(limit)) KB") }
        let found =
            "it takes \(kilobytes(limit)) KB, and the largest message (\(largest.message)) has \(kilobytes(largest.octets)) KB"
        guard limit < largest.octets else { return Finding(.ok, about, found) }
        return Finding(
            .wrong, about, found, wanted: "a shorter message, or a relay that takes more",
            remedy: ShellWord.command("usher preview", [largest.message], options: "--eml"))
    }

    private static func extensions(_ offered: RelayCapabilities, _ about: String) -> Finding {
        let about = "what the \(about) offers"
        var missing: [String] = []
        if !offered.pipelining { missing.append("no PIPELINING (RFC 2920): each message takes more round trips") }
        if !offered.dsn { missing.append("no DSN (RFC 3461): bounces name the message by their address alone") }
        guard missing.isEmpty else {
            return Finding(
                .advice, about, missing.joined(separator: "; "),
                wanted: "both, where the relay is yours; everything works without")
        }
        return Finding(.ok, about, "PIPELINING and DSN")
    }

    /// The size in kilobytes, rounded up, so that nothing but 0 octets has none.
    private static func kilobytes(_ octets: Int) -> Int { octets / 1024 + (octets % 1024 == 0 ? 0 : 1) }
}
