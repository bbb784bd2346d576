import Foundation
import TestSupport
import Testing
import UsherCore

@testable import UsherIntake

/// Files in the shape of each tool's export, of invented people.
@Suite("Another tool's list")
struct ListFormatTests {
    private static let noon = Timestamp(seconds: 1_795_431_600)

    /// Each row as one line: who it is, and what it says of marketing.
    static func rows(_ file: String, consent: String? = nil, _ map: [String] = []) throws -> [String] {
        let tool = file.prefix { $0 != "-" && $0 != "." }
        let reading = ListReading(format: try ListFormat(named: String(tool)), map: try ColumnMap(map))
        let path = Repository.file("Tests/Fixtures/lists/\(file)")
        let declared = ["shoe_size": AttributeDeclaration(type: .number)]
        var list = try ContactsReader(OctetSource(path: path), attributes: declared, reading: reading)
        var reader = ContactsReaderTests.reader(declared)
        try reader.share(Draft(.arguments, [.consent: consent]))
        var rows: [String] = []
        while let row = try list.next() {
            do throws(Misreading) {
                let draft = try row.draft.get()
                rows.append(draft[.address] == nil ? "-" : shown(try reader.entry(draft, now: noon)))
            } catch {
                rows.append("bad: \(error.reason)")
            }
        }
        return rows
    }

    private static func shown(_ entry: EntryRequest) -> String {
        let person = entry.person
        let who = [person.address.wire, person.name, person.zone, person.language].compactMap(\.self)
        let noes = entry.noes.map { no in
            let note = if case .said(let words)? = no.no.note { words } else { "" }
            return "\(no.no.reason.rawValue)@\(no.no.at?.iso8601 ?? "now") (\(note))"
        }
        let said = noes + [person.consent.map { "agreed: \($0.wording ?? "")" }].compactMap(\.self)
        return (who + person.tags.sorted().map { "#\($0)" } + person.attributes.keys.sorted() + ["|"] + said)
            .joined(separator: " ")
    }

    @Test(
        "Says who they are, and what each row says of marketing",
        arguments: [
            (
                "mailchimp-subscribed.csv",
                [
                    "maren@example.org Maren Voss Europe/Berlin #Book-club #vip shoe_size | "
                        + "agreed: Mailchimp, OPTIN_TIME: 2023-03-01 09:12:44",
                    "owen@example.net Owen Pryce |", "nell@example.com Nell #Shop-customer |",
                ]
            ),
            (
                "mailchimp-unsubscribed.csv",
                [
                    "ruth@example.org Ruth Amsel | unsubscribed@2024-06-11T17:38:27Z "
                        + "(Mailchimp, UNSUB_TIME: 2024-06-11 17:38:27)"
                ]
            ),
            (
                "mailchimp-cleaned.csv",
                ["gone@example.net | bounced@2025-01-09T06:30:00Z (Mailchimp, CLEAN_TIME: 2025-01-09 06:30:00)"]
            ),
            (
                "klaviyo.csv",
                [
                    "asa@example.org Asa | agreed: Klaviyo, Email Marketing Consent: SUBSCRIBED",
                    "bea@example.net Bea Lund | unsubscribed@2025-02-03T10:00:00Z "
                        + "(Klaviyo, Email Marketing Consent: UNSUBSCRIBED)",
                    "cai@example.com Cai |",
                    "dov@example.org Dov | bounced@now (Klaviyo, Email Suppressions: HARD_BOUNCE)",
                ]
            ),
            (
                "klaviyo-suppressed.csv",
                [
                    "ezra@example.net | unsubscribed@2024-09-01T00:00:00Z (Klaviyo, Suppression Reason: UNSUBSCRIBED)",
                    "fay@example.org | complaint@2024-09-02T00:00:00Z (Klaviyo, Suppression Reason: SPAM_COMPLAINT)",
                ]
            ),
            (
                "shopify.csv",
                [
                    "gil@example.org Gil Moor #early-bird #wholesale | agreed: Shopify, Accepts Email Marketing: yes",
                    "hana@example.net Hana Sato | unsubscribed@now (Shopify, Accepts Email Marketing: no)", "-",
                ]
            ),
            ("woocommerce.csv", ["jonas@example.org Jonas Ek |", "kim@example.net Guest |"]),
            (
                "hubspot.csv",
                [
                    "lea@example.org Lea Brandt de | agreed: HubSpot, Legal basis for processing contact's data: "
                        + "Freely given consent from contact",
                    "milo@example.net Milo Fenn en | unsubscribed@now (HubSpot, Unsubscribed from all email: true)",
                    "noa@example.com Noa Peri |",
                    "odd@example.org Odd Ruud nb | bounced@now (HubSpot, Email hard bounce reason: Unknown user)",
                ]
            ),
            (
                "hubspot-unsubscribes.csv",
                [
                    "pia@example.org | unsubscribed@now (HubSpot, Portal Unsubscribe: TRUE) unsubscribed@now "
                        + "(HubSpot, Marketing Information: TRUE)",
                    "quin@example.net | bounced@now (HubSpot, Portal Bounce: UNKNOWN_USER)",
                    "rosa@example.com | complaint@now (HubSpot, Portal Spam Report: TRUE)", "sol@example.org |",
                ]
            ),
            (
                "kit.csv",
                [
                    "tilda@example.org Tilda #Cover #beta | agreed: Kit, status: active", "uri@example.net Uri |",
                    "vera@example.com Vera | unsubscribed@now (Kit, status: cancelled)",
                    "wim@example.org Wim | complaint@now (Kit, status: complained)",
                ]
            ),
            (
                "brevo.csv",
                [
                    "xenia@example.org Xenia Rau | agreed: Brevo, DOUBLE_OPT-IN: Yes",
                    "yann@example.net Yann Le Goff | unsubscribed@now (Brevo, BLOCKLISTED: true)",
                    "zoe@example.com Zoe |",
                ]
            ),
            (
                "listmonk.csv",
                [
                    "alma@example.org Alma Reed |",
                    "bo@example.net Bo | unsubscribed@now (listmonk, status: blocklisted)",
                ]
            ),
            (
                "mautic.csv",
                [
                    "cleo@example.org Cleo Marsh America/Chicago en-US #Book-club #reader |",
                    "dan@example.net Dan | unsubscribed@now (Mautic, doNotEmail: 1)",
                ]
            ),
        ] as [(String, [String])])
    func rows(file: String, expected: [String]) throws {
        #expect(try Self.rows(file) == expected)
    }

    @Test("Takes the operator's word for rows that say nothing, and for none that was never asked or says no")
    func word() throws {
        let rows = try Self.rows("mailchimp-subscribed.csv", consent: "Footer form, 2023")
        #expect(
            rows.map { $0.split(separator: "| ").last.map(String.init) } == [
                "agreed: Footer form, 2023 (Mailchimp, OPTIN_TIME: 2023-03-01 09:12:44)", "agreed: Footer form, 2023",
                "nell@example.com Nell #Shop-customer |",
            ])
        #expect(
            try Self.rows("woocommerce.csv", consent: "At the till").allSatisfy { $0.hasSuffix("agreed: At the till") })
        let klaviyo = try Self.rows("klaviyo.csv", consent: "Footer form")
        #expect(klaviyo.count { $0.contains("agreed") } == 1 && klaviyo[0].contains("agreed: Footer form (Klaviyo"))
    }

    @Test("Refuses a row that says of marketing what nobody knows, and takes it for no yes")
    func unknown() throws {
        var list = try ContactsReader(
            OctetSource(Array("Email,Accepts Email Marketing\na@b.example,perhaps\n".utf8)), attributes: [:],
            reading: ListReading(format: try ListFormat(named: "Shopify")))
        let fault = #expect(throws: Misreading.self) { try list.next()?.draft.get() }
        #expect(
            fault?.reason == "column Accepts Email Marketing says 'perhaps', and that is none of '0', '1', 'false', "
                + "'no', 'off', 'on', 'true', 'yes'")
    }

    @Test("Takes the first of several names for one thing, and what is mapped or declared before all")
    func several() throws {
        let head = "ID,user_email,first_name,billing_first_name,billing_email,billing_city,shipping_city\n"
        func address(_ map: [String]) throws -> String? {
            var list = try ContactsReader(
                OctetSource(Array((head + "1,a@b.example,Ann,Anna,c@d.example,Bonn,Bonn\n").utf8)), attributes: [:],
                reading: ListReading(format: try ListFormat(named: "woocommerce"), map: try ColumnMap(map)))
            let draft = try list.next()?.draft.get()
            return draft.map { "\($0[.address] ?? "") \($0[.name] ?? "")" }
        }
        #expect(try address([]) == "a@b.example Ann")
        #expect(try address(["billing_email=address,billing_first_name=first_name"]) == "c@d.example Anna")
    }

    @Test("Counts a no before a yes, and a yes before what was never asked")
    func order() {
        func all(_ words: ListedConsent.Word...) -> ListedConsent {
            ListedConsent(
                words.map { ListedConsent.Found(word: $0, evidence: "\($0)") }, tool: "Tool")
        }
        let no = ToldNo(.unsubscribed, note: .said("Tool, unsubscribed"))
        #expect(all(.yes, .unsubscribed, .never) == .refused([no]))
        #expect(all(.never, .yes) == .agreed("Tool, yes"))
        #expect(all(.never) == .never)
        #expect(all(.bounced, .unsubscribed) == .refused([ToldNo(.bounced, note: .said("Tool, bounced")), no]))
    }

    @Test("Has an address, and names in lower case, for every tool there is")
    func tables() {
        #expect(
            ListFormat.names == [
                "mailchimp", "klaviyo", "shopify", "woocommerce", "hubspot", "kit", "brevo", "listmonk", "mautic",
            ])
        for format in ListFormat.all {
            #expect(!format.addresses.isEmpty, "\(format.name)")
            for (name, column) in format.columns {
                #expect(name == name.lowercased(), "\(format.name): \(name)")
                guard let saying = column.saying else { continue }
                #expect(saying.texts.keys.allSatisfy { $0 == $0.lowercased() }, "\(format.name): \(name)")
                // Whoever has an empty cell is nobody who agreed.
                #expect(saying.empty != .yes, "\(format.name): \(name)")
            }
        }
        let fault = #expect(throws: Misreading.self) { try ListFormat(named: "mailchip") }
        #expect(fault?.reason.hasSuffix("not 'mailchip'; did you mean 'mailchimp'?") == true)
    }

    @Test("Names all columns that it does not know at once, and the option that says what they are")
    func unknownColumns() throws {
        let mailchimp = ["Email Address", "First Name", "Last Name", "MEMBER_RATING", "OPTIN_TIME", "Shoe size"]
        #expect(ListFormat.likely(mailchimp)?.name == "mailchimp")
        #expect(ListFormat.likely(Array(mailchimp.prefix(4))) == nil)
        #expect(ListFormat.likely(["a", "b", "c", "d", "e", "f"]) == nil)
        let format = try ListFormat(named: "mailchimp")
        let head = "Email Address,Schuhgröße,\"Ort, PLZ\",Sho\u{200B}p,LEID\n"
        let fault = #expect(throws: ImportFault.self) {
            try ContactsReader(
                OctetSource(Array(head.utf8)), attributes: [:], reading: ListReading(format: format))
        }
        #expect(
            fault?.description
                == "unknown columns 'Schuhgröße', 'Ort, PLZ', 'Sho\u{200B}p' (with U+200B, zero width space); declare them under "
                + "'attributes' in config/usher.yaml, or say what they are, and - for nothing: "
                + "--map 'Schuhgröße=-,\"Ort, PLZ\"=-,4=-'")
        let map = try ColumnMap(["Schuhgröße=-,\"Ort, PLZ\"=-", "sho\u{200B}p=name"])
        #expect(throws: Never.self) {
            try ContactsReader(
                OctetSource(Array(head.utf8)), attributes: [:], reading: ListReading(format: format, map: map))
        }
        let many = "email," + (1...9999).map { "c\($0)" }.joined(separator: ",") + "\n"
        let long = #expect(throws: ImportFault.self) {
            try ContactsReader(OctetSource(Array(many.utf8)), attributes: [:])
        }
        #expect(long?.description.contains("'c20' and 9979 more;") == true)
        #expect(long?.description.hasSuffix("c9999=-'") == true, "one round is enough")
    }

    @Test("May be said to speak of marketing by any column of its own")
    func ownColumns() throws {
        var list = try ContactsReader(
            OctetSource(Array("E-Mail,Newsletter,Gesperrt\na@b.example,Yes,0\nc@d.example,no,\ne@f.example,,1\n".utf8)),
            attributes: [:],
            reading: ListReading(map: try ColumnMap(["E-Mail=address,Newsletter=agreed,Gesperrt=unsubscribed"])))
        var listed: [ListedConsent] = []
        while let row = try list.next() { listed.append(try row.draft.get().listed) }
        #expect(
            listed == [
                .agreed("list, Newsletter: Yes"),
                .refused([ToldNo(.unsubscribed, note: .said("list, Newsletter: no"))]),
                .refused([ToldNo(.unsubscribed, note: .said("list, Gesperrt: 1"))]),
            ])
        let words = ["ja", "WAHR", "x", "Y", "2024-05-06"].joined(separator: "\na@b.example,")
        var own = try ContactsReader(
            OctetSource(Array("address,unsubscribed\na@b.example,\(words)\n".utf8)), attributes: [:])
        while let row = try own.next() {
            guard case .refused = try row.draft.get().listed else {
                Issue.record("line \(row.line) says no")
                continue
            }
        }
    }

    @Test("Is one address a line, where only who said no is wanted, and columns without meaning do not matter")
    func noes() throws {
        func addresses(_ text: String) throws -> [String] {
            var list = try ContactsReader(
                OctetSource(Array(text.utf8)), attributes: [:], reading: ListReading(for: .noes))
            var addresses: [String] = []
            while let row = try list.next() {
                addresses.append("\(row.line) \(try row.draft.get()[.address] ?? "-")")
            }
            return addresses
        }
        #expect(try addresses("a@b.example\r\n\r\nAnn <c@d.example>") == ["1 a@b.example", "3 c@d.example"])
        #expect(try addresses("Why,Email\nasked,a@b.example\n") == ["2 a@b.example"])
        #expect(throws: ImportFault.noAddressColumn(found: ["Why"])) { try addresses("Why\nasked\n") }
    }
}
