import HTTPTypes
import Testing
import UsherCore

@testable import UsherWeb

@Suite("What providers post")
struct FeedbackRoutesTests {
    private let routes: FeedbackRoutes

    init() throws { routes = FeedbackRoutes(try FakeDesk.house, admit: { _ in }, take: { _, _ in FeedbackTally() }) }

    /// The post under way, while somebody holds it; nil where there is no room.
    private func post(_ provider: String, from network: ClientNetwork) async -> RouteAdmission? {
        try? await routes.admit(
            WebRequest(variable: provider, headers: [.contentType: "application/json"], network: network))
    }

    @Test("One network takes not all places of a provider, and nobody takes those of another provider")
    func seats() async {
        let (many, few) = (FeedbackRoutes.mostOfProvider, FeedbackRoutes.mostOfNetwork)
        var held: [RouteAdmission] = []
        for number in 0..<many { held += [await post("ses", from: .v4(1))].compactMap { number < few ? $0 : nil } }
        #expect(held.count == few)
        #expect(await post("ses", from: .v4(1)) == nil)
        #expect(await post("mailgun", from: .v4(1)) != nil)
        for network in UInt32(2)..<100 { held += [await post("ses", from: .v4(network))].compactMap(\.self) }
        #expect(held.count == many)
        #expect(await post("mailgun", from: .v6(1)) != nil)
        held = []
        #expect(await post("ses", from: .v4(1)) != nil)
    }

    @Test("Behind a proxy that does not say for whom it asks, a provider has all its places")
    func proxied() async {
        var held: [RouteAdmission] = []
        for _ in 0..<50 { held += [await post("sendgrid", from: .local)].compactMap(\.self) }
        #expect(held.count == FeedbackRoutes.mostOfProvider)
    }
}
