import UsherCore

/// What a relay shows to whoever connects as sending does.
package struct RelaySight: Hashable, Sendable {
    package var capabilities: RelayCapabilities
    /// The moment at which the relay's certificate ends; nil without TLS, and where that cannot be read.
    package var certificateEnds: Timestamp?

    package init(capabilities: RelayCapabilities, certificateEnds: Timestamp? = nil) {
        self.capabilities = capabilities
        self.certificateEnds = certificateEnds
    }
}

/// A look at a relay: connects, greets, encrypts and logs in by the settings that sending has, and says QUIT. No
/// message is begun.
package enum RelayVisit {
    /// The timeouts of a look, which are shorter than those of sending.
    package static let timeouts: RelayTimeouts = {
        var timeouts = RelayTimeouts()
        timeouts.connect = .seconds(10)
        timeouts.login = .seconds(20)
        return timeouts
    }()

    /// Visits the relay once, and throws why it cannot be used. Blocks, at most for the times that `timeouts` has for
    /// connecting and for logging in.
    package static func look(
        by settings: RelaySettings, timeouts: RelayTimeouts = timeouts
    ) throws(RelayFault) -> RelaySight {
        var settings = settings
        settings.timeouts = timeouts
        let attempt = ConnectAttempt(settings: settings, isCancelled: CancelFlag(), readsCertificate: true)
        let ready = try attempt.run()
        Array("QUIT\r\n".utf8).withUnsafeBytes { _ = ready.wire.send($0) }
        return RelaySight(capabilities: ready.capabilities, certificateEnds: ready.certificateEnds)
    }
}
