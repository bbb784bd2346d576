import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The dashboard of the built binary, met as those meet it who should not get in.
    @Suite("The dashboard")
    struct DashboardScenario {
        /// What a browser sends with a form of the page that it shows.
        private static let own = ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: navigate", "Origin: null"]

        private struct Door {
            let name: String
            let request: String
            let statuses: Set<Int>

            init(_ name: String, _ statuses: Int..., request: String) {
                (self.name, self.request, self.statuses) = (name, request, Set(statuses))
            }
        }

        private static func request(_ line: String, _ fields: [String], host: String = "localhost", body: String = "")
            -> String
        {
            let type = "Content-Type: application/x-www-form-urlencoded"
            let more = body.isEmpty && !line.hasPrefix("POST") ? [] : [type, "Content-Length: \(body.utf8.count)"]
            return (["\(line) HTTP/1.1", "Host: \(host)"] + fields + more).map { "\($0)\r\n" }.joined() + "\r\n\(body)"
        }

        @Test("A link lets one browser in once; every other door is shut, and stays so over a restart")
        func doors() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let ports = try home.publish(relay: peer.port)
            let (port, taken) = (try FreePort.next(), peer.port)
            let files = try home.read("config/usher.yaml")
            func show(on port: Int) throws {
                try home.write(
                    files + "\ndashboard: { listen: \"127.0.0.1:\(port)\" }\n", to: "config/usher.yaml")
            }

            // No link for whoever may listen in the daemon's place; a port that is taken keeps no mail from going.
            try show(on: taken)
            #expect(try await home.usher("dashboard").end == .exit(75))
            let without = try await home.run()
            let refused = try await home.usher("dashboard")
            #expect(refused.end == .exit(75) && refused.output == "" && refused.errors.contains("no link was made"))
            #expect(try await home.done("status").contains("dashboard  cannot listen on 127.0.0.1:\(taken)"))
            #expect(await without.stop().end == .exit(0))
            try show(on: port)
            var daemon = try await home.run()
            let client = WebClient(.port(port))
            func send(_ line: String, _ fields: [String] = [], host: String = "localhost", body: String = "")
                async throws
                -> WebReply
            {
                try await client.send(Self.request(line, fields, host: host, body: body))
            }

            // In.
            let link = try await home.done("dashboard").trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(link.hasPrefix("http://127.0.0.1:\(port)/enter/"))
            let path = String(link.dropFirst("http://127.0.0.1:\(port)".count))
            for _ in 1...3 { #expect(try await send("GET \(path)").status == 200) }
            #expect(try await send("POST \(path)").status == 403)
            #expect(try await send("POST \(path)", ["Origin: https://evil.example"]).status == 403)
            let opened = try await send("POST \(path)", Self.own)
            #expect(opened.status == 303)
            let cookie = try #require(opened.field("set-cookie")?.split(separator: ";").first.map(String.init))
            let shown = ["Cookie: \(cookie)"]
            let place = try #require(opened.field("location"))
            let base = String(place.dropLast("/journey".count))
            #expect(opened.field("set-cookie")?.contains("; Path=\(base);") == true && base.utf8.count == 25)
            let page = try await send("GET \(base)/journey", shown)
            #expect(page.status == 200 && page.body.contains("<h1>Journey</h1>"))
            #expect(page.field("content-security-policy")?.hasPrefix("default-src 'none'; style-src 'self'") == true)
            #expect(page.field("x-frame-options") == "DENY" && page.field("cache-control") == "no-store")
            #expect(page.field("referrer-policy") == "no-referrer" && page.field("x-content-type-options") == "nosniff")
            #expect(page.field("set-cookie") == nil)

            // Every other way.
            let token = try #require(page.body.firstMatch(of: /name="page" value="([^"]+)"/)).output.1
            let leave = "page=\(token)"
            let huge = "X: \(String(repeating: "x", count: 40_000))"
            let doors = [
                Door("without a cookie", 403, request: Self.request("GET \(base)/journey", [])),
                Door(
                    "the cookie in another room", 403,
                    request: Self.request("GET /s/AAAAAAAAAAAAAAAAAAAAAA/journey", shown)),
                Door("without a room", 404, request: Self.request("GET /journey", shown)),
                Door("a link used twice", 410, request: Self.request("POST \(path)", Self.own)),
                Door(
                    "a link that is none", 410,
                    request: Self.request("POST /enter/\(String(repeating: "A", count: 43))", Self.own)),
                Door(
                    "a rebound name", 421,
                    request: Self.request("GET \(base)/journey", shown, host: "rebound.example:\(port)")
                ),
                Door(
                    "a rebound name, for an answer of any kind", 421,
                    request: Self.request("GET /nothing", shown, host: "rebound.example")),
                Door("two hosts", 400, request: Self.request("GET \(base)/journey", shown + ["Host: localhost"])),
                Door(
                    "what a proxy says", 421,
                    request: Self.request(
                        "GET \(base)/journey", shown + ["X-Forwarded-Host: localhost"], host: "shop.example")
                ),
                Door(
                    "another origin's form", 403,
                    request: Self.request("POST \(base)/leave", shown + ["Origin: https://evil.example"], body: leave)),
                Door(
                    "another port's form", 403,
                    request: Self.request(
                        "POST \(base)/leave", shown + ["Sec-Fetch-Site: same-site", "Origin: http://localhost:3000"],
                        body: leave)),
                Door("a form without an origin", 403, request: Self.request("POST \(base)/leave", shown, body: leave)),
                Door("a form without its token", 403, request: Self.request("POST \(base)/leave", shown + Self.own)),
                Door(
                    "a form with another token", 403,
                    request: Self.request(
                        "POST \(base)/leave", shown + Self.own, body: "page=\(String(repeating: "A", count: 43))")),
                Door("an act by GET", 405, request: Self.request("GET \(base)/leave", shown)),
                Door(
                    "a picture on another's page", 403,
                    request: Self.request(
                        "GET \(base)/journey", shown + ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"])),
                Door("upwards", 404, request: Self.request("GET /../config/usher.yaml", shown)),
                Door("upwards, escaped", 404, request: Self.request("GET /enter/%2e%2e%2fjourney", shown)),
                Door("a file by its path", 404, request: Self.request("GET /Files/journey.html", shown)),
                Door("the public address's paths", 404, request: Self.request("GET /mail/u/nonsense", shown)),
                Door("the public listener's API", 404, request: Self.request("POST /v1/events", shown + Self.own)),
                Door("a head that is too large", 431, request: Self.request("GET \(base)/journey", shown + [huge])),
                Door(
                    "a body that is too large", 413,
                    request: Self.request(
                        "POST \(base)/leave", shown + Self.own, body: String(repeating: "x", count: 2000))),
                Door("no HTTP", 400, request: "hello\r\n\r\n"),
                Door("an e-mail, without a cookie", 403, request: Self.request("GET \(base)/\(Self.mail)", [])),
                Door("its picture", 403, request: Self.request("GET \(base)/\(Self.picture)", [])),
                Door("what changes", 403, request: Self.request("GET \(base)/changes?since=1", [])),
                Door(
                    "what changes, asked by another's page", 403,
                    request: Self.request(
                        "GET \(base)/changes", shown + ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"])),
                Door(
                    "a file as an e-mail", 404,
                    request: Self.request("GET \(base)/mail?message=../config/usher.yaml", shown)),
                Door(
                    "a file as an e-mail's picture", 404,
                    request: Self.request("GET \(base)/picture?look=desk&message=/etc%2fpasswd", shown)),
                Door("an act on an e-mail", 405, request: Self.request("POST \(base)/mail", shown + Self.own)),
            ]
            for door in doors {
                let reply = try await client.send(door.request)
                #expect(door.statuses.contains(reply.status), "\(door.name): \(reply.status)")
                #expect(!reply.body.contains("<table") && reply.field("set-cookie") == nil, "\(door.name)")
            }

            // E-mails by the files as they lie there, which nobody who waits for a change keeps the daemon from
            // leaving.
            try await follow(home, base, shown, send: { try await send($0, $1) })
            let since = try #require(
                try await send("GET \(base)/\(Self.mail)", shown).body.firstMatch(of: Self.since)
            ).output.1
            async let waiting = client.send(Self.request("GET \(base)/changes?since=\(since)", shown))

            // The public listener and the private one know none of it.
            for other in [ports.port, ports.privatePort] {
                for place in ["\(base)/journey", "/mail\(base)/journey", path, "/mail\(path)", "/style.css"] {
                    let reply = try await WebClient(.port(other)).get(place, headers: shown)
                    #expect(reply.status == 404, "\(place)")
                }
            }

            // A session outlives a restart, and ends with the command, as links do.
            #expect(await daemon.stop().end == .exit(0))
            #expect(try await waiting.status == 200)
            let first = daemon
            daemon = try await home.run()
            #expect(try await send("GET \(base)/journey", shown).status == 200)
            let unused = try await home.done("dashboard", "--act").trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try await home.done("dashboard", "--end").hasPrefix("1 session has ended"))
            #expect(try await send("GET \(base)/journey", shown).status == 403)
            let unusedPath = String(unused.dropFirst("http://127.0.0.1:\(port)".count))
            #expect(try await send("POST \(unusedPath)", Self.own).status == 410)

            // A session that may act does what the commands do.
            try await home.done("contact", "add", "ada@example.org", "--name", "Ada")
            let acting = try await home.done("dashboard", "--act").trimmingCharacters(in: .whitespacesAndNewlines)
            let actingPath = String(acting.dropFirst("http://127.0.0.1:\(port)".count))
            let entered = try await send("POST \(actingPath)", Self.own)
            let actor = ["Cookie: \(entered.field("set-cookie")?.prefix { $0 != ";" } ?? "")"]
            let own = String((entered.field("location") ?? "").dropLast("/journey".count))
            let found = try await send("GET \(own)/people?q=ADA", actor)
            let person = try #require(found.body.firstMatch(of: /href="(\/s\/[^"]+\/person\?id=([0-9]+))"/)).output
            let forms = try await send("GET \(person.1)", actor)
            let right = try #require(forms.body.firstMatch(of: /name="page" value="([^"]+)"/)).output.1
            for (act, fields) in [
                ("stage", "stage=subscribe&because=she+rang"), ("enter", "campaign=welcome"),
                ("leave", "campaign=welcome"),
                ("no", "scope=marketing&because=said+so"),
            ] {
                let reply = try await send(
                    "POST \(own)/person/\(act)", actor + Self.own, body: "id=\(person.2)&page=\(right)&\(fields)")
                #expect(reply.status == 200, "\(act): \(reply.status) \(reply.body)")
            }
            for (path, fields, words) in [
                ("operations/pause", "what=welcome&because=new+prices", "Paused welcome."),
                ("operations/pause", "what=nonsense", "there is no campaign"),
                ("operations/resume", "what=welcome", "Resumed welcome."),
                ("operations/cancel", "d999=1", "there is no delivery 999"),
                ("files/reload", "yes=0&shown=0.0.0", "the files are what they were"),
            ] {
                let reply = try await send("POST \(own)/\(path)", actor + Self.own, body: "page=\(right)&\(fields)")
                #expect(reply.body.contains(words), "\(path): \(reply.status) \(reply.body)")
            }
            for page in ["campaigns", "campaign?name=welcome", "forecast", "operations", "files"] {
                var reply = try await send("GET \(own)/\(page)", actor)
                // Where the machine is busy, it is said first that it is being counted.
                while reply.status == 202 { reply = try await send("GET \(own)/\(page)", actor) }
                #expect(reply.status == 200 && reply.body.contains("<h1>"), "\(page): \(reply.status)")
                #expect(try await send("GET \(own)/\(page)").status == 403, "\(page)")
            }
            let why = try await home.done("why", "ada@example.org")
            #expect(why.contains("stage: subscribe") && why.contains("she rang") && why.contains("welcome: taken out"))
            #expect(why.contains("said so"))
            #expect(await daemon.stop().end == .exit(0))

            let log = [first, daemon].map { $0.program.output + $0.program.errors }.joined()
            #expect(log.contains("the dashboard is on 127.0.0.1:\(port)"))
            for secret in [path, unusedPath, String(cookie.dropFirst("usher_dashboard=".count)), String(token)] {
                #expect(!log.contains(secret.replacing("/enter/", with: "")))
            }
        }

        private static let mail = "mail?message=welcome/download"
        private static let picture = "picture?message=welcome/download&look=dark"
        private static var since: Regex<(Substring, Substring)> { /data-since="([0-9.]+)"/ }

        /// Somebody types in an editor, and a browser follows.
        private func follow(
            _ home: ScenarioHome, _ base: String, _ shown: [String],
            send: (String, [String]) async throws -> WebReply
        ) async throws {
            let file = "templates/welcome/download.md"
            let right = try home.read(file)
            let page = try await send("GET \(base)/\(Self.mail)", shown)
            #expect(page.status == 200 && page.body.components(separatedBy: "<iframe").count == 4)
            #expect(page.field("content-security-policy")?.contains("script-src 'self'") == true)
            #expect(page.field("x-frame-options") == "DENY")
            let picture = try await send("GET \(base)/\(Self.picture)", shown)
            #expect(picture.field("content-security-policy")?.hasSuffix("; sandbox") == true)
            #expect(picture.field("x-frame-options") == "SAMEORIGIN" && picture.body.contains("(min-width:0)"))

            let since = try #require(page.body.firstMatch(of: Self.since)).output.1
            try home.edit(file, "subject: ", "subject: {{nobody}} ")
            let heard = try await send("GET \(base)/changes?since=\(since)", shown)
            #expect(heard.field("content-type") == "text/event-stream" && heard.body.contains("event: changed"))
            let wrong = try await send("GET \(base)/\(Self.mail)", shown)
            #expect(wrong.status == 200 && wrong.body.contains("<code>\(file):2:10</code>"), "\(wrong.body)")
            #expect(wrong.body.contains("has not taken up these files") && !wrong.body.contains("<iframe"))
            try home.write(right, to: file)
            #expect(try await send("GET \(base)/\(Self.mail)", shown).body.contains("<iframe"))
        }

        @Test(
            "In a browser: in by the link, the journey with the report's numbers, out again; right on every screen",
            .enabled(if: PagesBrowser.isAvailable, "there is no browser here"))
        func browser() async throws {
            let check = Repository.file("scripts/pages/dashboard.py")
            let result = try await Program(PagesBrowser.python, [check, UsherProcess.binary]).wait()
            #expect(result.end == .exit(0), "\(result.output)\(result.errors)")
            #expect(result.output.hasSuffix(" pages looked at, 0 faults\n"))
        }
    }
}
