import Foundation
import Testing
import TestSupport

@testable import UsherCore

@Suite("The page on the states of a delivery")
struct DeliveryStateTests {
    private let page: String

    init() throws { page = try Repository.text("docs/states.md") }

    @Test("Has every state in its table, in order, and nothing else")
    func table() {
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.compactMap { Self.codes($0).first } == DeliveryState.allCases.map(\.rawValue))
    }

    @Test("Draws every state")
    func drawing() throws {
        let drawing = try #require(page.split(separator: "```").dropFirst().first)
        for state in DeliveryState.allCases { #expect(drawing.contains(state.rawValue), "\(state)") }
    }

    @Test("Says rightly which states are settled")
    func settled() throws {
        let sentence = try #require(page.split(separator: "\n").first { $0.hasPrefix("Settled states are") })
        let named = try #require(sentence.split(separator: ":").first)
        #expect(Self.codes(named) == DeliveryState.allCases.filter(\.isSettled).map(\.rawValue))
    }

    /// The words between backticks.
    private static func codes(_ text: Substring) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
