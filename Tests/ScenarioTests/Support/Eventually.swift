/// Returns as soon as `condition` holds; throws when that takes two minutes. `what` completes "did not come about: ".
func eventually(
    _ what: String, every pause: Duration = .milliseconds(20), _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(120))
    while clock.now < deadline {
        if try await condition() { return }
        try await Task.sleep(for: pause)
    }
    throw UsherProcess.Trouble(description: "did not come about in two minutes: \(what)")
}
