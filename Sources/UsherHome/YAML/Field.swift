import UsherCore
import Yams

/// One value in a YAML file, with its name and its place, so that every complaint about it says where it stands.
///
/// The functions that read it (`text()`, `whole(in:)`, `record(_:)`, ...) return nil after they have said in the log
/// what is wrong; the caller goes on with a default, and so every problem of a file is found in one reading.
struct Field {
    let node: Node
    /// The key it stands under; empty for the whole file.
    let name: String
    let place: Place
    let log: ProblemLog

    /// Says that something is wrong with this value. Nil, so that a reader can return it.
    @discardableResult
    func refuse<T>(_ message: String) -> T? {
        log.add(at: place, message)
        return nil
    }

    func refuse(_ message: String) { log.add(at: place, message) }

    /// What this is called, for messages.
    var title: String { name.isEmpty ? "the file" : "'\(name)'" }

    /// What kind of value this is, for messages.
    var looks: String {
        switch node {
        case .scalar(let scalar) where scalar.style == .plain && scalar.string.isEmpty: "nothing"
        case .scalar(let scalar): "'\(PlainText.shortened(scalar.string))'"
        case .mapping: "keys and values"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    /// The scalar's text, as it stands there; nil, and no complaint, for a list, a mapping or an empty value.
    var scalar: String? {
        guard case .scalar(let scalar) = node, scalar.style != .plain || !scalar.string.isEmpty else { return nil }
        return scalar.string
    }
}
