import TestHomes
import Testing
import UsherCore
import UsherWeb

@testable import UsherTemplates

@Suite("A page")
struct PageTests {
    @Test("is named like its template")
    func names() {
        #expect(PageName.allCases.map(\.rawValue).contains("unsubscribed"))
        #expect(Page(.confirm, language: "de").values == .object([:]))
    }

    @Test(
        "fits its table or says what does not",
        arguments: [
            (PageName.unsubscribe, ["hint": .text("a…@example.org"), "is_off": .flag(false)], []),
            (.unsubscribe, ["hnit": .text("a…@example.org")], ["hnit"]),
            (.unsubscribe, ["is_off": .text("yes")], ["is_off"]),
            (.problem, [:], ["status"]),
            (.problem, ["status": .text("404"), "is_unknown": .flag(true)], []),
            (.confirmed, ["promise": .object(["text": .text("PDF")])], ["promise.url"]),
            (.review, ["scores": .list([.object(["value": .text("5"), "is_chosen": .flag(true)])])], []),
            (.review, ["scores": .list([.object(["valeu": .text("5")])])], ["scores.value", "scores.valeu"]),
            (.review, ["scores": .list([.text("5")])], ["scores"]),
        ] as [(PageName, [String: TemplateValue], [String])])
    func misfits(name: PageName, values: [String: TemplateValue], misfits: [String]) {
        #expect(Page(name, values: .object(values)).misfits == misfits.sorted())
    }

    @Test("is allowed its own styles and nothing else")
    func policy() {
        let page = RenderedPage(html: [], styleHashes: ["aGFzaA==", "b3RoZXI="])
        #expect(page.contentSecurityPolicy.contains("style-src 'sha256-aGFzaA==' 'sha256-b3RoZXI=';"))
        #expect(page.contentSecurityPolicy.hasPrefix("default-src 'none';"))
        #expect(RenderedPage(html: []).contentSecurityPolicy.contains("style-src 'none';"))
    }
}
