import UsherCore

/// A value that a statement can take in place of a `?`.
protocol Bindable {
    /// Binds itself to parameter `index`, counted from 1.
    func bind(to statement: any Prepared, at index: Int) throws(StoreError)
}

extension Int64: Bindable {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) { try statement.bind(self, at: index) }
}

extension Int: Bindable {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) {
        try statement.bind(Int64(self), at: index)
    }
}

extension Bool: Bindable {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) {
        try statement.bind(self ? 1 : 0, at: index)
    }
}

extension String: Bindable {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) { try statement.bind(self, at: index) }
}

extension Array: Bindable where Element == UInt8 {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) { try statement.bind(self, at: index) }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) {
        guard let self else { return try statement.bind(nil, at: index) }
        try self.bind(to: statement, at: index)
    }
}

extension RowID: Bindable {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) { try statement.bind(value, at: index) }
}

extension Timestamp: Bindable {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) {
        try statement.bind(milliseconds, at: index)
    }
}

extension Bindable where Self: RawRepresentable, RawValue == String {
    func bind(to statement: any Prepared, at index: Int) throws(StoreError) { try statement.bind(rawValue, at: index) }
}

extension MessageKind: Bindable {}
extension DeliveryState: Bindable {}
extension Enrollment.State: Bindable {}
extension Enrollment.EndReason: Bindable {}
extension Consent.Said: Bindable {}
extension Suppression.Reason: Bindable {}
extension Stage: Bindable {}
extension Visitor: Bindable {}
extension JourneyCounts.Arrow.Kind: Bindable {}
extension Settlement.Refusal.Weight: Bindable {}
extension ReturnedReport.Kind: Bindable {}
extension ReturnEffect: Bindable {}
