/// The settings of `config/usher.yaml`, checked.
package struct Settings: Hashable, Sendable {
    package enum Mode: String, Sendable, Codable, CaseIterable {
        /// Everything goes, over the same wire path, into an inbox inside the daemon.
        case rehearsal
        case live
    }

    package enum OnDoubt: String, Sendable, Codable, CaseIterable {
        case resend, hold
    }

    package var mode: Mode
    package var sender: Mailbox
    package var replyTo: Mailbox?
    /// The shop's postal address in one line or several; nil while it is missing.
    package var postalAddress: String?
    package var shop: ShopSettings
    package var smtp: SMTPSettings?
    package var limits: LimitSettings
    /// The window for marketing; nil means that it may go at any time.
    package var window: SendWindow?
    package var attributes: [String: AttributeDeclaration]
    package var unsubscribe: UnsubscribeRoutes
    package var bounceDomain: String?
    package var onDoubt: OnDoubt
    package var doubtWaitMilliseconds: Int64
    /// How long after its first attempt a delivery is retried, in milliseconds.
    package var deadlineMilliseconds: Int64
    package var capMilliseconds: Int64
    /// A reload that would mail more people than this at once waits for `usher reload --yes`.
    package var reloadHoldAbove: Int
    /// Whether links of calls to action get UTM parameters.
    package var tagsLinks: Bool
    /// The mode that says which links of messages are counted, where there is a public address.
    package var tracksLinks: LinkTracking.Mode
    /// The state folder, absolute, or relative to the home; nil is `HOME/state`.
    package var state: String?
    /// The settings of what is served over HTTP; nil serves nothing.
    package var published: PublicSettings?
    /// The settings of where mail that comes back is taken.
    package var receive: ReceiveSettings
    /// The settings of what counts as a yes to marketing.
    package var consent: ConsentSettings
    /// The choice of who signs messages; nil where nobody said.
    package var dkim: DKIMChoice?
    package var keep: KeepSettings
    package var alerts: AlertSettings
    /// The settings that differ for transactional mail.
    package var transactional: TransactionalSettings
    /// The settings of where the dashboard is shown; nil shows none.
    package var dashboard: DashboardSettings?

    package init(
        mode: Mode = .rehearsal, sender: Mailbox, replyTo: Mailbox? = nil, postalAddress: String? = nil,
        shop: ShopSettings = ShopSettings(), smtp: SMTPSettings? = nil, limits: LimitSettings = LimitSettings(),
        window: SendWindow? = nil, attributes: [String: AttributeDeclaration] = [:],
        unsubscribe: UnsubscribeRoutes = UnsubscribeRoutes(), bounceDomain: String? = nil, onDoubt: OnDoubt = .resend,
        doubtWaitMilliseconds: Int64 = 15 * 60_000, deadlineMilliseconds: Int64 = 48 * 3_600_000,
        capMilliseconds: Int64 = 20 * 3_600_000, reloadHoldAbove: Int = 20, tagsLinks: Bool = true,
        tracksLinks: LinkTracking.Mode = .callToAction, state: String? = nil, published: PublicSettings? = nil,
        receive: ReceiveSettings = ReceiveSettings(), consent: ConsentSettings = ConsentSettings(),
        dkim: DKIMChoice? = nil, keep: KeepSettings = KeepSettings(), alerts: AlertSettings = AlertSettings(),
        transactional: TransactionalSettings = TransactionalSettings(), dashboard: DashboardSettings? = nil
    ) {
        self.mode = mode
        self.sender = sender
        self.replyTo = replyTo
        self.postalAddress = postalAddress
        self.shop = shop
        self.smtp = smtp
        self.limits = limits
        self.window = window
        self.attributes = attributes
        self.unsubscribe = unsubscribe
        self.bounceDomain = bounceDomain
        self.onDoubt = onDoubt
        self.doubtWaitMilliseconds = doubtWaitMilliseconds
        self.deadlineMilliseconds = deadlineMilliseconds
        self.capMilliseconds = capMilliseconds
        self.reloadHoldAbove = reloadHoldAbove
        self.tagsLinks = tagsLinks
        self.tracksLinks = tracksLinks
        self.state = state
        self.published = published
        self.receive = receive
        self.consent = consent
        self.dkim = dkim
        self.keep = keep
        self.alerts = alerts
        self.transactional = transactional
        self.dashboard = dashboard
    }
}

/// The shop behind the e-mails.
package struct ShopSettings: Hashable, Sendable {
    package var name: String
    package var url: String?
    /// The time zone for contacts without one, as an IANA name.
    package var zone: String
    /// The language for contacts without one, as a BCP 47 tag.
    package var language: String
    /// More texts for `shop.*`, by their names.
    package var extra: [String: String]

    package init(
        name: String = "", url: String? = nil, zone: String = "UTC", language: String = "en",
        extra: [String: String] = [:]
    ) {
        self.name = name
        self.url = url
        self.zone = zone
        self.language = language
        self.extra = extra
    }
}

/// The relay.
package struct SMTPSettings: Hashable, Sendable {
    package enum TLS: String, Sendable, Codable, CaseIterable {
        /// STARTTLS, never without.
        case required
        /// TLS from the first octet (port 465).
        case implicit
        /// Clear text: loopback, or a relay on a network of one's own.
        case none
    }

    package var host: String
    package var port: Int
    package var tls: TLS
    /// A PEM file with the authority that signed the relay's certificate; nil is the system's.
    package var authority: String?
    package var username: String?
    /// A file with the password; else the credential `smtp-password` or `$USHER_SMTP_PASSWORD`.
    package var passwordFile: String?
    /// The name that Usher gives itself in EHLO; nil is the machine's full name.
    package var helo: String?
    package var connections: Int
    package var messagesPerConnection: Int
    package var idleCloseMilliseconds: Int64
    /// The way in which a relay that is new gets to know the sender; nil for one that knows it.
    package var warmUp: WarmUp?

    package init(
        host: String, port: Int, tls: TLS = .required, authority: String? = nil, username: String? = nil,
        passwordFile: String? = nil, helo: String? = nil, connections: Int = 5, messagesPerConnection: Int = 100,
        idleCloseMilliseconds: Int64 = 15_000, warmUp: WarmUp? = nil
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.authority = authority
        self.username = username
        self.passwordFile = passwordFile
        self.helo = helo
        self.connections = connections
        self.messagesPerConnection = messagesPerConnection
        self.idleCloseMilliseconds = idleCloseMilliseconds
        self.warmUp = warmUp
    }
}

extension SMTPSettings {
    /// The relay's host and port: `smtp.provider.example:587`.
    package var name: String { "\(host):\(port)" }
}

/// The limits on how fast messages go. Nil is no limit.
package struct LimitSettings: Hashable, Sendable {
    package var perSecond: Double?
    package var perDomainPerSecond: Double?
    /// The limits of single recipient domains, by A-label, in messages a second.
    package var domains: [String: Double]

    package init(perSecond: Double? = nil, perDomainPerSecond: Double? = nil, domains: [String: Double] = [:]) {
        self.perSecond = perSecond
        self.perDomainPerSecond = perDomainPerSecond
        self.domains = domains
    }
}

/// A contact's attribute, as `usher.yaml` declares it.
package struct AttributeDeclaration: Hashable, Sendable {
    package var type: AttributeType
    package var defaultValue: AttributeValue?

    package init(type: AttributeType, defaultValue: AttributeValue? = nil) {
        self.type = type
        self.defaultValue = defaultValue
    }
}

extension LimitSettings {
    /// The time between two messages at the relay's pace, in milliseconds; 0 without a limit.
    package var spacingMilliseconds: Int64 {
        guard let perSecond, perSecond > 0 else { return 0 }
        return Int64((1000 / perSecond).rounded(.up))
    }
}

extension Settings {
    /// Rehearsal has no relay to warm up.
    package var warmUp: (plan: WarmUp, relay: String)? {
        guard mode == .live, let smtp, let plan = smtp.warmUp else { return nil }
        return (plan, smtp.host)
    }

    /// The shop's clock.
    package var clock: ZoneClock { ZoneClock.named(shop.zone) ?? .utc }

    /// The clock of somebody with a zone; the shop's for whoever has none, or one that the zone database does not know.
    package func clock(of zone: String?) -> ZoneClock { zone.flatMap(ZoneClock.named) ?? clock }
}

extension Settings {
    /// The link that a promoter gives away: Usher's own, where it is counted; without a public address the shop with
    /// the code. Nil for a shop without a URL.
    package func promoterURL(code: String) -> String? {
        publicLink(PublicPath.promoter, code) ?? shop.url.map { QueryText.adding([("code", code)], to: $0) }
    }
}

extension Settings {
    /// The way in which the links of campaigns' e-mails are tracked; nil when they are not.
    package var linkTracking: LinkTracking? {
        guard let publicURL = published?.url, tracksLinks != .none else { return nil }
        return LinkTracking(publicURL: publicURL, mode: tracksLinks)
    }

    /// The domain to which answers to confirmations go, without a public address for a button: the one that bounces
    /// come back to, else the one of the unsubscribing address; nil where nobody takes mail.
    package var confirmingDomain: String? {
        guard published == nil, receive.takesMail else { return nil }
        return bounceDomain ?? unsubscribe.mailto?.split(separator: "@").last.map(String.init)
    }

    /// The link with `path`, such as `PublicPath.review`, at the public address; nil where there is none.
    package func publicLink(_ path: String, _ rest: String) -> String? {
        (published?.url).map { $0 + path + rest }
    }
}
