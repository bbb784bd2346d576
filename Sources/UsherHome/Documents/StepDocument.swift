import UsherCore

/// One item of `steps:`.
enum StepDocument {
    /// In the file's order; nil when it is no list. A step that could not be read in full is kept with defaults, so
    /// that its template is not taken for one without a step.
    static func list(_ field: Field, declared: DeclaredNames) -> [(step: Step, place: Place)]? {
        if field.isEmptyList { return field.refuse("'steps' is an empty list; add a step") }
        guard let steps = field.list({ read($0, declared: declared) }) else { return nil }
        var lines: [String: Int] = [:]
        for (step, place) in steps {
            if let line = lines[step.name] {
                field.log.add(at: place, "step '\(step.name)' stands twice; the first is on line \(line)")
            }
            lines[step.name] = lines[step.name] ?? place.line
        }
        var heirs: [String: String] = [:]
        for (step, place) in steps {
            guard let old = step.renamedFrom else { continue }
            if lines[old] != nil {
                field.log.add(at: place, "step '\(step.name)' cannot be renamed from '\(old)', which is still a step")
            } else if let first = heirs[old] {
                field.log.add(at: place, "step '\(old)' is renamed to '\(first)' already")
            }
            heirs[old] = heirs[old] ?? step.name
        }
        return steps
    }

    private static func read(_ field: Field, declared: DeclaredNames) -> (step: Step, place: Place)? {
        field.record { keys in
            let name = keys.required("name")?.identifier(also: "-")
            let step = Step(
                name: name ?? "",
                wait: keys.required("wait")?.wait() ?? .none,
                at: keys["at"]?.timeOfDay(),
                kind: keys["kind"]?.choice(MessageKind.self) ?? .marketing,
                onlyIf: keys["only_if"].flatMap { ConditionDocument.read($0, declared: declared) },
                anyTime: keys["any_time"]?.flag() ?? false,
                renamedFrom: keys["renamed_from"]?.identifier(also: "-"),
                line: field.place.line)
            return name == nil ? nil : (step, field.place)
        }
    }
}
