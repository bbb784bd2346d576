import Synchronization
import UsherCore
import UsherReports

@testable import UsherDashboard
@testable import UsherStore

/// Keeps what it was asked to do, and does nothing.
final class Acted: Sendable {
    private let asked = Mutex<[DashboardActs.Act]>([])
    private let operatedOn = Mutex<[OperatingAct]>([])
    private let undone = Mutex<[FailuresForm]>([])
    private let reloaded = Mutex<[ReloadShown?]>([])

    var acts: [DashboardActs.Act] { asked.withLock { $0 } }
    var operated: [OperatingAct] { operatedOn.withLock { $0 } }
    var undoings: [FailuresForm] { undone.withLock { $0 } }
    func undo(_ form: FailuresForm) { undone.withLock { $0.append(form) } }
    var reloads: [ReloadShown?] { reloaded.withLock { $0 } }

    var dashboard: DashboardActs {
        DashboardActs(
            campaigns: { ["welcome"] },
            carryOut: { act, _ in
                self.asked.withLock { $0.append(act) }
                return .init(isDone: true, "It is done.")
            })
    }

    func operate(_ act: OperatingAct) -> [DashboardActs.Said] {
        if act == .resume("nothing") { return [.init(isDone: false, "there is nothing of that name")] }
        operatedOn.withLock { $0.append(act) }
        return [.init(isDone: true, "It is <done>.")]
    }

    /// Held, with an error in them, and different numbers everywhere.
    var files: DashboardFiles {
        let problem = Problem(file: "config/campaigns/welcome.yaml", line: 12, column: 7, "<wait> is missing")
        let effects = Dictionary(uniqueKeysWithValues: zip(ReloadSurvey.Effect.allCases, 1...))
        return DashboardFiles(
            look: {
                FilesLook(
                    problems: [problem], effects: effects,
                    people: [
                        .init(
                            id: ContactID(7), address: "<ada>@example.org", message: "welcome/one", effect: .stranded,
                            before: nil, after: nil),
                        .init(
                            id: ContactID(8), address: "bob@example.org", message: "welcome/two", effect: .mailedAtOnce,
                            before: Browser.start.adding(milliseconds: 86_400_000), after: Browser.start),
                    ],
                    summary: ["a reload is held: these files would mail 312 people at once"],
                    shown: ReloadShown(files: -7, mailed: 312, stranded: 0), isHeld: true)
            }, state: { 1 }, trouble: { "held: these files would mail <312> people at once" },
            reload: { yes in
                self.reloaded.withLock { $0.append(yes) }
                return .init(isDone: true, "taken up: \(yes?.text ?? "without a yes")")
            })
    }
}

extension DashboardInbox {
    /// Of one message.
    static let one = DashboardInbox(
        newest: { _ in
            (
                [
                    .init(
                        name: "000042-9f3a61c2", at: Browser.start, recipients: ["ada@example.org"], subject: "<Hello>")
                ],
                1234
            )
        },
        mail: { name in
            guard name == "000042-9f3a61c2" else { return nil }
            return .init(
                fields: [
                    .init(name: "from", value: "Shop <shop@example.org>"), .init(name: "x-thing", value: "<script>"),
                ],
                subject: "<Hello>", text: "Hi <b>Ada",
                html: "<link rel=\"preconnect\" href=\"//evil.example\"><p>Hi <script>alert(1)</script>")
        })
}
