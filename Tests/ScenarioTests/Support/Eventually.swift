import TestSupport

/// Returns as soon as `condition` holds; throws when nothing moves any more (`Patience`). `what` completes "did not
/// come about: ".
func eventually(
    _ what: String, every pause: Duration = .milliseconds(20), _ condition: () async throws -> Bool
) async throws {
    var patience = Patience()
    while try await !condition() {
        guard !patience.isOver() else {
            throw UsherProcess.Trouble(description: "did not come about, and nothing moves any more: \(what)")
        }
        try await Task.sleep(for: pause)
    }
}
