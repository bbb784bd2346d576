import Foundation
import Testing
import TestSupport

@testable import UsherCore

@Suite("Mentions of a person")
struct MentionTests {
    private func mention(_ address: String = "ann@example.org", butNot: [String] = []) throws -> Mention {
        Mention(of: try EmailAddress(address), butNot: try butNot.map { try EmailAddress($0).key })
    }

    @Test(
        "The whole address is one, in any letter case, whatever stands beside it",
        arguments: [
            "ann@example.org", "ANN@Example.ORG", "<ann@example.org>", "to=ann@example.org", "mailto:ann@example.org?x",
            "'ann@example.org'", "Ask ann@example.org.", "ann@example.org, bob", "\"ann@example.org\"",
            "/data/ann@example.org/", "...ann@example.org", "ann@example.org.\nBob", "ann@example.org - called",
            "{\"note\":\"hello\\nann@example.org\"}", "joann@example.org, then ann@example.org",
            "联系ann@example.org谢谢", "пиши ann@example.orgскорее", "ですann@example.orgです", "_ann@example.org_",
            "+ann@example.org",
            "- -ann@example.org", "**ann@example.org**", "__ann@example.org__", "ann@example.organn@example.org",
            "ann＠example.org", "ａｎｎ＠ｅｘａｍｐｌｅ．ｏｒｇ", "\"ann\"@example.org", "ann(home)@example.org", "ann @example.org",
            "ann @ example.org", "an\u{200B}n@example.org", "ann\u{200B}@example.org", "ann@\u{AD}example.org",
            "ann@[example.org]",
            "bounce+ann=example.org@shop.example", "list-bounces-ann=example.org@lists.example",
            "return-123-ann=example.org@lists.example", "SRS0=ab=cd=example.org=ann@forwarder.example",
            "X-Return: <b+ann=3Dexample.org@shop.example>",
        ])
    func whole(text: String) throws {
        #expect(try mention().isIn(text))
        #expect(try mention().replaced(in: text)?.lowercased().contains(" ann@") != true)
        #expect(try mention().replaced(in: text)?.contains("erasederased") != true)
    }

    @Test(
        "A longer address is another person's",
        arguments: [
            "joann@example.org", "ann@example.org.uk", "x+ann@example.org", "ann@example.organic", "jo.ann@example.org",
            "o'ann@example.org", "jo-ann@example.org", "jo_ann@example.org", "ann@example.org-x.net",
            "ann@example.org--x.net", "éann@example.org", "ann@example.orgé", "ann@sub.example.org",
            "ann+x@example.org", "j&#79;.ann@example.org", "éann@example.org", "李joann@example.org",
            "jo--ann@example.org",
            "joann@example.organn@example.org", "ann@example.organn@example.organic", "\"joann\"@example.org",
            "joann @example.org", "joann＠example.org", "bounce+joann=example.org@shop.example", "ann=example.org",
            "jo-ann=example.org@shop.example", "SRS0=ab=cd=example.org=joann@forwarder.example", "_jo_ann@example.org",
            "bounce+ann=example.organic@shop.example", "friend-of-ann@example.org",
            "ann@example.or", "nn@example.org", "ann@example.com", "{\"address\":\"joann@example.org\"}",
        ])
    func longer(text: String) throws {
        #expect(try !mention().isIn(text))
        #expect(try mention().replaced(in: text) == nil)
    }

    @Test(
        "In an identifier words are joined by hyphens and underscores",
        arguments: [
            ("friend-of-ann@example.org", "friend-of-erased"), ("ANN@Example.org-friend", nil),
            ("shop_ann@example.org", "shop_erased"), ("friend-of-joann@example.org", nil), ("x+ann@example.org", nil),
            ("friend-of-jo-ann@example.org", nil),
        ] as [(String, String?)])
    func identifiers(text: String, left: String?) throws {
        #expect(try mention(butNot: ["jo-ann@example.org"]).inIdentifiers.replaced(in: text) == left)
    }

    @Test("An address of another script ends where its own does")
    func scripts() throws {
        #expect(try mention("山田@example.org").replaced(in: "連絡は山田@example.orgまで") == "連絡はerasedまで")
        #expect(try mention("山田@example.org").replaced(in: "大山田@example.org") == nil)
        #expect(try mention("123@qq.com").replaced(in: "请联系123@qq.com谢谢") == "请联系erased谢谢")
        #expect(try mention("123@qq.com").replaced(in: "x123@qq.com") == nil)
        #expect(try mention("андрей@example.org").replaced(in: "дандрей@example.org") == nil)
    }

    @Test(
        "Encoded it is one as well",
        arguments: [
            ("quoted-printable", "ann=40example.org", "erased"),
            ("a soft line break", "To ann@exam=\r\nple.org!", "To erased!"),
            ("a soft line break beside it", "x+=\r\nann@example.org", nil),
            ("an encoded word", "=?utf-8?B?YW5uQGV4YW1wbGUub3Jn?=", "erased"),
            ("two encoded words", "Re: =?utf-8?Q?ann@exam?= =?utf-8?Q?ple.org?= ok", "Re: erased ok"),
            ("an encoded word of another", "=?utf-8?B?am9hbm5AZXhhbXBsZS5vcmc=?=", nil),
            ("percent", "https://x.example/?a=Ann%40Example.org&b", "https://x.example/?a=erased&b"),
            ("percent twice", "a=ann%2540example.org", "a=erased"),
            ("percent beside it", "x%2Bann%40example.org", nil),
            ("letters in percent", "%61nn@ex%61mple%2Eorg", "erased"),
            ("HTML", "ann&#64;example.org", "erased"), ("HTML, hexadecimal", "ann&#x40;example.org", "erased"),
            ("HTML by name", "ann&commat;example&period;org", "erased"),
            ("HTML beside it", "&lt;ann@example.org&gt;", "&lt;erased&gt;"),
            ("HTML that makes it another", "x&#43;ann@example.org", nil),
            ("JSON", #"{"a":"ann\u0040example.org"}"#, #"{"a":"erased"}"#),
            ("JSON in JSON", #"{"a":"{\"b\":\"ann@example.org\"}"}"#, #"{"a":"{\"b\":\"erased\"}"}"#),
            (
                "JSON escapes in JSON", #"{"a":"{\"b\":\"ann\\u0040example.org\"}"}"#,
                #"{"a":"{\"b\":\"erased\"}"}"#
            ),
            (
                "JSON in JSON in JSON", #"{"a":"{\\\"b\\\":\\\"ann\\\\u0040example.org\\\"}"}"#,
                #"{"a":"{\\\"b\\\":\\\"erased\\\"}"}"#
            ),
            ("base64 is not looked into", "YW5uQGV4YW1wbGUub3Jn", nil),
            (
                "a link in HTML in a mail", "href=3D\"?a=3D1&amp;b=3Dann%=\r\n40example.org\"",
                "href=3D\"?a=3D1&amp;b=3Derased\""
            ),
            ("a line that ends within an escape", "b=3Dann%4=\r\n0example.org", "b=3Derased"),
        ] as [(String, String, String?)])
    func encoded(what: String, text: String, left: String?) throws {
        #expect(try mention().replaced(in: text) == left, "\(what)")
    }

    @Test("A domain is the same as A-label and as people write it, a local part in either form of Unicode")
    func international() throws {
        let mention = try mention("jörg@müller.example")
        for text in [
            "jörg@xn--mller-kva.example", "JÖRG@MÜLLER.example", "j%C3%B6rg@m%c3%bcller.example",
            "jo\u{308}rg@mu\u{308}ller.example", "j=C3=B6rg@xn--mller-kva.example", "j&#246;rg@m&#xFC;ller.example",
        ] {
            #expect(mention.replaced(in: text) == "erased", "\(text)")
        }
        #expect(!mention.isIn("xjörg@müller.example") && !mention.isIn("jorg@muller.example"))
    }

    @Test("An address that is known to be another person's is one as a whole")
    func known() throws {
        let text = "x=ann@example.org and ann@example.org and y=ann@example.org"
        let mention = try mention(butNot: ["x=ann@example.org", "ann@example.org"])
        #expect(mention.replaced(in: text) == "x=ann@example.org and erased and y=erased")
    }

    @Test(
        "Whatever is written in whatever way, only the person's own address goes",
        arguments: Writing.allCases, [1, 2, 3, 4, 5] as [UInt64])
    func property(writing: Writing, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let mention = try mention()
        for _ in 1...120 {
            var (text, left) = ("", "")
            for _ in 0...Int.random(in: 0...5, using: &random) {
                let isPerson = Bool.random(using: &random)
                let words = isPerson ? Writing.own : Writing.others
                let word = writing.write(Writing.anyCase(words.randomElement(using: &random) ?? "", &random), &random)
                let gap = writing.gaps.randomElement(using: &random) ?? " "
                text += word + gap
                left += (isPerson ? "erased" : word) + gap
            }
            #expect((mention.replaced(in: text) ?? text) == left, "\(writing): \(text)")
        }
    }

    @Test("Punycode is read, and what is none is left")
    func punycode() {
        #expect(Punycode.domainForPeople("xn--mller-kva.example") == "müller.example")
        #expect(Punycode.domainForPeople("xn--fiqs8s.xn--fiqs8s") == "中国.中国")
        #expect(Punycode.domainForPeople("xn--strae-oqa.de") == "straße.de")
        for text in ["xn--\u{80}", "xn--99999999", "xn--a-b-é", "xn--"] {
            #expect(!Punycode.domainForPeople(text).isEmpty)
        }
    }
}

/// The model: each word is written in one way, so what must be left of it is known without looking for it.
enum Writing: CaseIterable {
    case plain, quotedPrintable, percent, entities, json

    static let others = [
        "jo-ann@example.org", "jo_ann@example.org", "\"joann\"@example.org", "joann @example.org", "joann＠example.org",
        "b+joann=example.org@shop.example", "SRS0=a=b=example.org=joann@shop.example", "éann@example.org",
        "joann@example.org", "ann@example.org.uk", "x+ann@example.org", "ann@example.organic", "ann@example.net",
        "word",
        "jo.ann@example.org", "nn@example.org", "ann", "example.org", "ann@example.org-x.net", "@", "anne@example.org",
    ]

    static let own = [
        "ann@example.org", "ann@example.org", "\"ann\"@example.org", "ann @example.org", "ann＠example.org",
        "ann(x)@example.org",
        "an\u{200B}n@example.org",
    ]

    static func anyCase(_ word: String, _ random: inout SeededGenerator) -> String {
        String(word.map { Bool.random(using: &random) ? Character($0.uppercased()) : $0 })
    }

    var gaps: [String] {
        switch self {
        case .plain: [" ", ", ", "; <", ">\n", " (", ") ", "\"", ": "]
        case .quotedPrintable: [" ", ", ", "\r\n", " =\r\n", "=3D ", "=20", "=0D=0A", "=C2=A0"]
        case .percent: ["&a=", "?b=", "/", "%20", "%0A", "%2C"]
        case .entities: [" ", "&lt;", "&gt;", "&nbsp;", "&quot;", "&#10;", "<br>"]
        case .json: [" ", "\\n", "\\t", "\\\"", "\\u0020", "\",\"b\":\""]
        }
    }

    func write(_ word: String, _ random: inout SeededGenerator) -> String {
        word.unicodeScalars.enumerated().map { place, scalar in
            let character = String(scalar)
            guard Int.random(in: 0..<4, using: &random) == 0 else { return character }
            switch self {
            case .plain: return character
            case .quotedPrintable:
                return place == 0 || Bool.random(using: &random)
                    ? Self.octets(of: character, sign: "=").uppercased() : "=\r\n\(character)"
            case .percent:
                let octets = Self.octets(of: character, sign: "%")
                return Bool.random(using: &random) ? octets : octets.uppercased()
            case .entities:
                return Bool.random(using: &random)
                    ? "&#\(scalar.value);" : "&#x\(String(scalar.value, radix: 16));"
            case .json: return character.utf16.map { unit in "\\u\(Self.hexadecimal(unit, digits: 4))" }.joined()
            }
        }.joined()
    }

    private static func octets(of character: String, sign: String) -> String {
        character.utf8.map { "\(sign)\(hexadecimal($0, digits: 2))" }.joined()
    }

    private static func hexadecimal(_ number: some BinaryInteger, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
