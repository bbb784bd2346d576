import UsherCore

extension PauseReason {
    /// One of each, of those with something that may be missing one without, and each fault of the relay for both
    /// kinds of relay.
    package static let examples: [PauseReason] =
        [
            .byHand(words: nil), .byHand(words: "new prices"), .blocksUs, .manyBlocked(7, of: 100), .slowerPace,
            .refusesSender, .badList(people: 9, of: 40), .warmUpDay(3, most: 100),
            .refusesMany(people: 10, of: 20, domains: 3, example: DeliveryID(42)),
            .refusesAlike(people: 10, domains: 3, example: DeliveryID(42)),
            .messageRefused(people: 10, domains: 3, example: DeliveryID(42)),
            .messageRefused(people: 10, domains: 3, example: DeliveryID(42), of: .marketing),
            .complaints(4, of: 1000, day: CalendarDate(year: 2026, month: 11, day: 29)),
            .bounces(60, of: 1000, day: CalendarDate(year: 2026, month: 11, day: 29)),
            .bounces(26, of: 500, day: nil),
            .restored(from: "shop.tar", made: "2026-11-23T11:00:00Z"),
        ] + faults.flatMap { [.fault($0, isInbox: false), .fault($0, isInbox: true)] }

    private static let faults: [RelayFault] = [
        .nameNotFound, .connectionRefused, .timeout(.connect), .timeout(.greeting), .timeout(.mail), .lost(.connect),
        .lost(.ehlo), .refused(.greeting, Reply(code: 554, enhanced: EnhancedStatus(5, 7, 1))),
        .refused(.mail, Reply(code: 421)), .certificate("expired"), .tls("handshake"), .startTLSMissing,
        .authNotOffered, .authRefused(nil), .authRefused(Reply(code: 535)), .credentialsWithoutTLS, .other("odd"),
    ]
}
