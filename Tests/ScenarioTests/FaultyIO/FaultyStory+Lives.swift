import Foundation
import Glibc
import TestSupport

extension FaultyStory {
    /// A daemon that meets faults from its start to its end; what is told before it is there, and while it is.
    func live(_ number: Int) async throws {
        let weather = FaultyMachine.Weather.allCases.randomElement(using: &random) ?? .both
        let machine = FaultyMachine(weather, &random)
        lives.append(FaultyLife(machine: machine))
        try await does(.enqueue(somebody()), anyMachine())
        if let one = somebodyIn() { try await does(.suppress(one), anyMachine()) }

        let log = nextLog()
        let daemon = try start(machine, log)
        if try await isReady(daemon) {
            try await visit(daemon)
            for _ in 0..<Int.random(in: 0...16, using: &random) where daemon.program.end == nil {
                try await Task.sleep(for: .milliseconds(25))
            }
            try await end(daemon)
        }
        let result = await daemon.program.wait()
        let faults = FaultyLog(log)
        count(faults)
        if !wasKilled { judge(result, of: "the daemon", faults, mayFail: faults.hasHarm) }
        lives[lives.count - 1].endedWell = result.end == .exit(0)
        lives[lives.count - 1].hadHarm = faults.hasHarm
        wasKilled = false
        try await judgeRecord()
    }

    /// The last life: whatever is due goes, and everything works.
    func liveInPeace() async throws {
        lives.append(FaultyLife(machine: nil))
        let daemon = try start(nil, nextLog())
        try await daemon.ready()
        try await drain(daemon)
        for command in [["status"], ["check"], ["why", enrolled.min() ?? ""]] {
            try await does(.look(command), nil, true)
        }
        let result = await daemon.stop()
        if result.end != .exit(0) { blame("the last daemon ended with \(result.end): \(result.errors)") }
        try await judgeRecord()
        judgeEnd()
    }

    private func start(_ machine: FaultyMachine?, _ log: String) throws -> UsherProcess {
        let environment = machine?.environment(home: home.path, log: log) ?? [:]
        return try UsherProcess(
            ["run", "--clock", "stepped:\(ScenarioHome.opening)"],
            environment: environment.merging(["USHER_HOME": home.path]) { $1 })
    }

    /// False when it ended before it was ready.
    private func isReady(_ daemon: UsherProcess) async throws -> Bool {
        do {
            try await daemon.ready()
            return true
        } catch {
            if daemon.program.end == nil { blame("it was not ready: \(error)") }
            return daemon.program.end == nil
        }
    }

    /// People come while it runs.
    private func visit(_ daemon: UsherProcess) async throws {
        collect()
        var deeds: [FaultyDeed] = [.enroll(somebody()), .enqueue(somebody()), .enroll(somebody())]
        deeds.append(.purchase("buyer\(lives.count)@example.org", key: "order-\(lives.count)"))
        if let one = somebodyIn() {
            let link = try? letters.last { $0.which.address == one }.map { try MailText($0.bytes).unsubscribeLink() }
            deeds.append(link.map { .unsubscribe(one, link: $0) } ?? .suppress(one))
        }
        let looks = [["status"], ["check"], ["queue", "list"], ["why", enrolled.min() ?? ""], ["suppress", "list"]]
        deeds.append(.look(looks.randomElement(using: &random) ?? ["status"]))
        for deed in deeds.shuffled(using: &random) {
            try await does(deed, deed.isCommand ? anyMachine() : nil, true)
        }
    }

    /// Every second command meets a machine of its own.
    private func anyMachine() -> FaultyMachine? {
        guard Bool.random(using: &random) else { return nil }
        return FaultyMachine(FaultyMachine.Weather.allCases.randomElement(using: &random) ?? .disk, &random)
    }

    /// Killed, asked to stop, or asked to stop after everything went.
    private func end(_ daemon: UsherProcess) async throws {
        let choice = Int.random(in: 0..<4, using: &random)
        if choice == 0 {
            wasKilled = daemon.program.end == nil
            await daemon.kill()
            return
        }
        if daemon.program.end == nil { try await judgeHearing(daemon) }
        if choice > 1, daemon.program.end == nil { try await drain(daemon) }
        daemon.program.send(SIGTERM)
        try await eventually("the end of a daemon that was asked to stop: \(daemon.program.errors)") {
            daemon.program.end != nil
        }
    }

    /// It answers, on both of its listeners.
    private func judgeHearing(_ daemon: UsherProcess) async throws {
        for (port, path) in [(privatePort, "/healthz"), (port, "/mail/v1/openapi.json")] {
            do {
                try await eventually("an answer of port \(port)") {
                    if daemon.program.end != nil { return true }
                    return (try? await WebClient(.port(port)).get(path)) != nil
                }
            } catch { blame("it is deaf: \(error)\n\(daemon.program.errors.suffix(1500))") }
        }
    }

    /// Waits until nothing is to be sent any more, or the daemon has ended.
    private func drain(_ daemon: UsherProcess) async throws {
        do {
            try await eventually("everybody's letters", every: .milliseconds(100)) {
                if daemon.program.end != nil { return true }
                guard let page = try? await WebClient(.port(privatePort)).get("/metrics").body else { return false }
                return ["queued", "parked", "claimed"].allSatisfy {
                    page.contains("usher_queue_messages{state=\"\($0)\"} 0\n")
                }
            }
        } catch { blame("it does not go on: \(error)\n\(daemon.program.errors.suffix(1500))") }
    }
}
