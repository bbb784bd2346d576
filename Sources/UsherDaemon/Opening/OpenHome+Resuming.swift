import UsherCore

extension OpenHome {
    /// Deliveries and pauses, by hand.
    package var operating: Operating { Operating(store: store, plan: plan, clock: clock) }

    package func delivery(_ id: Int64) throws -> DeliveryRow { try operating.delivery(id) }
}
