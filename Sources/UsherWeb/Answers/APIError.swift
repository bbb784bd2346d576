import UsherCore

/// How the API says what is wrong.
enum APIError {
    /// `{"error":"SENTENCE","status":409}` and a line end.
    static func document(_ sentence: String, status: Int) -> [UInt8] {
        Array("{\"error\":\(TemplateValue.text(sentence).json()),\"status\":\(status)}\n".utf8)
    }
}
