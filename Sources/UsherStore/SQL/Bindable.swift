import GRDBSQLite
import UsherCore

/// A value that a statement can take in place of a `?`.
protocol Bindable {
    /// Binds itself to parameter `index`, counted from 1, and returns SQLite's result code. The statement keeps a copy.
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt
}

/// Tells SQLite to copy what it is given before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: Bindable {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt { sqlite3_bind_int64(statement, index, self) }
}

extension Int: Bindable {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt { Int64(self).bind(to: statement, at: index) }
}

extension Bool: Bindable {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt {
        sqlite3_bind_int64(statement, index, self ? 1 : 0)
    }
}

extension String: Bindable {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt {
        var text = self
        return text.withUTF8 { octets in
            octets.withMemoryRebound(to: CChar.self) { characters in
                // An empty text has no address, and SQLite takes none for NULL.
                guard let base = characters.baseAddress else {
                    return sqlite3_bind_text(statement, index, "", 0, copied)
                }
                return sqlite3_bind_text(statement, index, base, CInt(characters.count), copied)
            }
        }
    }
}

extension Array: Bindable where Element == UInt8 {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt {
        guard !isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return withUnsafeBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, CInt($0.count), copied) }
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt {
        guard let self else { return sqlite3_bind_null(statement, index) }
        return self.bind(to: statement, at: index)
    }
}

extension RowID: Bindable {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt { value.bind(to: statement, at: index) }
}

extension Timestamp: Bindable {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt { milliseconds.bind(to: statement, at: index) }
}

extension Bindable where Self: RawRepresentable, RawValue == String {
    func bind(to statement: OpaquePointer, at index: CInt) -> CInt { rawValue.bind(to: statement, at: index) }
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
