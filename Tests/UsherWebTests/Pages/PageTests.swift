import Testing
import UsherCore
import UsherWeb

@Suite("A page")
struct PageTests {
    @Test("is named like its template")
    func names() {
        #expect(PageName.allCases.map(\.rawValue).contains("unsubscribed"))
        #expect(Page(.confirm, language: "de").values == .object([:]))
    }
}
