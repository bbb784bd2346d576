import UsherCore
import UsherCurl

/// What an alerting reaches beyond this machine for. A simulation reaches for nothing.
package struct AlertWays: Sendable {
    /// When a certificate ends, or why it is not valid; nil where nothing can be said of it.
    package typealias Certificate = (end: Timestamp?, fault: String?)

    /// Brings alerts to a human, and says how it went by each way. Runs where it is called, and may block there.
    package typealias Send = nonisolated(nonsending) @Sendable (Settings, [Alert]) async -> [AlertSender.Outcome]

    package var send: Send
    /// Looks at the certificate of an address.
    package var certificate: @Sendable (_ url: String) -> Certificate?

    package init(send: @escaping Send, certificate: @escaping @Sendable (_ url: String) -> Certificate?) {
        self.send = send
        self.certificate = certificate
    }

    /// By what `alerts:` of a home names.
    static func real(home: String, environment: [String: String]) -> AlertWays {
        AlertWays(
            send: { settings, alerts in
                await AlertSender(settings, home: home, environment: environment).send(alerts)
            },
            certificate: { url in
                do throws(WebFault) {
                    return (try WebQuestion(url, .head, seconds: 10).ask().certificateEnd, nil)
                } catch {
                    // An address that this machine cannot reach itself says nothing about its certificate.
                    if case .certificate(let text) = error { return (nil, text) }
                    return nil
                }
            })
    }
}
