import HTTPTypes
import Testing
import UsherCore
import UsherWeb

@testable import UsherDashboard

@Suite("The dashboard's door: what a request's head says")
struct DoorCheckTests {
    private static let check = DoorCheck(.port(host: "127.0.0.1", 8027))

    private func status(
        _ method: String, _ hosts: [String], _ fields: [String: String] = [:], _ check: DoorCheck = Self.check
    ) throws -> Int? {
        var headers = HTTPFields()
        for (name, value) in fields { headers[try #require(HTTPField.Name(name))] = value }
        return check.refusal(WebHead(method: method, hosts: hosts, headers: headers))?.status
    }

    @Test(
        "Only the names of this machine are meant, with any port",
        arguments: [
            ("127.0.0.1:8027", nil), ("localhost:8027", nil), ("LOCALHOST:9000", nil), ("[::1]:8027", nil),
            ("localhost", nil), ("[::1]", nil),
            ("rebound.example:8027", 421), ("127.0.0.1.rebound.example", 421), ("localhost.", 421),
            ("127.0.0.2:8027", 421),
            ("0.0.0.0:8027", 421), ("localhost:80:27", 421), ("localhost:x", 421), ("localhost:", 421), ("[::1", 421),
            ("::1", 421), ("user@localhost", 421), ("localhost@rebound.example", 421), ("2130706433", 421), ("", 421),
            ("shop.example", 421),
        ] as [(String, Int?)])
    func hosts(host: String, expected: Int?) throws {
        #expect(try status("GET", [host]) == expected)
    }

    @Test("No host, or two, is no request of a browser")
    func count() throws {
        #expect(try status("GET", []) == 400)
        #expect(try status("GET", ["localhost", "localhost"]) == 400)
    }

    @Test("The listener's own address is a name, too; a socket goes by those of this machine")
    func own() throws {
        let other = DoorCheck(.port(host: "127.8.2.7", 8027))
        #expect(try status("GET", ["127.8.2.7:8027"], [:], other) == nil)
        #expect(try status("GET", ["127.8.2.8:8027"], [:], other) == 421)
        #expect(try status("GET", ["localhost:8027"], [:], DoorCheck(.socket("/run/usher/d.sock"))) == nil)
        #expect(try status("GET", ["dash.example"], [:], DoorCheck(.socket("/run/usher/d.sock"))) == 421)
    }

    @Test(
        "An act comes from one of its own pages",
        arguments: [
            ("same-origin", nil, nil), ("same-origin", "null", nil), ("same-origin", "http://localhost:8027", nil),
            ("same-origin", "http://localhost:3000", 403), ("same-origin", "https://evil.example", 403),
            ("same-site", nil, 403), ("same-site", "http://localhost:3000", 403),
            ("cross-site", "https://evil.example", 403), ("cross-site", "http://localhost:8027", 403),
            ("none", nil, 403),
            ("same-origin, same-origin", nil, 403), ("", nil, 403),
            (nil, "http://localhost:8027", nil), (nil, "HTTP://LOCALHOST:8027", nil),
            (nil, nil, 403), (nil, "null", 403), (nil, "https://localhost:8027", 403), (nil, "http://localhost", 403),
            (nil, "http://localhost:3000", 403), (nil, "http://localhost:8027.evil.example", 403),
        ] as [(String?, String?, Int?)])
    func acts(site: String?, origin: String?, expected: Int?) throws {
        let fields = ["Sec-Fetch-Site": site, "Origin": origin].compactMapValues { $0 }
        #expect(try status("POST", ["localhost:8027"], fields) == expected)
        #expect(try status("PUT", ["localhost:8027"], fields) == expected)
    }

    @Test(
        "A page of another origin may lead here, and shows, loads or times nothing",
        arguments: [
            ("none", "navigate", nil), ("same-origin", "no-cors", nil), ("cross-site", "navigate", nil),
            ("same-site", "navigate", nil), ("cross-site", "no-cors", 403), ("same-site", "no-cors", 403),
            ("cross-site", "cors", 403), ("cross-site", nil, 403), (nil, nil, nil),
        ] as [(String?, String?, Int?)])
    func looks(site: String?, mode: String?, expected: Int?) throws {
        let fields = ["Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode].compactMapValues { $0 }
        #expect(try status("GET", ["localhost:8027"], fields) == expected)
    }

    @Test("What proxies say is not looked at")
    func forwarded() throws {
        #expect(
            try status("GET", ["evil.example"], ["X-Forwarded-Host": "localhost", "Forwarded": "host=localhost"]) == 421
        )
        #expect(try status("GET", ["localhost"], ["X-Forwarded-Host": "evil.example"]) == nil)
    }
}
