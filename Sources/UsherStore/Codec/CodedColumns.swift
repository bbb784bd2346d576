import UsherCore

/// How a code stands in two columns: the code, and one JSON object of texts with what belongs to it, where there is
/// any.
extension KeptAsCode {
    /// The second column.
    var dataText: String? { TextsText.encode(coded.data) }
}

extension ResultRow {
    func coded<Value: KeptAsCode>(_ code: StaticString, _ data: StaticString) throws(StoreError) -> Value {
        var coded = Coded(text(code))
        coded.data = try TextsText.decode(optionalText(data))
        return Value(coded)
    }

    func optionalCoded<Value: KeptAsCode>(
        _ code: StaticString, _ data: StaticString
    ) throws(StoreError) -> Value? {
        isNull(code) ? nil : try coded(code, data)
    }
}
