import Testing
import UsherCore

@testable import UsherIntake

/// What must never become a yes, and what must never be lost of a no.
@Suite("A no in another tool's list")
struct ListedNoTests {
    private static let declared = [
        "status": AttributeDeclaration(type: .text), "unsubscribed": AttributeDeclaration(type: .yesNo),
        "accepts_email_marketing": AttributeDeclaration(type: .yesNo),
    ]

    private static func list(
        _ format: String?, _ text: String, _ map: [String] = [], for purpose: ListReading.Purpose = .people,
        declaring: [String: AttributeDeclaration] = [:]
    ) throws -> ContactsReader {
        let reading = ListReading(
            format: try format.map { try ListFormat(named: $0) }, map: try ColumnMap(map), for: purpose)
        return try ContactsReader(OctetSource(Array(text.utf8)), attributes: declaring, reading: reading)
    }

    /// What the rows say, `--consent` given: a word each.
    private static func said(
        _ format: String?, _ text: String, _ map: [String] = [], declaring: [String: AttributeDeclaration] = [:]
    ) throws -> [String] {
        var list = try list(format, text, map, declaring: declaring)
        var reader = ContactsReaderTests.reader(declaring)
        try reader.share(Draft(.arguments, [.consent: "Form"]))
        var words: [String] = []
        while let row = try list.next() {
            var said = row.rest
            do throws(Misreading) {
                let draft = try row.draft.get()
                said = draft
                let entry = try reader.entry(draft, now: Timestamp(seconds: 1_795_431_600))
                let noes = entry.noes.map { "\($0.no.reason.rawValue)@\($0.no.at?.iso8601.prefix(10) ?? "now")" }
                words.append((noes + (entry.person.consent == nil ? [] : ["agreed"])).joined(separator: " "))
            } catch {
                words.append("bad" + ((said.map { reader.noes(of: $0).isEmpty } ?? true) ? "" : ", and a no"))
            }
        }
        return words
    }

    private static let klaviyo = "Email,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions"

    @Test(
        "Is what it says, of the moment at which it says it",
        arguments: [
            // A suppression is dated by its own column and by no yes.
            ("klaviyo", "\(klaviyo)\na@b.example,SUBSCRIBED,2023-05-01,UNSUBSCRIBED", ["unsubscribed@now"]),
            (
                "klaviyo",
                "\(klaviyo),Email Suppressions Timestamp\na@b.example,SUBSCRIBED,2023-05-01,UNSUBSCRIBED,2026-11-01",
                ["unsubscribed@2026-11-01"]
            ),
            ("klaviyo", "\(klaviyo)\na@b.example,UNSUBSCRIBED,2023-05-01,", ["unsubscribed@2023-05-01"]),
            (
                "klaviyo",
                "\(klaviyo)\n"
                    + ["false", "None", "null", "{}", "[]", "\"[\"\"HARD_BOUNCE\"\"]\"", "strange"]
                    .map { "a@b.example,SUBSCRIBED,2023-05-01,\($0)" }.joined(separator: "\n"),
                ["agreed", "agreed", "agreed", "agreed", "agreed", "bounced@now", "unsubscribed@now"]
            ),
            // What stands for no time is no yes, and a no is one whatever stands there.
            (
                "mailchimp",
                "Email Address,OPTIN_TIME,CONFIRM_TIME\na@b.example,0000-00-00 00:00:00,\na@b.example,-,\n"
                    + "a@b.example,NULL,NULL\na@b.example,,never\na@b.example,\u{A0},\na@b.example,2023-01-01 10:00:00,",
                ["bad", "bad", "bad", "bad", "", "agreed"]
            ),
            (
                "mailchimp", "Email Address,OPTIN_TIME,UNSUB_TIME\na@b.example,-,yes\na@b.example,,2024-02-03 04:05:06",
                ["bad, and a no", "unsubscribed@2024-02-03"]
            ),
            (
                "brevo",
                "EMAIL;DOUBLE_OPT-IN;OPT_IN\na@b.example;No;\na@b.example;2;0\na@b.example;;false\na@b.example;1;\n"
                    + "a@b.example;perhaps;\na@b.example;;true", ["", "", "", "agreed", "bad", "agreed"]
            ),
            (
                "hubspot",
                "Email,Legal basis for processing contact's data,Opted out of email: Notes\n"
                    + "a@b.example,Freely given consent from contact;Legitimate interest,\na@b.example,,true",
                ["agreed", "unsubscribed@now"]
            ),
            // A row that is wrong otherwise still says no.
            (
                "mailchimp", "Email Address,TIMEZONE,UNSUB_TIME\na@b.example,Mars/Olympus,2025-01-01 00:00:00",
                ["bad, and a no"]
            ),
            ("kit", "email,first_name,status\na@b.example,,mystery", ["bad"]),
            // The second column of addresses is taken where the first is empty.
            ("woocommerce", "user_email,billing_email\n,a@b.example", ["agreed"]),
        ] as [(String, String, [String])])
    func rows(format: String, text: String, expected: [String]) throws {
        #expect(try Self.said(format, text) == expected)
    }

    @Test("Stays one where an attribute has the column's name, which gets the value as well")
    func attributes() throws {
        #expect(
            try Self.said("kit", "email,status\na@b.example,cancelled", declaring: Self.declared)
                == ["unsubscribed@now"])
        #expect(
            try Self.said("shopify", "Email,Accepts Email Marketing\na@b.example,no", declaring: Self.declared)
                == ["unsubscribed@now"])
        #expect(
            try Self.said(nil, "email,unsubscribed\na@b.example,yes", declaring: Self.declared) == ["unsubscribed@now"])
        #expect(
            try Self.said(
                "kit", "email,status\na@b.example,cancelled", ["status=status"], declaring: Self.declared)
                == ["unsubscribed@now"])
        var list = try Self.list("kit", "email,status\na@b.example,active", declaring: Self.declared)
        #expect(try list.next()?.draft.get().attributes == ["status": "active"])
    }

    @Test("Is never left out by a map, a proposal or a prefix")
    func leaving() throws {
        for (format, column) in [("shopify", "Accepts Email Marketing"), ("kit", "status"), ("brevo", "OPT_IN")] {
            let fault = #expect(throws: ImportFault.self) {
                try Self.list(format, "email,\(column)\n", ["\(column)=-"])
            }
            #expect(fault?.description.contains("would leave out who said no") == true, "\(format)")
        }
        #expect(throws: Never.self) {
            let basis = "Legal basis for processing contact's data"
            return try Self.list("hubspot", "email,\(basis)\n", ["\(basis)=-"])
        }
        let rows: [(String?, String, proposed: String?)] = [
            ("klaviyo", "Accepts Marketing", "agreed"), ("klaviyo", "$consent", "agreed"),
            (nil, "Newsletter", "agreed"),
            ("klaviyo", "Accepts Email Marketing", "agreed"), ("mailchimp", "unsubscribed", "unsubscribed"),
            ("woocommerce", "meta:mailchimp_woocommerce_is_subscribed", "agreed"),
            ("mautic", "Bounced", "unsubscribed"),
            ("woocommerce", "billing_newsletter_optin", "agreed"), ("mailchimp", "status", nil),
            (nil, "Shoe size", "-"), (nil, "Vorname", "first_name"), (nil, "E-Mail-Adresse", "address"),
        ]
        for (format, column, proposed) in rows {
            let fault = #expect(throws: ImportFault.self) { try Self.list(format, "email,\(column)\n") }
            let words = fault?.description ?? ""
            #expect(words.contains("unknown column '\(column)'"), "\(words)")
            if let proposed {
                #expect(words.hasSuffix("--map '\(column)=\(proposed)'"), "\(words)")
            } else {
                #expect(!words.contains("--map") && words.contains("--format kit"), "\(words)")
            }
        }
    }

    @Test("Of a list for suppressions reaches every address, in a cell and in a row")
    func addresses() throws {
        let rows: [(String, [[String]])] = [
            ("a@b.example, c@d.example\n", [["a@b.example", "c@d.example"]]),
            ("a@b.example\nc@d.example;e@f.example\n", [["a@b.example"], ["c@d.example", "e@f.example"]]),
            ("Ann <a@b.example>; Bob <c@d.example>\n", [["a@b.example", "c@d.example"]]),
            ("Ann,a@b.example\nBob,c@d.example\n", [["a@b.example"], ["c@d.example"]]),
            ("email\n\"Ann <a@b.example>, Bob <c@d.example>\"\n", [["a@b.example", "c@d.example"]]),
            ("email,why\na@b.example,x\nnobody,y\n", [["a@b.example"], ["nobody"]]),
        ]
        for (text, expected) in rows {
            var list = try Self.list(nil, text, for: .noes)
            var found: [[String]] = []
            while let row = try list.next() {
                let draft = try row.draft.get()
                found.append([draft[.address] ?? "-"] + draft.furtherAddresses)
            }
            #expect(found == expected, "\(text)")
        }
        for text in ["email\n\"Ann <a@b.example>, Bob <c@d.example>\"", "email\n\"a@b.example, c@d.example\""] {
            #expect(try Self.said(nil, text) == ["bad"], "one row is one person")
        }
    }

    @Test("Needs nothing else of a row where only the noes are wanted")
    func alone() throws {
        var list = try ContactsReader(
            OctetSource(
                Array("Email Address,First Name,UNSUB_TIME\na@b.example,J".utf8) + [0xF6] + Array("rg,now\n".utf8)),
            attributes: [:], reading: ListReading(format: try ListFormat(named: "mailchimp"), for: .noes))
        #expect(try list.next()?.draft.get()[.address] == "a@b.example")
    }

    @Test("Is looked for only where a column can say one; what is not read is named, and what others read refuses")
    func columns() throws {
        let cut = try Self.list("mailchimp", "Email Address,OPTIN_TIME,CONFIRM_TIME\n", for: .noes)
        #expect(cut.speaks && !cut.canSayNo)
        let types = try Self.list("hubspot", "Email,Opted out of email: Marketing Information,Mood\n", for: .noes)
        #expect(types.canSayNo && types.unread == ["'Mood'"])
        let others: [(String?, String)] = [
            ("klaviyo", "Accepts Email Marketing"), (nil, "Accepts Email Marketing"), (nil, "status"),
        ]
        for (format, column) in others {
            let fault = #expect(throws: ImportFault.self) {
                try Self.list(format, "Email,\(column)\n", for: .noes)
            }
            #expect(fault?.description.contains("whether a column says no is not known: '\(column)'") == true)
        }
        #expect(throws: Never.self) { try Self.list(nil, "email,status\n", ["status=-"], for: .noes) }
        #expect(try Self.list("hubspot", "Email,First Name\n").missing.contains("unsubscribed from all email"))
        #expect(try Self.list("hubspot", "Email,Portal Bounce\n").missing.isEmpty)
        #expect(try Self.list("woocommerce", "Email\n").missing.isEmpty, "it has none to miss")
    }

    @Test("Has a number for a column whose name nobody can write")
    func numbers() throws {
        let fault = #expect(throws: ImportFault.self) { try Self.list(nil, ",email,na\u{200B}me\n") }
        #expect(fault?.description.hasSuffix("--map '1=-,3=name'") == true, "\(fault?.description ?? "")")
        #expect(throws: Never.self) { try Self.list(nil, ",email,na\u{200B}me\n", ["1=-,3=name"]) }
    }
}
