import Testing

@testable import UsherCore

@Suite("The values that a message's tags need")
struct InputsTests {
    private let settings = Settings(
        sender: Mailbox(name: "Ida", address: "ida@shop.example"), postalAddress: "Lane 1",
        shop: ShopSettings(name: "Shop", zone: "Europe/Berlin", language: "en", extra: ["founder": "Ida"]),
        attributes: [
            "package": AttributeDeclaration(type: .text, defaultValue: .text("starter")),
            "ordered_on": AttributeDeclaration(type: .date), "total": AttributeDeclaration(type: .money),
            "seats": AttributeDeclaration(type: .number), "member": AttributeDeclaration(type: .yesNo),
            "interests": AttributeDeclaration(type: .list),
        ])

    private let ladder = Ladder(
        packages: ["small", "large"].map {
            Ladder.Package(name: $0, title: $0, price: Money(minorUnits: 500, currency: "EUR"))
        })

    private func values(
        _ names: [String], name: String? = nil, attributes: [String: AttributeValue] = [:], language: String? = nil,
        data: [String: String]? = nil, unsubscribeURL: String? = nil
    ) throws -> TemplateValue {
        let contact = Contact(
            id: ContactID(1), address: try EmailAddress("Ada@Example.org"), name: name, attributes: attributes,
            zone: "Pacific/Auckland", language: language)
        let enrollment = data.map {
            Enrollment(
                id: EnrollmentID(1), contact: contact.id, campaign: CampaignID(1), enteredAt: Timestamp(seconds: 0),
                anchorAt: Timestamp(seconds: 0), data: $0)
        }
        let campaign = Campaign(
            name: "excite", title: "Excite", moves: Move(from: .convert, to: .excite),
            callToAction: CallToAction(text: "Start", url: "https://shop.example/start"))
        return Inputs(names: names, settings: settings).values(
            contact: contact, enrollment: enrollment, campaign: data == nil ? nil : campaign, settings: settings,
            unsubscribeURL: unsubscribeURL, facts: Facts(products: ["small"]), ladder: ladder)
    }

    @Test("only the names asked for, each in its group")
    func onlyAsked() throws {
        let names = ["contact.first_name", "call_to_action.url", "unsubscribe_url", "shop.founder", "event.order"]
        let values = try values(
            names, name: "Ada Lovelace", data: ["order": "7", "other": "8"], unsubscribeURL: "https://u")
        #expect(
            values
                == .object([
                    "contact": .object(["first_name": .text("Ada")]),
                    "call_to_action": .object(["url": .text("https://shop.example/start")]),
                    "unsubscribe_url": .text("https://u"), "shop": .object(["founder": .text("Ida")]),
                    "event": .object(["order": .text("7")]),
                ]))
    }

    @Test("what is missing is not there; a default is; an unknown name brings nothing")
    func missing() throws {
        let names = [
            "contact.name", "contact.first_name", "contact.ordered_on", "contact.package", "contact.nonsense",
            "campaign.title",
            "event.order", "unsubscribe_url", "shop.url", "nonsense", "nonsense.at.all", "",
        ]
        #expect(try values(names) == .object(["contact": .object(["package": .text("starter")])]))
        #expect(try values(["contact.name", "event.order"], name: "", data: ["order": ""]) == .object([:]))
    }

    @Test("attributes by type, dates and money in the contact's language")
    func attributes() throws {
        let values = try values(
            ["contact.ordered_on", "contact.total", "contact.seats", "contact.member", "contact.interests"],
            attributes: [
                "ordered_on": .date(CalendarDate(year: 2026, month: 12, day: 4)), "seats": .number("1.50"),
                "member": .yesNo(false),
                "total": .money(Money(minorUnits: 4900, currency: "EUR")), "interests": .list(["a", "b"]),
            ], language: "de")
        #expect(
            values
                == .object([
                    "contact": .object([
                        "ordered_on": .text("4. Dezember 2026"), "total": .text("49,00\u{A0}€"), "seats": .text("1.50"),
                        "member": .flag(false), "interests": .list([.text("a"), .text("b")]),
                    ])
                ]))
    }

    @Test(
        "offer_ends is a day or a moment on the contact's clock, or whatever it was told to be",
        arguments: [
            ("2026-12-04", "4 December 2026"), ("when the snow melts", "when the snow melts"),
        ])
    func offerEnds(told: String, text: String) throws {
        #expect(try values(["offer_ends"], data: ["offer_ends": told]) == .object(["offer_ends": .text(text)]))
    }

    @Test("offer_ends as a moment is written in the contact's zone")
    func offerEndsMoment() throws {
        guard case .object(let fields) = try values(["offer_ends"], data: ["offer_ends": "2026-12-04T20:00:00Z"]),
            case .text(let text)? = fields["offer_ends"]
        else {
            Issue.record("it is there")
            return
        }
        #expect(text.hasPrefix("5 December 2026") && text.contains("9:00"))
    }

    @Test("a group asked for by its name brings everything in it")
    func groups() throws {
        #expect(
            try values(["event"], data: ["a": "1", "b": "2"])
                == .object(["event": .object(["a": .text("1"), "b": .text("2")])]))
        guard case .object(let top) = try values(["shop", "contact"], name: "Ada"),
            case .object(let shop)? = top["shop"],
            case .object(let contact)? = top["contact"]
        else {
            Issue.record("both groups are there")
            return
        }
        #expect(shop.keys.sorted() == ["email", "founder", "language", "name", "postal_address", "zone"])
        #expect(contact.keys.sorted() == ["address", "first_name", "name", "package"])
    }

    @Test(
        "the first name",
        arguments: [
            ("Ada Lovelace", "Ada"), ("Ada", "Ada"), ("Lovelace, Ada King", "Ada"), ("  Jörg  Weiß ", "Jörg"),
            ("", nil), (" , ", nil),
            ("Siobhán O'Brien & Daughters", "Siobhán"),
        ] as [(String, String?)])
    func firstName(name: String, first: String?) {
        #expect(Inputs.firstName(name) == first)
    }

    @Test("every name of the vocabulary can be filled in")
    func vocabulary() throws {
        let vocabulary = Inputs.vocabulary(settings: settings)
        for name in vocabulary.entries.keys {
            #expect(!Inputs.wanted(name, settings: settings).isEmpty, "\(name)")
        }
        for (name, entry) in vocabulary.entries where entry.isAlwaysPresent {
            let values = try values([name], data: [:])
            #expect(values.value(at: name) != nil, "\(name)")
        }
    }
}
