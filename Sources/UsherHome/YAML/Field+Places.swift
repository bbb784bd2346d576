import Yams

extension Field {
    typealias Scalar = (path: String, text: String, place: Place)

    /// Every text below, with its dotted name (`smtp.host`) and its place; the items of a list have the list's name.
    func scalars() -> [Scalar] {
        scalars(node, "").map { ($0.path, $0.text, Place(file: place.file, mark: $0.mark)) }
    }

    private func scalars(_ node: Node, _ path: String) -> [(path: String, text: String, mark: Mark?)] {
        switch node {
        case .scalar(let scalar): [(path, scalar.string, scalar.mark)]
        case .mapping(let mapping):
            mapping.flatMap { key, value in
                scalars(value, (path.isEmpty ? "" : path + ".") + (Record.name(of: key) ?? ""))
            }
        case .sequence(let sequence): sequence.flatMap { scalars($0, path) }
        case .alias: []
        }
    }
}
