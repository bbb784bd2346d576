import UsherCore
import UsherCurl

/// The ways in which an alerting reaches beyond this machine. A simulation reaches for nothing.
package struct AlertWays: Sendable {
    /// The moment at which a certificate ends, or why it is not valid; nil where nothing can be said of it.
    package typealias Certificate = (end: Timestamp?, fault: String?)

    /// Brings alerts to a human, and says how it went by each way. Runs where it is called, and may block there.
    package typealias Send = nonisolated(nonsending) @Sendable (Settings, [Alert]) async -> [AlertSender.Outcome]

    package var send: Send
    /// Looks at the certificate of an address; nil where nothing can be said of it.
    package var certificate: @Sendable (_ url: String) -> Certificate?
    /// Asks the address that whoever watches the daemon waits for. Returns why it did not take that; nil where it did.
    package var ping: @Sendable (_ url: String) -> String?

    package init(
        send: @escaping Send, certificate: @escaping @Sendable (_ url: String) -> Certificate?,
        ping: @escaping @Sendable (_ url: String) -> String?
    ) {
        self.send = send
        self.certificate = certificate
        self.ping = ping
    }

    /// The ways that `alerts:` of a home names, with the certificates that `environment` trusts.
    package static func real(home: String, environment: [String: String]) -> AlertWays {
        AlertWays(
            send: { settings, alerts in
                await AlertSender(settings, home: home, environment: environment).send(alerts)
            },
            certificate: { url in
                do throws(WebFault) {
                    let question = WebQuestion(url, .head, seconds: 10).trusting(environment)
                    return (try question.ask().certificateEnd, nil)
                } catch {
                    // An address that this machine cannot reach itself says nothing about its certificate.
                    if case .certificate(let text) = error { return (nil, text) }
                    return nil
                }
            },
            ping: { url in
                do throws(WebFault) {
                    let question = WebQuestion(url, seconds: 10, mostOctets: 64_000, mostRedirections: 3)
                    let status = try question.trusting(environment).ask().status
                    return (200..<300).contains(status) ? nil : "it answers \(status)"
                } catch { return error.description }
            })
    }
}
