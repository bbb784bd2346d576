import TestSupport
import Testing

extension Scenarios {
    /// The pages in a real browser; `scripts/check-pages` does the first of these by hand.
    @Suite("The pages, in a browser", .enabled(if: PagesBrowser.isAvailable, "there is no browser here"))
    struct PagesScenario {
        @Test(
            "every page, in every form and language, is right on a phone and at a desk, light and dark, for everybody")
        func pages() async throws {
            let check = Repository.file("scripts/pages/check.py")
            let result = try await Program(PagesBrowser.python, [check, UsherProcess.binary]).wait()
            #expect(result.end == .exit(0), "\(result.output)\(result.errors)")
            #expect(result.output.hasSuffix(" pages looked at, 0 faults\n"))
        }

        @Test(
            "somebody signs up and gets what was promised; takes less, then none; gives a score",
            arguments: ["sign-up", "no-more", "score"]
        )
        func journey(part: String) async throws {
            let journey = Repository.file("scripts/pages/journey.py")
            let result = try await Program(PagesBrowser.python, [journey, UsherProcess.binary, part]).wait()
            #expect(result.end == .exit(0), "\(result.output)\(result.errors)")
            #expect(result.output == "\(part): 0 faults\n")
        }
    }
}
