import UsherCore

extension OpenHome {
    /// What an operator does with deliveries and pauses.
    package var operating: Operating { Operating(store: store, plan: plan, clock: clock) }

    package func delivery(_ id: Int64) throws -> DeliveryRow { try operating.delivery(id) }
}
