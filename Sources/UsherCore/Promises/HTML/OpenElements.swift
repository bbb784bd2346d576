/// The elements that are open at a place of an e-mail's HTML, opened and closed as a browser does: `<html>`, `<body>`
/// and `<tbody>` are there where nobody wrote them, blocks end paragraphs, tags that overlap stay in force.
struct OpenElements {
    private var open: [OpenElement]
    private let sheet: StyleSheet
    /// Bounds the work, however many elements and rules there are; what is over it is not judged.
    private var work: Int

    init(_ sheet: StyleSheet, work: Int, html: [String: String], body: [String: String], hiding: Veil?) {
        self.sheet = sheet
        self.work = work
        open = [OpenElement(hiding: hiding)]
        push(ElementNames("html", html))
        push(ElementNames("body", body))
    }

    var veil: Veil? { work > 0 ? open.last?.veil : .tooMuchStyle }
    var link: Int? { open.last?.link }

    // MARK: Opening

    /// Opens what `name` begins, and closes what it ends. False for a tag that browsers pass over.
    mutating func start(_ name: String, _ attributes: [String: String]) -> Bool {
        if name == "html" || name == "body" {
            end("head")
            return false
        }
        if open.last?.name == "head", !ElementKinds.inHead.contains(name) { end("head") }
        closeFor(name)
        guard isPlaced(name) else { return false }
        push(ElementNames(name, attributes))
        return true
    }

    /// Sets the index, among the links, of the link that the last `start` began.
    mutating func setLink(_ link: Int) { if !open.isEmpty { open[open.count - 1].link = link } }

    /// The reason why somebody may not see an element that has no words, as a picture; nil where there is none.
    mutating func hiding(of name: String, _ attributes: [String: String]) -> Veil? {
        element(ElementNames(name, attributes)).hiding
    }

    private mutating func push(_ names: ElementNames) {
        var element = element(names)
        if names.name == "p" {
            element.paragraph = open.count
        } else if ElementKinds.boundaries.contains(names.name) {
            element.paragraph = nil
        }
        open.append(element)
    }

    private mutating func element(_ names: ElementNames) -> OpenElement {
        var rules: [(StyleSheet.Entry, isSure: Bool)] = []
        work -= 2 + names.classes.count + (names.attributes["style"]?.utf8.count ?? 0)
        if !sheet.isEmpty, work > 0 {
            for entry in sheet.entries(for: names) where work > 0 {
                work -= 1
                switch fit(entry.selector, names) {
                case .no: break
                case .perhaps: rules.append((entry, isSure: false))
                case .surely: rules.append((entry, isSure: entry.isSure))
                }
                if let last = rules.last, last.0.order == entry.order { work -= entry.declarations.count }
            }
        }
        let parent = open.last ?? OpenElement(hiding: nil)
        var element = OpenElement(names, in: parent, rules: work > 0 ? rules : [])
        if work <= 0 { element.hide(.tooMuchStyle) }
        return element
    }

    private mutating func fit(_ selector: StyleSelector, _ names: ElementNames) -> StyleSelector.Fit {
        guard let last = selector.compounds.last else { return .no }
        var fit = names.fit(last)
        guard fit != .no else { return .no }
        var at = open.count
        for compound in selector.compounds.dropLast().reversed() {
            var found = StyleSelector.Fit.no
            while at > 1, found == .no, work > 0 {
                at -= 1
                work -= 1
                found = open[at].names.fit(compound)
            }
            if found == .no { return work > 0 ? .no : .perhaps }
            if found == .perhaps { fit = .perhaps }
        }
        return fit
    }

    // MARK: Closing for an opening

    private mutating func closeFor(_ name: String) {
        if ElementKinds.endsParagraph.contains(name), let paragraph = open.last?.paragraph { close(paragraph) }
        switch name {
        case "li": closeItem(["li"])
        case "dd", "dt": closeItem(["dd", "dt"])
        case "a", "nobr": end(name)
        case "td", "th", "tr", "tbody", "thead", "tfoot", "caption": closeTableParts(name)
        default:
            if ElementKinds.headings.contains(name), let last = open.last?.name, ElementKinds.headings.contains(last) {
                close(open.count - 1)
            }
        }
    }

    private mutating func closeItem(_ names: Set<String>) {
        var at = open.count - 1
        while at > 2, work > 0 {
            work -= 1
            let name = open[at].name
            if names.contains(name) { return close(at) }
            let isPassed = ElementKinds.inline.contains(name) || ["address", "div", "p"].contains(name)
            guard isPassed else { return }
            at -= 1
        }
    }

    private mutating func closeTableParts(_ name: String) {
        guard let table = last(before: ["table"]) else { return }
        let isKept: (String) -> Bool
        switch name {
        case "td", "th": isKept = { $0 == "tr" || ElementKinds.rowGroups.contains($0) }
        case "tr": isKept = { ElementKinds.rowGroups.contains($0) }
        default: isKept = { _ in false }
        }
        while open.count - 1 > table, let last = open.last, !isKept(last.name) { open.removeLast() }
        let attributes: [String: String] = [:]
        if name == "tr" || ElementKinds.cells.contains(name), open.count - 1 == table {
            push(ElementNames("tbody", attributes))
        }
        if ElementKinds.cells.contains(name), open.last?.name != "tr" { push(ElementNames("tr", attributes)) }
    }

    /// Parts of a table outside of one are passed over.
    private mutating func isPlaced(_ name: String) -> Bool {
        guard ElementKinds.tableParts.contains(name), name != "table" else { return true }
        return last(before: ["table"]) != nil
    }

    // MARK: Closing

    /// The index of the last open element of one of `names`, with no boundary of scope after it.
    private mutating func last(before names: Set<String>) -> Int? {
        var at = open.count - 1
        let isTable = names.contains { ElementKinds.tableParts.contains($0) }
        while at > 2, work > 0 {
            work -= 1
            let name = open[at].name
            if names.contains(name) { return at }
            if isTable ? name == "table" || name == "template" : ElementKinds.boundaries.contains(name) { return nil }
            at -= 1
        }
        return nil
    }

    mutating func end(_ name: String) {
        guard name != "html", name != "body" else { return }
        let names = ElementKinds.headings.contains(name) ? ElementKinds.headings : [name]
        guard let at = last(before: names) else { return }
        if ElementKinds.formatting.contains(name) {
            endFormatting(at)
        } else if ElementKinds.tableParts.contains(name) {
            open.removeSubrange(at...)
        } else {
            close(at)
        }
    }

    /// Takes out one element, and leaves in force what was begun in it.
    private mutating func endFormatting(_ at: Int) {
        let rest = open[(at + 1)...]
        open.removeSubrange(at...)
        for element in rest { reopen(element) }
    }

    /// Ends a block; tags that mark words and began in it stay in force.
    private mutating func close(_ at: Int) {
        let rest = open[(at + 1)...].filter { ElementKinds.formatting.contains($0.name) }
        open.removeSubrange(at...)
        for element in rest { reopen(element) }
    }

    private mutating func reopen(_ element: OpenElement) {
        push(element.names)
        if element.name == "a", let link = element.link { setLink(link) }
    }
}
