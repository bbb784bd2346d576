import Testing
import UsherCore
import UsherTemplates

@Suite("The head of a template")
struct FrontMatterTests {
    @Test(
        "A subject is plain or quoted",
        arguments: [
            ("Your first order", "Your first order"), ("It's 10% off: today", "It's 10% off: today"),
            (#""Say \"hi\" \\ # now"  # a comment"#, #"Say "hi" \ # now"#), ("'It''s \\ here'", "It's \\ here"),
            ("  padded  ", "padded"), ("{{contact.name}}, hello", "Ada, hello"),
            (#""\"{{contact.name}}\"""#, "\"Ada\""),
            ("\"{{#contact.name}}Hi {{.}}{{/contact.name}}\"", "Hi Ada"), ("a & <b>", "a & <b>"),
        ])
    func subjects(written: String, subject: String) throws {
        let output = try Sample.render(Sample.sources("Text", subject: written), ["contact.name": .text("Ada")])
        #expect(output.subject == subject)
    }

    @Test("Comments, blank lines, CRLF and a byte order mark are fine")
    func lenient() throws {
        let template = "\u{FEFF}---\r\n# a comment\r\n\r\nsubject: Hi\r\n--- \r\nText\r\n"
        let output = try Sample.render(Sample.sources(template: template))
        #expect(output.subject == "Hi")
        #expect(output.html == "<p>Text</p>\n")
    }

    @Test(
        "Says what is wrong with it, and where",
        arguments: [
            ("Text", "1:1: error: a template begins with a line '---', a line 'subject: ...' and a line '---'"),
            ("---\nsubject: a\n", "1:1: error: the head that begins here has no second line '---'"),
            ("---\npreheader: a\n---\nText", "1:1: error: the subject is missing: 'subject: ...'"),
            ("---\nsubjct: a\n---\nText", "2:1: error: unknown key 'subjct'; did you mean 'subject'?"),
            ("---\nsubject: a\nauthor: b\n---\nText", "3:1: error: unknown key 'author'"),
            ("---\nsubject: a\nsubject: b\n---\nText", "3:1: error: 'subject' is given twice"),
            ("---\nsubject:\n---\nText", "2:9: error: 'subject' is empty"),
            ("---\nsubject: ' '\n---\nText", "2:10: error: 'subject' is empty"),
            ("---\nsubject:a\n---\nText", "2:1: error: a space is missing after 'subject:'"),
            (
                "---\nsubject: a\n  b\n---\nText",
                "3:1: error: a line of the head is 'key: value', and a value is one line"
            ),
            ("---\nsubject: \"a\n---\nText", "2:10: error: this value must end with the quote that it begins with"),
            ("---\nsubject: \"a\" b\n---\nText", "2:10: error: this value must end with the quote that it begins with"),
            (
                #"---\#nsubject: "a\nb"\#n---\#nText"#,
                #"2:10: error: between double quotes only '\"' and '\\' are escapes"#
            ),
            (
                "---\nsubject: >\n---\nText",
                "2:10: error: put this value between double quotes, because of its '#' or its first character"
            ),
            (
                "---\nsubject: deal #1\n---\nText",
                "2:10: error: put this value between double quotes, because of its '#' or its first character"
            ),
            (
                "---\nsubject: é {{&a}}\n---\nText",
                "2:12: error: '{{& a}}' would put a value in unescaped, and a value never becomes markup; write "
                    + "'{{a}}' "
                    + "and keep the markup in the template"
            ),
            ("---\nsubject: '{{> a}}'\n---\nText", "2:11: error: a partial cannot stand in the head of a template"),
            ("---\nsubject: a\n---\n", "4: error: the message has no text"),
        ])
    func faults(template: String, problem: String) {
        #expect(Sample.problems(Sample.sources(template: template)) == "templates/a.md:" + problem)
    }

    @Test(
        "A control character of a value is a space in the subject, whichever it is",
        arguments: [
            "\r", "\n", "\r\n", "\u{0}", "\u{7F}", "\t", "\u{80}", "\u{85}", "\u{2028}",
        ])
    func controls(character: String) throws {
        let sources = Sample.sources("Text", subject: "Hi {{contact.name}}")
        #expect(try Sample.render(sources, ["contact.name": .text("A\(character)Bcc: x")]).subject == "Hi A Bcc: x")
    }

    @Test(
        "What an author left in a subject is named with its place",
        arguments: [
            ("Save ${amount}", "contains '${', which nothing here fills in; write {{name}} or leave it out"),
            ("Hi Optional(Ann)", "contains 'Optional(', which nothing here fills in; write {{name}} or leave it out"),
            ("A\u{B}B", "contains a control character"), ("A\u{85}B", "contains a control character"),
            ("A\u{202E}B", "contains U+202E, which turns the direction of writing"),
            (String(repeating: "a", count: 2001), "is longer than 2000 octets"),
        ])
    func leftovers(subject: String, problem: String) {
        #expect(
            Sample.problems(Sample.sources("Text", subject: subject))
                == "templates/a.md:2:10: error: the subject \(problem)")
    }

    @Test("A value may be called like a tag", arguments: ["{{x}}", "${y}", "Optional(z)"])
    func called(name: String) throws {
        let sources = Sample.sources("Text", subject: "Hi {{contact.name}}")
        #expect(try Sample.render(sources, ["contact.name": .text(name)]).subject == "Hi \(name)")
    }
}
