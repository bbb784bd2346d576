import UsherCore

/// The data of a sample person's `event`, given to what the person does, one after the other. Its order is that of the
/// first event of each name: who buys twice has two orders.
struct SampleData {
    private let data: [String: String]
    private var told: Set<String> = []

    init(_ data: [String: String]) { self.data = data }

    mutating func next(_ event: String) -> [String: String] {
        guard !told.insert(event).inserted else { return data }
        var data = data
        data[Event.orderField] = nil
        return data
    }
}
