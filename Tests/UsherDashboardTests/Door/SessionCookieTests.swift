import HTTPTypes
import Testing
import UsherMail

@testable import UsherDashboard

@Suite("The dashboard's cookie")
struct SessionCookieTests {
    private let secret = DashboardSecret(.session)

    private func read(_ cookies: String...) -> DashboardSecret? {
        var fields = HTTPFields()
        fields[values: .cookie] = cookies
        return SessionCookie.read(fields, room: secret.room)
    }

    @Test("Is read as it was set, among others")
    func read() {
        let pair = "usher_dashboard=\(secret.text)"
        #expect(read(pair) == secret)
        #expect(read("a=b; \(pair);c=d") == secret)
        #expect(read("a=b", pair) == secret)
        #expect(read("  \(pair)  ") == secret)
    }

    @Test("Is none where it is anything else")
    func none() {
        let pair = "usher_dashboard=\(secret.text)"
        #expect(read() == nil)
        #expect(read("usher_dashboard=") == nil)
        #expect(read("\(pair)x") == nil)
        #expect(read(String(pair.dropLast())) == nil)
        #expect(read("x\(pair)") == nil)
        #expect(SessionCookie.read([.cookie: pair], room: DashboardSecret(.session).room) == nil)
        let others = (1...4).map { _ in "usher_dashboard=\(DashboardSecret(.session).text)" }
        #expect(read(others.joined(separator: ";"), pair) == nil)
        #expect(read(others.dropLast().joined(separator: ";"), pair, "usher_dashboard=x") == secret)
        #expect(read("USHER_DASHBOARD=\(secret.text)") == nil)
    }

    @Test("No script reads it, no other site sends it, and it ends with the session")
    func attributes() {
        #expect(
            SessionCookie.set(secret, seconds: 43_200)
                == "usher_dashboard=\(secret.text); Path=/s/\(secret.room); Max-Age=43200; HttpOnly; SameSite=Strict")
        #expect(SessionCookie.removed(room: "r").hasPrefix("usher_dashboard=; Path=/s/r; Max-Age=0;"))
    }

    @Test("What opens a link is no session, and never prints itself")
    func kinds() {
        let link = DashboardSecret(.link)
        #expect(DashboardSecret(.session, shown: link.text)?.hash != link.hash)
        #expect("\(link)" == "a secret" && !String(reflecting: link).contains(link.text))
        #expect(DashboardSecret(.link, shown: link.text)?.hash == link.hash && link.hash.count == 32)
        #expect(DashboardSecret(.link).text != link.text)
    }
}
