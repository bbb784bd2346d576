/// The OpenAPI document: `openapi.json` of this folder, which the EmbedHome plugin puts into the binary.
enum OpenAPIDocument {
    /// The server that the file names.
    static let sampleServer = "https://shop.example/mail"

    /// As it is served, for the server at `url`.
    static func octets(url: String) -> [UInt8] {
        let server = url.hasSuffix("/") ? String(url.dropLast()) : url
        return Array(EmbeddedAPI.document.replacing("\"\(sampleServer)\"", with: "\"\(server)\"").utf8)
    }
}

/// The EmbedHome plugin makes `files` of it.
enum EmbeddedAPI {
    static var document: String { files.first { $0.path == "openapi.json" }?.text ?? "{}" }
}
