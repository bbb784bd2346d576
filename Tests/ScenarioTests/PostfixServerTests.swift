import Foundation
import TestSupport
import Testing

@Suite("The scenarios' Postfix", .enabled(if: PostfixServer.isAvailable, "postfix cannot run here"))
struct PostfixServerTests {
    /// An independent client: Python's smtplib.
    private let client = """
        import smtplib, ssl, sys
        port, certificate, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
        trust = ssl.create_default_context(cafile=certificate)
        def said(call):
            try: call(); return "accepted"
            except smtplib.SMTPRecipientsRefused as e: return str(list(e.recipients.values())[0][0])
            except smtplib.SMTPResponseException as e: return str(e.smtp_code)
        mail = lambda to: lambda: c.sendmail("bounce+1@shop.example", [to], b"Subject: hi\\r\\n\\r\\nhello\\r\\n")
        c = smtplib.SMTP("localhost", port)
        print("clear", said(mail("ada@example.org")))
        c.close()
        c = smtplib.SMTP("localhost", port)
        c.starttls(context=trust)
        print("unknown client", said(mail("ada@example.org")))
        print("wrong password", said(lambda: c.login(user, "wrong")))
        c.login(user, password)
        print("known", said(mail("ada@example.org")))
        print("unknown address", said(mail("nobody@example.org")))
        c.quit()
        """

    @Test("wants STARTTLS and AUTH, knows its addresses, and delivers")
    func delivers() async throws {
        let server = try await PostfixServer.start(addresses: ["ada@example.org", "bob@example.net"])
        let arguments = ["-c", client, String(server.port), server.certificate, server.username, server.password]
        let said = try await Program("/usr/bin/env", ["python3"] + arguments).wait()
        #expect(
            said.output == "clear 530\nunknown client 554\nwrong password 535\nknown accepted\nunknown address 550\n",
            "\(said.errors)")
        try await eventually("a message") { server.count > 0 }
        let messages = server.messages(for: "ada@example.org").map { String(decoding: $0, as: UTF8.self) }
        let message = try #require(messages.first)
        #expect(messages.count == 1)
        #expect(message.hasPrefix("Return-Path: <bounce+1@shop.example>\n"))
        #expect(message.contains("\nSubject: hi\n") && message.hasSuffix("\n\nhello\n"))
        try await server.stop()
    }
}
