import UsherCore

/// How a code stands in two columns: the code, and one JSON object of texts with what belongs to it, where there is
/// any.
extension KeptAsCode {
    /// The second column.
    var dataText: String? { TextsText.encode(coded.data) }
}

extension ResultRow {
    /// Data that cannot be read make the value unknown and no more: the words of a reason stop neither a no nor the
    /// daemon.
    func coded<Value: KeptAsCode>(_ code: StaticString, _ data: StaticString) -> Value {
        let kept = optionalText(data)
        do {
            return Value(Coded(text(code), try TextsText.decode(kept)))
        } catch {
            return .unknown(Coded(text(code), [Self.unreadable: kept]))
        }
    }

    private static var unreadable: String { "unreadable" }

    func optionalCoded<Value: KeptAsCode>(
        _ code: StaticString, _ data: StaticString
    ) -> Value? {
        isNull(code) ? nil : coded(code, data)
    }
}
