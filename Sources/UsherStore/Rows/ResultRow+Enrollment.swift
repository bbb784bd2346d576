import UsherCore

extension ResultRow {
    /// The columns that `enrollment()` reads, of the enrollments table under the name `e`. An enrollment that had to
    /// wait entered when its turn came; one that is held out stays so, also when its goal was reached.
    static let enrollmentColumns = """
        e.id AS enrollment, e.contact AS enrollment_contact, e.campaign AS enrollment_campaign, e."key" AS enrollment_key,
        CASE e.held_out WHEN 1 THEN 'held_out' ELSE e.state END AS enrollment_state, e.end_reason,
        coalesce(e.started_at, e.entered_at) AS entered_at, e.ended_at, e.last_step, e.anchor_at AS enrollment_anchor_at,
        e.data AS enrollment_data, e.of_order, e.since, e.started_at IS NOT NULL AS had_its_turn
        """

    func enrollment() throws(StoreError) -> Enrollment {
        var enrollment = Enrollment(
            id: id("enrollment"), contact: id("enrollment_contact"), campaign: id("enrollment_campaign"),
            key: text("enrollment_key"),
            state: try word("enrollment_state"), endReason: try optionalWord("end_reason"),
            enteredAt: time("entered_at"),
            endedAt: optionalTime("ended_at"), lastStep: optionalID("last_step"),
            anchorAt: time("enrollment_anchor_at"),
            data: try TextsText.decode(optionalText("enrollment_data")), isOfOrder: bool("of_order"),
            since: optionalTime("since"))
        enrollment.hadItsTurn = enrollment.state != .ended || bool("had_its_turn")
        return enrollment
    }

    /// The columns that `event()` reads, of the events table under the name `v`.
    static let eventColumns = """
        v.name AS event, v."key" AS event_key, v.at AS happened_at, v.value, v.currency, v.product,
        v.data AS event_data
        """

    func event() throws(StoreError) -> Event {
        Event(
            name: text("event"), key: text("event_key"), at: time("happened_at"), value: money("value", "currency"),
            product: optionalText("product"), data: try TextsText.decode(optionalText("event_data")))
    }

    /// A reply from the columns of the deliveries table.
    func reply() -> Reply? {
        guard !isNull("reply_code") else { return nil }
        return Reply(
            code: int("reply_code"), enhanced: optionalText("reply_status").flatMap { EnhancedStatus(stored: $0) },
            text: text("reply_text"))
    }

    /// A composition from the columns of the deliveries table and its revision's `hash`.
    func composition() -> Composition? {
        optionalOctets("hash").map {
            Composition(
                revision: RevisionHash(octets: $0), inputs: text("inputs"), composedAt: time("composed_at"))
        }
    }
}
