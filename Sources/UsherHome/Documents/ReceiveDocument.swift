import UsherCore

/// `receive:` of `config/usher.yaml`.
enum ReceiveDocument {
    static func read(_ field: Field) -> ReceiveSettings? {
        field.record { keys in ReceiveSettings(spool: keys["spool"]?.path()) }
    }
}
