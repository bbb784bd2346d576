import UsherCore

/// Finds and reads the files below `templates/`, and says what does not belong there.
struct TemplateFolder {
    private let disk: HomeDisk
    private let log: ProblemLog

    static func read(_ disk: HomeDisk, log: ProblemLog) -> TemplateFiles {
        let folder = TemplateFolder(disk: disk, log: log)
        var files = TemplateFiles()
        for entry in disk.entries("templates", log: log) {
            let path = "templates/\(entry.name)"
            guard entry.isFolder else {
                log.add(
                    at: Place(file: path), "this file does not belong here; a template stands in its campaign's folder")
                continue
            }
            switch entry.name {
            case "layouts": files.layouts = folder.variants(path, endings: ["html"], what: "layout")
            case "partials": files.partials = folder.variants(path, endings: ["html", "md", "txt"], what: "partial")
            case "notices": files.notices = folder.variants(path, endings: ["md"], what: "notice")
            case "pages":
                files.pages = folder.variants(path, endings: ["html"], what: "page")
                folder.refuseStrangers(among: files.pages)
            default: files.steps[entry.name] = folder.variants(path, endings: ["md"], what: "template")
            }
        }
        if !disk.exists("templates/layouts/default.html") {
            log.add(at: Place(file: "templates/layouts/default.html"), "the file is missing; it frames every e-mail")
        }
        return files
    }

    /// A page that nothing shows is a mistyped one.
    private func refuseStrangers(among pages: [String: TemplateVariants]) {
        let known = PageName.allCases.map(\.rawValue)
        for (name, variants) in pages where !known.contains(name) {
            let hint = Suggestion.phrase(
                for: name, in: known, orElse: "; the pages are \(known.joined(separator: ", "))")
            for file in [variants.base] + variants.languages.values {
                log.add(at: Place(file: file.path), "there is no page '\(name)'\(hint)")
            }
        }
    }

    /// The files of one folder, by name and language.
    private func variants(_ path: String, endings: [String], what: String) -> [String: TemplateVariants] {
        var bases: [String: SourceFile] = [:]
        var others: [(name: String, language: String, file: SourceFile)] = []
        for entry in disk.entries(path, log: log) {
            let place = Place(file: "\(path)/\(entry.name)")
            let parts = entry.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard !entry.isFolder, (2...3).contains(parts.count), endings.contains(parts[parts.count - 1]) else {
                let forms = endings.map { "NAME.\($0)" } + endings.prefix(1).map { "NAME.LANGUAGE.\($0)" }
                log.add(at: place, "this is not a \(what); a \(what) is called \(forms.orList)")
                continue
            }
            guard Identifier.isOne(parts[0], also: "-") else {
                log.add(at: place, Identifier.complaint(parts[0], as: "a \(what)'s name", also: "-"))
                continue
            }
            if parts.count == 3, let fault = KnownNames.languageFault(parts[1]) {
                log.add(at: place, fault)
                continue
            }
            let name = TemplateFiles.name(parts[0], ending: parts[parts.count - 1])
            guard let text = disk.text(place.file, log: log) else {
                // It is there, and why it cannot be used was said; what needs it must not complain as well.
                if parts.count == 2 { bases[name] = SourceFile(path: place.file, text: "") }
                continue
            }
            let file = SourceFile(path: place.file, text: text)
            if parts.count == 3 {
                others.append((name, parts[1], file))
            } else if let first = bases.updateValue(file, forKey: name) {
                log.add(at: place, "this file has the same name as \(first.path); rename one of them")
            }
        }
        var variants = bases.mapValues { TemplateVariants(base: $0) }
        for (name, language, file) in others {
            if variants[name] == nil {
                let base = file.path.replacing(".\(language).", with: ".").split(separator: "/").last ?? ""
                log.add(at: Place(file: file.path), "this file has no \(base) beside it to fall back on")
            } else if let first = variants[name]?.languages.updateValue(file, forKey: language) {
                log.add(at: Place(file: file.path), "this file has the same name as \(first.path); rename one of them")
            }
        }
        return variants
    }
}
