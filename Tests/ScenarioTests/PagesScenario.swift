import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// The pages in a real browser. `scripts/setup-scenarios` brings it; `scripts/check-pages` does the first of these by hand.
    @Suite("The pages, in a browser", .enabled(if: PagesScenario.isAvailable, "there is no browser here"))
    struct PagesScenario {
        private static let python = Repository.file(".build/pages-venv/bin/python")
        static var isAvailable: Bool { access(python, X_OK) == 0 && access("/usr/bin/chromedriver", X_OK) == 0 }

        @Test(
            "every page, in every form and language, is right on a phone and at a desk, light and dark, for everybody")
        func pages() async throws {
            let result = try await Program(
                Self.python, [Repository.file("scripts/pages/check.py"), UsherProcess.binary]
            ).wait()
            #expect(result.end == .exit(0), "\(result.output)\(result.errors)")
            #expect(result.output.hasSuffix(" pages looked at, 0 faults\n"))
        }
    }
}
