/// The look of the words of an element, of what elements inherit: each has all the values that may be in force.
struct ElementLook: Sendable {
    /// A way to look at an e-mail.
    enum World: CaseIterable {
        case light, dark
        /// Readers that leave out style sheets.
        case bare
    }

    /// A declaration that is or may be in force for an element.
    struct Applied {
        let effect: StyleEffect
        let isSure: Bool
        let isDark: Bool
        let origin: Origin
        let isImportant: Bool
        var specificity = 0
        var order = 0

        enum Origin: Int { case attribute, sheet, inline }

        func counts(in world: World) -> Bool {
            switch world {
            case .light: !isDark
            case .dark: true
            case .bare: origin != .sheet
            }
        }

        /// Whether this goes before `other`, by CSS's rules.
        func beats(_ other: Applied) -> Bool {
            if isImportant != other.isImportant { return isImportant }
            if origin != other.origin { return origin.rawValue > other.origin.rawValue }
            if specificity != other.specificity { return specificity > other.specificity }
            return order >= other.order
        }
    }

    private var inks = [StyleColor.black]
    private var grounds = [StyleColor.white]
    private var links = [StyleColor.link]
    private var sizes = [16.0]
    private var rootSizes = [16.0]
    private var isCrammed = false
    private(set) var isTooMuch = false

    /// How many values are judged at most.
    private static let most = 8

    /// The values of one kind that are or may be in force.
    private struct Choices<Value: Hashable> {
        var values: [Value] = []
        /// Whether one surely is, so that nothing is inherited.
        var isSure = false

        init(_ applied: [Applied], _ world: World, _ pick: (StyleEffect) -> Value?) {
            var best: (applied: Applied, value: Value)?
            for one in applied where one.counts(in: world) {
                guard let value = pick(one.effect) else { continue }
                if !one.isSure {
                    values.append(value)
                } else if best.map({ one.beats($0.applied) }) ?? true {
                    best = (one, value)
                }
            }
            if let best { values.append(best.value) }
            isSure = best != nil
            values = values.distinct
        }
    }

    /// The look of an element in one that looks like this.
    func inside(_ name: String, isLink: Bool, _ applied: [Applied], _ world: World) -> ElementLook {
        var look = self
        look.setGrounds(applied, world)
        look.setInks(applied, world, isLink: isLink)
        look.setSizes(name, applied, world)
        if name == "html" { look.rootSizes = look.sizes }
        look.setLines(applied, world)
        return look
    }

    /// The colours that `<body>` gives to all links.
    mutating func takeLinks(_ colors: [StyleColor]) { if !colors.isEmpty { links = colors } }

    private mutating func limited<Value: Hashable>(_ values: [Value], _ count: Int) -> [Value] {
        let values = values.distinct
        if max(values.count, count) > Self.most { isTooMuch = true }
        return Array(values.prefix(Self.most))
    }

    private mutating func setGrounds(_ applied: [Applied], _ world: World) {
        let choices = Choices(applied, world) { effect -> StyleEffect.Paint? in
            if case .ground(let paint) = effect { paint } else { nil }
        }
        var values = choices.isSure ? [] : grounds
        for paint in choices.values.prefix(Self.most) {
            switch paint {
            case .inherited: values += grounds
            case .color(let color): values += color.alpha == 1 ? [color] : grounds.map { color.over($0) }
            }
        }
        grounds = limited(values, choices.values.count)
    }

    private mutating func setInks(_ applied: [Applied], _ world: World, isLink: Bool) {
        let choices = Choices(applied, world) { effect -> StyleEffect.Paint? in
            if case .ink(let paint) = effect { paint } else { nil }
        }
        // Some readers give links the colour of what is around them.
        var values = choices.isSure ? [] : (isLink ? links + inks : inks)
        for paint in choices.values.prefix(Self.most) {
            switch paint {
            case .inherited: values += inks
            case .color(let color): values.append(color)
            }
        }
        inks = limited(values, choices.values.count)
    }

    private mutating func setSizes(_ name: String, _ applied: [Applied], _ world: World) {
        let choices = Choices(applied, world) { effect -> StyleEffect.Size? in
            switch effect {
            case .size(let size), .font(let size, _): size
            default: nil
            }
        }
        var values = choices.isSure ? [] : sizes.map { $0 * ElementKinds.scale(name) }
        for size in choices.values.prefix(Self.most) {
            switch size {
            case .pixels(let pixels): values.append(pixels)
            case .factor(let factor): values += sizes.map { $0 * factor }
            case .ofRoot(let factor): values += rootSizes.map { $0 * factor }
            }
        }
        sizes = limited(values, choices.values.count)
    }

    private mutating func setLines(_ applied: [Applied], _ world: World) {
        let choices = Choices(applied, world) { effect -> StyleEffect.Line? in
            switch effect {
            case .line(let line), .font(_, let line): line
            default: nil
            }
        }
        let inherits = !choices.isSure || choices.values.contains(.inherited)
        isCrammed = choices.values.contains(.crammed) || isCrammed && inherits
    }

    /// The reason why words that look so may not be seen; nil where they are.
    var veil: Veil? {
        if isTooMuch { return .tooMuchStyle }
        for ground in grounds {
            for ink in inks {
                if ink.alpha < 0.5 { return .colors("a colour that is seen through", ground.written) }
                let seen = ink.over(ground)
                if seen.contrast(to: ground) < 1.5 { return .colors(seen.written, ground.written) }
            }
        }
        if sizes.contains(where: { $0 < 6 }) { return .smallLetters }
        return isCrammed ? .crammedLines : nil
    }
}

extension Array where Element: Hashable {
    fileprivate var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
