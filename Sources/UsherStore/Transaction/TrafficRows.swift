import UsherCore

/// What came through links, inside one transaction.
struct TrafficRows {
    private let transaction: Transaction
    private let step: Query
    private let addClicks: Query
    private let addVisits: Query
    private let addIntroductions: Query

    init(_ transaction: Transaction) throws(StoreError) {
        self.transaction = transaction
        step = try transaction.query(
            """
            SELECT s.campaign, d.step, EXISTS (SELECT 1 FROM clicks k WHERE k.delivery = d.id AND k.who = ?) AS is_known
            FROM deliveries d JOIN living c ON c.id = d.contact LEFT JOIN steps s ON s.id = d.step WHERE d.id = ?
            """)
        addClicks = try transaction.query(
            """
            INSERT INTO clicks (delivery, number, who, count, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (delivery, number, who)
                DO UPDATE SET count = clicks.count + excluded.count, last_at = excluded.last_at
            """)
        addVisits = try transaction.query(
            """
            INSERT INTO visits (campaign, day, count, scanners)
            SELECT id, ?, ?, ? FROM campaigns WHERE id = ?
            ON CONFLICT (campaign, day)
                DO UPDATE SET count = visits.count + excluded.count, scanners = visits.scanners + excluded.scanners
            """)
        addIntroductions = try transaction.query(
            """
            INSERT INTO introductions (promoter, day, count, scanners)
            SELECT id, ?, ?, ? FROM living WHERE id = ?
            ON CONFLICT (promoter, day) DO UPDATE SET
                count = introductions.count + excluded.count, scanners = introductions.scanners + excluded.scanners
            """)
    }

    func add(_ click: Traffic.Click, _ count: Int) throws(StoreError) {
        let place = try step.first(click.visitor, click.delivery) {
            (row) -> (campaign: CampaignID?, step: StepID?, isKnown: Bool) in
            (row.optionalID("campaign"), row.optionalID("step"), row.bool("is_known"))
        }
        guard let place else { return }
        let now = transaction.now
        try addClicks.run(click.delivery, Int64(click.number), click.visitor, count, now, now)
        guard !place.isKnown, let step = place.step else { return }
        transaction.count(click.visitor == .person ? "clicked" : "scanned", campaign: place.campaign, step: step)
    }

    func add(_ visit: Traffic.Visit, _ count: Int) throws(StoreError) {
        let (people, scanners) = Self.columns(visit.visitor, count)
        try addVisits.run(visit.day, people, scanners, visit.campaign)
    }

    func add(_ introduction: Traffic.Introduction, _ count: Int) throws(StoreError) {
        let (people, scanners) = Self.columns(introduction.visitor, count)
        try addIntroductions.run(introduction.day, people, scanners, introduction.promoter)
    }

    private static func columns(_ visitor: Visitor, _ count: Int) -> (people: Int, scanners: Int) {
        visitor == .person ? (count, 0) : (0, count)
    }
}
