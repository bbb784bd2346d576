import UsherCore
import UsherMail
import UsherSupport
import UsherWeb

/// Sign-ups and their confirmations, on a serial queue of their own. Both are events of `config/journey.yaml` and go through the one door of
/// events, so what follows from them is the same as from the command line.
actor SignUpDesk: SigningUp, Confirming {
    private let executor = QueueExecutor(label: "usher.sign-up")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let store: any PersonStore
    private let keyring: Keyring
    private let seal: TokenSeal
    private let clock: any CalendarClock
    private let editions: EditionBox
    private var edition: Edition { editions.edition }

    /// Two posts of one address within so many milliseconds are one sign-up.
    static let together: Int64 = 600_000

    private var plan: Plan { edition.plan }
    private var settings: ConsentSettings { plan.settings.consent }
    private var events: EventIntake { EventIntake(store: store, edition: edition, clock: clock) }

    init(store: any PersonStore, keyring: Keyring, seal: TokenSeal, clock: any CalendarClock, editions: EditionBox) {
        self.store = store
        self.keyring = keyring
        self.seal = seal
        self.clock = clock
        self.editions = editions
    }

    func signUpManners() -> SignUpManners {
        SignUpManners(thanksURL: settings.thanksURL, origins: Set(settings.origins))
    }

    func signUp(_ form: SignUpForm) throws -> SignUpAnswer {
        guard plan.journey.events[settings.signUpEvent] != nil, plan.journey.addsUnknownPeople else {
            return .notOffered
        }
        let now = clock.now()
        guard let address = try? EmailAddress(utf8: Array(form.address.utf8)[...]) else { return .badAddress }
        let answer = SignUpAnswer.taken(hint: AddressHint.text(address.wire))
        if form.looksAutomatic(now: now) { return answer }
        _ = try events.record([try request(form, address, now: now)], now: now)
        return answer
    }

    /// A form that anybody can fill in changes nothing about somebody who is known.
    private func request(
        _ form: SignUpForm, _ address: EmailAddress, now: Timestamp
    ) throws(StoreError) -> EventRequest {
        let campaign = known(form.campaign)
        var data = form.traffic
        data["campaign"] = campaign
        let hash = String(decoding: Hexadecimal.lower(keyring.hash(address.key).octets.prefix(12)), as: UTF8.self)
        let event = Event(
            name: settings.signUpEvent, key: "form-\(hash)-\(now.milliseconds / Self.together)", at: now, data: data)
        var person = PersonDraft(address: address)
        if try store.contact(address.key) == nil {
            person.name = form.name.flatMap { SignUpName.isOne($0) ? $0 : nil }
            person.zone = form.zone.flatMap { KnownNames.zoneFault($0) == nil ? $0 : nil }
            person.language = form.language.flatMap { KnownNames.languageFault($0) == nil ? $0 : nil }
        }
        var request = EventRequest(event: event, person: person, campaign: campaign)
        request.consent = ConsentTold(
            wording: settings.wording, source: "form\(campaign.map { " \($0)" } ?? "")",
            networkHash: keyring.hash(network: form.network.text), block: form.network.block)
        return request
    }

    /// The name of a campaign, as long as there is one of that name.
    private func known(_ campaign: String?) -> String? {
        campaign.flatMap { plan.campaignID(named: $0) == nil ? nil : $0 }
    }

    func subject(ofConfirmation text: String) throws -> ConfirmingSubject? {
        guard case .confirm(let id, _) = seal.token(url: text) else { return nil }
        return try store.contact(id).map { subject($0) }
    }

    func confirm(_ text: String, from network: ClientNetwork) throws -> ConfirmingResult? {
        guard case .confirm(let id, let signedUpAt) = seal.token(url: text), let contact = try store.contact(id),
            plan.journey.events[settings.confirmedEvent] != nil
        else { return nil }
        // What the form told goes on to the runs that begin now. A confirmation counts only with the sign-up that it confirms.
        let signUp = try store.events(of: id).last { $0.name == settings.signUpEvent && $0.at == signedUpAt }
        guard let signUp else { return nil }
        let said = try store.consents(of: id).last { $0.basis == Consent.signUp && $0.at == signedUpAt }
        let event = Event(
            name: settings.confirmedEvent, key: "link-\(id)-\(signedUpAt.milliseconds)", at: clock.now(),
            data: signUp.data)
        var request = EventRequest(
            event: event, person: PersonDraft(address: contact.address),
            campaign: known(signUp.data["campaign"]))
        request.consent = ConsentTold(
            wording: said?.wording, source: "link", networkHash: keyring.hash(network: network.text),
            proof: .mailedLink(signedUpAt: signedUpAt))
        // Read before it is recorded, so that what is recorded is answered.
        let before = try store.standing(contact.address.key, now: clock.now())
        switch try events.record([request]).first {
        case .refused?: return .saidNoSince(subject(contact))
        case .recorded(let following, _)?:
            let lifted = Set(following.compactMap { if case .lift(let id, _) = $0 { id } else { nil } })
            return answer(contact, before.suppressions.filter { !lifted.contains($0.id) })
        case .already?, nil:
            guard ConsentPolicy.answer(before, settings: settings) == .yes else {
                return .saidNoSince(subject(contact))
            }
            return answer(contact, before.suppressions)
        }
    }

    /// Says so where the address must not be mailed whatever was confirmed: a bounce, a complaint, the operator's word.
    private func answer(_ contact: Contact, _ suppressions: [Suppression]) -> ConfirmingResult {
        let shut = suppressions.filter { $0.scope == .everything || $0.scope == .marketing }
        if shut.contains(where: \.reason.isLiftedBySignUp) { return .saidNoSince(subject(contact)) }
        return shut.isEmpty ? .confirmed(subject(contact), promise: settings.promise) : .suppressed(subject(contact))
    }

    private func subject(_ contact: Contact) -> ConfirmingSubject {
        ConfirmingSubject(language: contact.language, hint: AddressHint.text(contact.address.wire))
    }
}

extension ClientNetwork {
    /// What confirmations are counted by: whoever has one address of an IPv6 /48 has them all. Nil where everybody comes through one proxy.
    fileprivate var block: String? {
        switch self {
        case .v4: text
        case .v6(let octets): "6 \(octets >> 16)"
        case .local: nil
        }
    }

    /// For the keyed hash: never written down.
    fileprivate var text: String {
        switch self {
        case .v4(let octets): "4 \(octets)"
        case .v6(let octets): "6 \(octets)"
        case .local: "local"
        }
    }
}

/// Names that a form may bring: one that carries an advertisement to a stranger's mailbox is left out.
enum SignUpName {
    static let longest = 60

    static func isOne(_ text: String) -> Bool {
        text.count <= longest && !text.contains { "/:@<>{}[]\\".contains($0) } && !text.lowercased().contains("www.")
            && !text.split(separator: " ").contains(where: isHost)
    }

    /// `evil-bank.com`, and not `J.R.` or `Jr.`: letters on both sides of a dot, and at least two after the last.
    private static func isHost(_ word: Substring) -> Bool {
        let labels = word.split(separator: ".")
        return labels.count > 1 && (labels.last?.filter(\.isLetter).count ?? 0) > 1
    }
}
