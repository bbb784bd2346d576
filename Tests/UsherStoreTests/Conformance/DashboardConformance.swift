import Testing
import UsherCore

@Suite("Store conformance: the dashboard's links and sessions")
struct DashboardConformance {
    private func octets(_ number: Int) -> [UInt8] { Array(repeating: UInt8(number % 256), count: 32) }

    private func link(_ number: Int, _ scene: Scene, mayAct: Bool = false) throws {
        try scene.store.addDashboardLink(
            hash: octets(number), mayAct: mayAct, endsAt: scene.now.adding(milliseconds: DashboardSession.linkLasts),
            now: scene.now)
    }

    private func open(_ link: Int, as hash: Int, _ scene: Scene) throws -> DashboardSession? {
        try scene.store.openDashboardSession(
            link: octets(link), hash: octets(hash), pageToken: octets(9),
            endsAt: scene.now.adding(milliseconds: DashboardSession.lasts), now: scene.now)
    }

    private func isIn(_ hash: Int, _ scene: Scene) throws -> Bool {
        try scene.store.dashboardSession(octets(hash), now: scene.now) != nil
    }

    @Test("A link opens one session, of its own kind, and is spent", arguments: StoreUnderTest.all)
    func once(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try link(1, scene)
        try link(2, scene, mayAct: true)
        let looking = try #require(try open(1, as: 101, scene))
        #expect(!looking.mayAct && looking.pageToken == octets(9) && looking.openedAt == scene.now)
        #expect(try open(1, as: 102, scene) == nil)
        #expect(try !isIn(102, scene))
        #expect(try open(2, as: 103, scene)?.mayAct == true)
        #expect(try scene.store.dashboardSession(octets(101), now: scene.now) == looking)
        // What opens a link is no session, and the other way round.
        #expect(try !isIn(1, scene))
        #expect(try open(101, as: 104, scene) == nil)
    }

    @Test("A link works for ten minutes, a session for twelve hours", arguments: StoreUnderTest.all)
    func ends(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let start = scene.now
        try link(1, scene)
        try link(2, scene)
        scene.now = start.adding(milliseconds: DashboardSession.linkLasts - 1)
        #expect(try open(1, as: 101, scene) != nil)
        scene.now = start.adding(milliseconds: DashboardSession.linkLasts)
        #expect(try open(2, as: 102, scene) == nil)
        let end = start.adding(milliseconds: DashboardSession.linkLasts - 1 + DashboardSession.lasts)
        scene.now = end.adding(milliseconds: -1)
        #expect(try isIn(101, scene))
        scene.now = end
        #expect(try !isIn(101, scene))
        #expect(try !scene.store.endDashboardSession(octets(101), now: scene.now))
        #expect(try scene.store.endDashboardSessions(now: scene.now) == 0)
    }

    @Test("One session ends alone; all end together, and so do links that nobody used", arguments: StoreUnderTest.all)
    func ending(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for number in 1...4 { try link(number, scene) }
        for number in 1...3 { _ = try open(number, as: 100 + number, scene) }
        #expect(try scene.store.endDashboardSession(octets(101), now: scene.now))
        #expect(try !scene.store.endDashboardSession(octets(101), now: scene.now))
        #expect(try !isIn(101, scene))
        #expect(try isIn(102, scene))
        let there = try kind.open(scene.folder)
        #expect(try there.endDashboardSessions(now: scene.now) == 2)
        #expect(try !isIn(102, scene))
        #expect(try open(4, as: 104, scene) == nil)
    }

    @Test("Only the newest links and sessions stay", arguments: StoreUnderTest.all)
    func bounds(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for number in 1...(DashboardSession.mostLinks + 1) {
            scene.now = scene.now.adding(milliseconds: 1)
            try link(number, scene)
        }
        #expect(try open(1, as: 101, scene) == nil)
        #expect(try open(2, as: 102, scene) != nil)
        for number in 1...DashboardSession.most {
            scene.now = scene.now.adding(milliseconds: 1)
            try link(200, scene)
            #expect(try open(200, as: 110 + number, scene) != nil)
        }
        #expect(try !isIn(102, scene))
        #expect(try isIn(111, scene))
        #expect(try scene.store.endDashboardSessions(now: scene.now) == DashboardSession.most)
    }

    @Test(
        "Counting begins when the first person is made known, whatever is told of days before",
        arguments: StoreUnderTest.all)
    func firstDay(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        #expect(try scene.store.firstCountedDay() == nil)
        let person = try scene.entered("ada@example.org").contact
        for (days, stage) in [(-400, Stage.convert), (40, Stage.excite)] {
            let now = Scene.start.adding(milliseconds: Int64(days) * 86_400_000)
            try scene.store.setStage(person, stage, cause: .stated(because: "test"), now: now)
            #expect(try scene.store.firstCountedDay() == scene.now.utcDay)
        }
    }
}
