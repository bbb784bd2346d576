import Testing

@testable import UsherDashboard

@Suite("An e-mail's HTML, for a frame")
struct MailDocumentTests {
    private func shown(_ html: String, _ look: MailLook) -> String {
        String(decoding: MailDocument.octets(html, look), as: UTF8.self)
    }

    @Test(
        "It is light or dark whatever the browser is",
        arguments: [
            ("@media (prefers-color-scheme: dark) {}", "@media (max-width:0) {}", "@media (min-width:0) {}"),
            ("@media (prefers-color-scheme:light){}", "@media (min-width:0){}", "@media (max-width:0){}"),
            (
                "@media ( PREFERS-color-scheme :\n dark ) and (x)", "@media (max-width:0) and (x)",
                "@media (min-width:0) and (x)"
            ),
            ("(prefers-color-scheme)", "(prefers-color-scheme)", "(prefers-color-scheme)"),
            (":root { color-scheme: light dark; }", ":root { color-scheme:light; }", ":root { color-scheme:dark; }"),
            ("color-scheme:dark light", "color-scheme:light", "color-scheme:dark"),
            ("color-scheme: light", "color-scheme: light", "color-scheme: light"),
            ("color-scheme: light darker", "color-scheme: light darker", "color-scheme: light darker"),
            (
                "<meta name=\"color-scheme\" content=\"light dark\">", "<meta name=\"color-scheme\" content=\"light\">",
                "<meta name=\"color-scheme\" content=\"dark\">"
            ),
            ("c", "c", "c"), ("(", "(", "("), ("<", "<", "<"), ("", "", ""), ("Grüße", "Grüße", "Grüße"),
        ])
    func schemes(html: String, light: String, dark: String) {
        #expect(shown(html, .desk) == light)
        #expect(shown(html, .phone) == light)
        #expect(shown(html, .dark) == dark)
    }

    @Test(
        "Nothing leads away from it",
        arguments: [
            ("<LINK rel=preconnect href=x>", "<x-link rel=preconnect href=x>"), ("<base href=x>", "<x-base href=x>"),
            ("<iframe src=x></iframe>", "<x-iframe src=x></iframe>"), ("<FRAME>", "<x-frame>"),
            ("<object data=x>", "<x-object data=x>"), ("<embed>", "<x-embed>"), ("<frameset>", "<frameset>"),
            ("<basefont>", "<basefont>"), ("<link-x>", "<link-x>"),
            ("<head><head>", "<head><base target=\"_blank\"><head>"),
            ("<Head a=b><title>", "<Head a=b><base target=\"_blank\"><title>"), ("<header>", "<header>"),
            ("<head", "<head"),
        ])
    func ways(html: String, expected: String) {
        #expect(shown(html, .desk) == expected)
    }
}
