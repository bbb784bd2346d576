import Testing

@Suite("The built binary")
struct UsherProcessTests {
    @Test("is found beside the tests and explains itself")
    func help() async throws {
        let result = try await UsherProcess.run(["--help"])
        #expect(result.end == .exit(0), "\(result.errors)")
        #expect(result.output.contains("USAGE: usher"))
    }

    @Test("that ends early does not leave the scenario waiting for READY")
    func early() async throws {
        let usher = try UsherProcess(["no-such-command"])
        await #expect(throws: UsherProcess.Trouble.self) { try await usher.ready() }
    }
}
