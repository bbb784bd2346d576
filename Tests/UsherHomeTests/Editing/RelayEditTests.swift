import TestHomes
import Testing
import UsherCore

@testable import UsherHome

@Suite("Another relay in config/usher.yaml")
struct RelayEditTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: String
        /// Nil: by hand.
        let after: String?
    }

    private static let choice = RelayChoice(
        host: "new.example", port: 587, tls: .required, username: "me@shop.example", passwordFile: "smtp-password")
    private static let sender = "sender: shop@shop.example\n"
    private static let block = """
        smtp:
          host: new.example
          port: 587
          tls: required
          username: me@shop.example
          password_file: smtp-password

        """

    static let rows: [Row] = [
        Row(testDescription: "none", before: sender, after: sender + "\n" + block),
        Row(
            testDescription: "none, and no line end", before: "sender: shop@shop.example",
            after: sender + "\n" + block),
        Row(
            testDescription: "the example as a comment, with something behind it",
            before: sender + """
                # Your relay.
                # smtp:
                #   host: smtp.provider.example
                #   port: 2525
                #   tls: implicit          # STARTTLS or nothing
                #   helo: me.example
                #   username: ida@shop.example
                #   password_file: secret  # one line

                mode: rehearsal

                """,
            after: sender + """
                # Your relay.
                smtp:
                  host: new.example
                  port: 587
                  tls: required          # STARTTLS or nothing
                #   helo: me.example
                  username: me@shop.example
                  password_file: smtp-password # one line

                mode: rehearsal

                """),
        Row(
            testDescription: "a block with comments, other keys, quotes and another order",
            before:
                "smtp:   # the relay\n    username: 'it''s me'\n    # how\n    warm_up: { first_day: 50, doubles_every: 2 days }\n"
                + "    host: \"old.example\"   # name\n    connections: 2\n\n# behind\n" + sender,
            after: "smtp:   # the relay\n    username: me@shop.example\n    password_file: smtp-password\n    # how\n"
                + "    warm_up: { first_day: 50, doubles_every: 2 days }\n    host: new.example     # name\n    port: 587\n"
                + "    tls: required\n    connections: 2\n\n# behind\n" + sender),
        Row(
            testDescription: "lines that end as on Windows",
            before:
                "sender: shop@shop.example\r\nsmtp:\r\n  host: old.example # x\r\n  port: 25\r\nmode: rehearsal\r\n",
            after: "sender: shop@shop.example\r\nsmtp:\r\n  host: new.example # x\r\n  port: 587\r\n  tls: required\r\n"
                + "  username: me@shop.example\r\n  password_file: smtp-password\r\nmode: rehearsal\r\n"),
        Row(testDescription: "in brackets", before: sender + "smtp: { host: old.example }\n", after: nil),
        Row(testDescription: "a key in quotes", before: sender + "\"smtp\":\n  host: old.example\n", after: nil),
        Row(
            testDescription: "a value on the next line", before: sender + "smtp:\n  host:\n    old.example\n",
            after: nil),
        Row(testDescription: "a value with an anchor", before: sender + "smtp:\n  host: &h old.example\n", after: nil),
        Row(testDescription: "everything in brackets", before: "{ sender: shop@shop.example }\n", after: nil),
    ]

    @Test("without a login, nothing of the example's stays beside it")
    func withoutLogin() throws {
        let choice = RelayChoice(host: "127.0.0.1", port: 25, tls: .none, username: nil, passwordFile: nil)
        let before = """
            sender: shop@shop.example
            # Your relay.
            # smtp:
            #   host: smtp.provider.example
            #   port: 587
            #   tls: required          # STARTTLS or nothing
            #   username: ida@shop.example
            #   password_file: secret  # one line
            mode: rehearsal

            """
        let after = """
            sender: shop@shop.example
            # Your relay.
            smtp:
              host: 127.0.0.1
              port: 25
              tls: none              # STARTTLS or nothing
            mode: rehearsal

            """
        #expect(try RelayEdit(choice, in: before).text == after)
    }

    @Test("is written line by line, and everything else keeps its octets", arguments: rows)
    func edited(_ row: Row) throws {
        guard let expected = row.after else {
            #expect(throws: RelayEdit.Fault.byHand) { try RelayEdit(Self.choice, in: row.before) }
            return
        }
        let edit = try RelayEdit(Self.choice, in: row.before)
        #expect(Array(edit.text.utf8) == Array(expected.utf8), "\(edit.text)")
        #expect(edit.smtp.host == "new.example" && edit.smtp.passwordFile == "smtp-password")
        #expect(try RelayEdit(Self.choice, in: edit.text).text == edit.text, "the same again")
    }

    @Test("keeps every line of both homes that init writes, but those of the example")
    func shipped() throws {
        for files in [EmbeddedHome.files, EmptyHome.files] {
            let before = try #require(files.first { $0.path == "config/usher.yaml" }).text
            let after = try RelayEdit(Self.choice, in: before).text
            let pairs = zip(before.components(separatedBy: "\n"), after.components(separatedBy: "\n"))
            let changed = pairs.filter { $0 != $1 }
            #expect(changed.count == 6 && changed.allSatisfy { $0.0.hasPrefix("# smtp:") || $0.0.hasPrefix("#   ") })
            #expect(before.components(separatedBy: "\n").count == after.components(separatedBy: "\n").count)
        }
    }

    @Test("without a login makes comments of what was a login")
    func open() throws {
        let relay = RelayChoice(host: "localhost", port: 25, tls: .none)
        let edit = try RelayEdit(
            relay, in: Self.sender + "smtp:\n  host: old.example\n  username: me   # who\n  password_file: secret\n")
        #expect(
            edit.text == Self.sender
                + "smtp:\n  host: localhost\n  port: 25\n  tls: none\n  # username: me   # who\n  # password_file: secret\n"
        )
        #expect(edit.smtp.username == nil)
    }

    @Test("quotes what YAML would take for something else, and reads it as it was meant")
    func quoted() throws {
        for name in ["it's: #me", "a \"b\" \\c", "- x", "true", "ünï@example.org", "{x}", "1e3"] {
            var choice = Self.choice
            choice.username = name
            #expect(try RelayEdit(choice, in: Self.sender).smtp.username == name)
        }
    }

    @Test("refuses what no file may say, and a file that is wrong as it is")
    func refused() throws {
        for (host, tls) in [("relay example", SMTPSettings.TLS.required), ("", .required), ("relay.example", .none)] {
            var choice = Self.choice
            (choice.host, choice.tls) = (host, tls)
            #expect(throws: RelayEdit.Fault.self) { try RelayEdit(choice, in: Self.sender) }
        }
        var choice = Self.choice
        choice.username = "two\nlines"
        #expect(throws: RelayEdit.Fault.self) { try RelayEdit(choice, in: Self.sender) }
        for wrong in ["", "mode: rehersal\n" + Self.sender, Self.sender + Self.sender] {
            do {
                _ = try RelayEdit(Self.choice, in: wrong)
                Issue.record("taken: \(wrong)")
            } catch {
                if case .files = error { continue }
                Issue.record("\(error)")
            }
        }
    }
}
