import UsherCore
import UsherCurl

/// Says whether the links of messages lead to Usher, from outside in, and one click counts (RFC 8058).
package enum PublicJudge {
    /// Two links: one that Usher knows and that is nobody's, and one that nobody made.
    package struct Probe: Hashable, Sendable {
        package let link: String
        package let forged: String

        package init(link: String, forged: String) {
            self.link = link
            self.forged = forged
        }
    }

    /// The body that a mailbox provider posts for a one-click unsubscribe.
    static let oneClick = "List-Unsubscribe=One-Click"

    /// The finding without a public address.
    package static let unpublished = Finding(
        .advice, "public address", "there is none: nobody can unsubscribe by one click",
        wanted: "'public:' in config/usher.yaml, behind your web server; /usr/share/doc/usher/public.md says how")

    /// | Found out, in this order | |
    /// | --- | --- |
    /// | the host has no address in DNS, or only addresses of a network of one's own | wrong, and no more is asked |
    /// | nothing accepts connections, TLS fails, the certificate is not good | wrong, and no more is asked |
    /// | nobody answers in time | unknown, and no more is asked |
    /// | the certificate ends soon | advice (`CertificateJudge`) |
    /// | a link that nobody made is answered with 200 | wrong: something else answers |
    /// | the probe's page is not answered with 200 | wrong; a redirect is advice |
    /// | the probe's POST is answered with a redirect, or with anything but 200 and 204 | wrong |
    ///
    /// - Parameters:
    ///   - probe: nil where no link can be made.
    ///   - trouble: why not; nil where nothing was ever sent, so that there are no links.
    package static func judge(
        _ settings: PublicSettings, probe: Probe?, trouble: String?, names: DNSLookup,
        web: WebLookup, now: Timestamp
    ) -> [Finding] {
        let host = WebHost(settings.url)
        let place = place(host, names)
        guard place.finding.grade == .ok else { return [place.finding] }
        func ask(_ url: String, form: String? = nil) -> Result<WebAnswer, WebFault> {
            let type = "application/x-www-form-urlencoded"
            var question = WebQuestion(url, form.map { .post(contentType: type, body: Array($0.utf8)) } ?? .get)
            question.addresses = host.place(at: place.addresses).map { [$0] } ?? []
            return web(question)
        }
        let about = "links below \(settings.url)"
        let forged: WebAnswer
        switch ask(probe?.forged ?? "\(settings.url)/u/x") {
        case .success(let answer): forged = answer
        case .failure(let trouble): return [place.finding, unreached(about, trouble, settings)]
        }
        let findings = [
            place.finding,
            CertificateJudge.judge("certificate of \(host.name)", ends: forged.certificateEnd, now: now),
        ]
        guard let probe else {
            return findings + [
                Finding(
                    .unknown, about, "no link can be made to try: \(trouble ?? "this home has not sent yet")",
                    wanted: "the keys of a home that has sent", remedy: "usher status", isUnanswered: trouble != nil)
            ]
        }
        guard !(200..<300).contains(forged.status) else {
            return findings + [
                Finding(
                    .wrong, about, "a link that nobody made is answered with \(forged.status)",
                    wanted: "404 by Usher; something else answers there: hand the path on to \(settings.listen), "
                        + "as docs/web/nginx.conf and docs/web/Caddyfile do",
                    remedy: ShellWord.command("curl -sSI", ["\(settings.url)/u/x"]))
            ]
        }
        return findings + [
            page(ask(probe.link), about, settings), post(ask(probe.link, form: oneClick), settings),
        ]
    }

    // MARK: Where it is

    private static func place(_ host: WebHost, _ names: DNSLookup) -> (finding: Finding, addresses: [String]) {
        let about = "public address \(host.name)"
        if host.isAddress { return (Finding(.ok, about, "it is an address itself"), []) }
        let addresses = ReturnJudge.addresses(of: host.name, names)
        if let trouble = addresses.trouble { return (.unanswered(about, host.name, trouble), []) }
        guard !addresses.found.isEmpty else {
            let finding = Finding(
                .wrong, about, "it has no address", wanted: "an A or AAAA record",
                remedy: "\(host.name). 3600 IN A ADDRESS")
            return (finding, [])
        }
        let list = addresses.found.joined(separator: ", ")
        guard !addresses.found.allSatisfy(WebHost.isPrivate) else {
            let finding = Finding(
                .wrong, about, "\(list) is for a network of one's own: nobody outside reaches it",
                wanted: "an address of the internet; with --server DNS is asked as the world sees it",
                remedy: "\(host.name). 3600 IN A ADDRESS")
            return (finding, [])
        }
        return (Finding(.ok, about, list), addresses.found)
    }

    private static func unreached(_ about: String, _ fault: WebFault, _ settings: PublicSettings) -> Finding {
        let remedy = ShellWord.command("curl -sSI", ["\(settings.url)/u/x"])
        func wrong(_ found: String, _ wanted: String) -> Finding {
            Finding(.wrong, about, found, wanted: wanted, remedy: remedy)
        }
        return switch fault {
        case .connectionRefused:
            wrong(
                "nothing accepts connections there",
                "a web server for https that hands them on to \(settings.listen)")
        case .timeout:
            Finding(
                .unknown, about, "nobody answered in time",
                wanted: "an answer; ask from another network too, for some machines do not reach their own address",
                remedy: remedy, isUnanswered: true)
        case .certificate(let words):
            wrong("the certificate is not good (\(words))", "one for this name, in force, with its chain")
        case .tls(let words): wrong("TLS failed (\(words))", "TLS that others speak, too")
        case .tooLarge: wrong("the answer has no end", "Usher's page for a link")
        case .badURL, .nameNotFound, .tooManyRedirections, .lost, .other:
            Finding(.unknown, about, "\(fault)", wanted: "an answer", remedy: remedy, isUnanswered: true)
        }
    }

    // MARK: What it answers

    private static func page(
        _ reply: Result<WebAnswer, WebFault>, _ about: String, _ settings: PublicSettings
    ) -> Finding {
        let answer: WebAnswer
        switch reply {
        case .success(let found): answer = found
        case .failure(let trouble): return unreached(about, trouble, settings)
        }
        if answer.status == 200 { return Finding(.ok, about, "a link shows its page, and one that nobody made 404") }
        guard let target = answer.redirect else { return Finding.answered(about, answer, settings) }
        return Finding(
            .advice, about, "a link leads on to \(PlainText.shortened(target))",
            wanted: "its page at once: 'url' as people come to it", remedy: "public: { url: ... }")
    }

    private static func post(_ reply: Result<WebAnswer, WebFault>, _ settings: PublicSettings) -> Finding {
        let about = "one click below \(settings.url)"
        let answer: WebAnswer
        switch reply {
        case .success(let found): answer = found
        case .failure(let trouble): return unreached(about, trouble, settings)
        }
        if [200, 204].contains(answer.status) {
            return Finding(.ok, about, "a POST is answered at once (RFC 8058); this one was nobody's")
        }
        guard let target = answer.redirect else { return Finding.answered(about, answer, settings) }
        return Finding(
            .wrong, about, "a POST is led on to \(PlainText.shortened(target)), and mailbox providers do not follow",
            wanted: "an answer at once (RFC 8058 3.1)", remedy: "public: { url: ... }, as the web server wants it")
    }
}

extension Finding {
    /// The finding about a status that is no answer of Usher's to the probe.
    fileprivate static func answered(_ about: String, _ answer: WebAnswer, _ settings: PublicSettings) -> Finding {
        let curl = ShellWord.command("curl -sSI", ["\(settings.url)/u/x"])
        let (why, wanted, remedy): (String, String, String) =
            switch answer.status {
            case 404, 410:
                (
                    "Usher does not get it, or does not know this home's links",
                    "the daemon of this home behind the web server, in the mode that the files say, and the path unchanged",
                    "usher status"
                )
            case 502...504:
                ("the web server does not reach Usher", "a daemon that listens on \(settings.listen)", "usher status")
            case 429: ("it was asked too often", "an answer; try again in a minute", "usher doctor")
            case 401, 403:
                (
                    "somebody wants a login, or keeps machines out",
                    "no login, no riddle; /usr/share/doc/usher/public.md says how", curl
                )
            default: ("this is no answer of Usher's", "200", curl)
            }
        return Finding(.wrong, about, "answered with \(answer.status): \(why)", wanted: wanted, remedy: remedy)
    }
}
