extension Store {
    /// `admit`, for whoever asks only what became of the requests.
    package func enter(
        _ requests: [EntryRequest], now: Timestamp, decide: (EntryRequest, EntryFacts) -> Admission
    ) throws(StoreError) -> [EntryResult] {
        try admit(requests, now: now, decide: decide).map(\.result)
    }
}
