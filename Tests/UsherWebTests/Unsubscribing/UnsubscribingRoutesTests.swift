import Testing
import TestSupport
import UsherCore

@testable import UsherWeb

@Suite("Unsubscribing over HTTP")
struct UnsubscribingRoutesTests {
    private let desk = FakeDesk()
    private let path = "/mail/u/\(FakeDesk.token)"

    struct Body: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var type = "application/x-www-form-urlencoded"
        let text: String
        let does: String
    }

    static let bodies = [
        Body(
            testDescription: "RFC 8058, urlencoded", text: "List-Unsubscribe=One-Click", does: "all by one-click"),
        Body(
            testDescription: "RFC 8058, multipart", type: "multipart/form-data; boundary=\"b 1\"",
            text: "--b 1\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b 1--\r\n",
            does: "all by one-click"),
        Body(
            testDescription: "multipart with another field, a preamble and a part's type",
            type: "multipart/form-data;charset=utf-8;boundary=----x",
            text:
                "hello\r\n------x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n------x  \r\nContent-Type: text/plain\r\n"
                + "Content-Disposition: form-data; name=List-Unsubscribe\r\n\r\nOne-Click\r\n------x--",
            does: "all by one-click"),
        Body(testDescription: "with a line end", text: "List-Unsubscribe=One-Click\r\n", does: "all by one-click"),
        Body(
            testDescription: "with an encoded one", text: "List-Unsubscribe=One-Click%0D%0A", does: "all by one-click"),
        Body(testDescription: "in small letters", text: "list-unsubscribe=one-click", does: "all by one-click"),
        Body(testDescription: "the button", text: "choice=all", does: "all by unsubscribe page"),
        Body(testDescription: "this campaign", text: "choice=campaign", does: "campaign by unsubscribe page"),
        Body(testDescription: "a pause", text: "x=y&choice=pause", does: "pause by unsubscribe page"),
    ]

    @Test("A POST is answered with 200 once it is done, without cookie and redirect", arguments: bodies)
    func post(body: Body) async throws {
        let server = try await RunningServer.start(try desk.routes)
        let reply = try await server.client.post(path, body.text, type: body.type)
        #expect(reply.status == 200)
        #expect(desk.choices == [body.does])
        #expect(reply.field("set-cookie") == nil && reply.field("location") == nil)
        #expect(reply.body.hasPrefix("<p>unsubscribed "))
    }

    @Test("GET and HEAD show the page, as often as one likes, and change nothing")
    func look() async throws {
        let server = try await RunningServer.start(try desk.routes)
        for _ in 1...100 {
            let page = try await server.client.get(path)
            #expect(page.status == 200)
            #expect(page.body == "<p>unsubscribe campaign=Welcome hint=a…@example.org is_off=false</p>")
            let head = try await server.client.head(path)
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.field("content-length") == page.field("content-length"))
        }
        #expect(desk.choices.isEmpty)
    }

    @Test("A probe gets the pages, is answered at once, and is nobody's; at any other door it is unknown")
    func probe() async throws {
        let server = try await RunningServer.start(try desk.routes)
        let path = "/mail/u/\(FakeDesk.probe)"
        #expect(try await server.client.get(path).body == "<p>unsubscribe is_off=false</p>")
        for body in Self.bodies {
            let reply = try await server.client.post(path, body.text, type: body.type)
            #expect(reply.status == 200 && reply.field("location") == nil && reply.field("set-cookie") == nil)
        }
        #expect(try await server.client.post(path, "choice=nonsense").status == 400)
        let forged = String(FakeDesk.probe.dropLast()) + (FakeDesk.probe.hasSuffix("A") ? "E" : "A")
        for other in [forged, String(FakeDesk.probe.dropLast(2)), FakeDesk.probe + "AA"] {
            #expect(try await server.client.get("/mail/u/\(other)").status == 404)
            #expect(try await server.client.post("/mail/u/\(other)", "List-Unsubscribe=One-Click").status == 404)
        }
        #expect(desk.choices.isEmpty)
    }

    @Test("The same again changes nothing for whoever asks: 200 each time")
    func again() async throws {
        let server = try await RunningServer.start(try desk.routes)
        for _ in 1...3 {
            #expect(try await server.client.post(path, "List-Unsubscribe=One-Click").status == 200)
        }
    }

    @Test(
        "What cannot be recorded is answered with 503 and Retry-After",
        arguments: [
            StoreError.busy, .cannotRecord("the disk is full"),
        ])
    func busy(error: StoreError) async throws {
        let server = try await RunningServer.start(try FakeDesk(failure: error).routes)
        let reply = try await server.client.post(path, "List-Unsubscribe=One-Click")
        #expect(reply.status == 503)
        #expect(reply.field("retry-after") == "5")
    }

    @Test("A network that tries links is slowed down, and its valid unsubscribe still is not")
    func rates() async throws {
        let server = try await RunningServer.start(seconds: { 0 }, try desk.routes)
        let from = ["X-Forwarded-For: 203.0.113.9"]
        var statuses: [Int] = []
        for number in 1...100 {
            statuses.append(try await server.client.get("/mail/u/x\(number)", headers: from).status)
        }
        #expect(statuses.first == 404 && statuses.last == 429)
        let reply = try await server.client.post(path, "List-Unsubscribe=One-Click", headers: from)
        #expect(reply.status == 200)
        #expect(try await server.client.get("/mail/u/x", headers: ["X-Forwarded-For: 198.51.100.1"]).status == 404)
    }
}
