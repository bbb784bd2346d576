import UsherCore

/// The journey as a drawing: eight boxes in a row, and arrows as thick as many people moved. Pure: numbers in,
/// coordinates out.
///
/// | Arrow | Where |
/// | --- | --- |
/// | to the next stage | straight, in the gap between the two |
/// | beyond the next | an arc above the boxes, the higher the farther |
/// | back | an arc below them |
/// | from nowhere | straight up from below |
///
/// What moved on purpose, by accident and because the operator said so are lines of their own, side by side.
struct JourneyDrawing {
    private let report: JourneyReport
    private let numbers: Numbers
    private let mostMoved: Int

    /// Of a box, in the units of the drawing, which is 1180 wide and 400 high.
    private static let (left, top, width, height, pitch) = (22.0, 190.0, 104.0, 64.0, 147.4)
    private static let (thinnest, thickest) = (1.5, 12.0)

    private enum Kind: String, CaseIterable {
        case intended, accidental, stated

        func count(_ line: JourneyReport.ArrowLine) -> Int {
            switch self {
            case .intended: line.intended
            case .accidental: line.accidental
            case .stated: line.stated
            }
        }

        /// From the middle, for lines that stand beside each other.
        var offset: Double {
            switch self {
            case .intended: -16
            case .accidental: 4
            case .stated: 20
            }
        }
    }

    /// One line with its tip and its number.
    private struct Line {
        let kind: Kind
        let count: Int
        let path: String
        let tip: String
        let mark: (x: Double, y: Double)
    }

    init(_ report: JourneyReport, numbers: Numbers) {
        self.report = report
        self.numbers = numbers
        mostMoved = report.arrows.flatMap { line in Kind.allCases.map { $0.count(line) } }.max() ?? 0
    }

    var values: [String: TemplateValue] {
        let lines = report.arrows.flatMap { arrow in
            Kind.allCases.compactMap { kind in line(arrow, kind) }
        }
        return [
            "boxes": .list(boxes),
            "lines": .list(
                lines.map { line in
                    .object([
                        "kind": .text(line.kind.rawValue), "path": .text(line.path), "tip": .text(line.tip),
                        "width": .text(Self.text(thickness(line.count))),
                    ])
                }),
            "marks": .list(
                lines.map { line in
                    .object([
                        "kind": .text(line.kind.rawValue), "x": .text(Self.text(line.mark.x)),
                        "y": .text(Self.text(line.mark.y)), "count": .text(numbers.count(line.count)),
                    ])
                }),
        ]
    }

    // MARK: Boxes

    private var boxes: [TemplateValue] {
        let most = max(1, report.stages.map(\.people).max() ?? 1)
        return report.stages.map { line in
            let x = Self.x(line.stage)
            return .object([
                "x": .text(Self.text(x)), "middle": .text(Self.text(x + Self.width / 2)),
                "bar_x": .text(Self.text(x + 8)),
                "bar": .text(Self.text((Self.width - 16) * Double(line.people) / Double(most))),
                "label": .text(Self.short(line.label)), "people": .text(numbers.count(line.people)),
                "state": .text(line.stalls ? "stalls" : "goes"), "stalls": .flag(line.stalls),
            ])
        }
    }

    private static let longestLabel = 14

    private static func short(_ label: String) -> String {
        label.count > longestLabel ? label.prefix(longestLabel - 1) + "…" : label
    }

    // MARK: Lines

    private func line(_ arrow: JourneyReport.ArrowLine, _ kind: Kind) -> Line? {
        let count = kind.count(arrow)
        guard count > 0 else { return nil }
        guard let from = arrow.from else { return rising(arrow.to, kind, count) }
        if arrow.to == from.next { return straight(from, arrow.to, kind, count) }
        return arc(from, arrow.to, kind, count)
    }

    private func thickness(_ count: Int) -> Double {
        guard mostMoved > 0 else { return Self.thinnest }
        return Self.thinnest + (Self.thickest - Self.thinnest) * Double(count) / Double(mostMoved)
    }

    /// Half as wide as it is long.
    private func tip(_ count: Int) -> Double { max(5, thickness(count) * 0.8) }

    private func straight(_ from: Stage, _ to: Stage, _ kind: Kind, _ count: Int) -> Line {
        let (start, end) = (Self.x(from) + Self.width, Self.x(to))
        let y = Self.top + Self.height / 2 + kind.offset
        let tip = tip(count)
        let back = end - 2 * tip
        let markY: Double =
            switch kind {
            case .intended: Self.top - 5
            case .accidental: Self.top + Self.height + 17
            case .stated: Self.top + Self.height + 33
            }
        return Line(
            kind: kind, count: count, path: "M\(Self.text(start)) \(Self.text(y))H\(Self.text(back + 1))",
            tip: Self.triangle((end, y), (back, y - tip), (back, y + tip)), mark: ((start + end) / 2, markY))
    }

    /// From below the drawing up into a box.
    private func rising(_ to: Stage, _ kind: Kind, _ count: Int) -> Line {
        let x = Self.x(to) + Self.width / 2 + kind.offset * 1.4
        let (start, end) = (340.0, Self.top + Self.height)
        let tip = tip(count)
        let back = end + 2 * tip
        return Line(
            kind: kind, count: count, path: "M\(Self.text(x)) \(Self.text(start))V\(Self.text(back - 1))",
            tip: Self.triangle((x, end), (x - tip, back), (x + tip, back)), mark: (x, start + 16))
    }

    private func arc(_ from: Stage, _ to: Stage, _ kind: Kind, _ count: Int) -> Line {
        let isOnward = to > from
        let span = Double(abs(to.index - from.index))
        let tip = tip(count)
        let side: Double = isOnward ? -1 : 1
        let base = isOnward ? Self.top : Self.top + Self.height
        let (start, end) = (
            Self.x(from) + Self.width / 2 + kind.offset * 0.7, Self.x(to) + Self.width / 2 + kind.offset * 0.7
        )
        let depth = base + side * (isOnward ? 34 + 21 * span : 30 + 16 * span)
        let back = base + side * 2 * tip
        let path =
            "M\(Self.text(start)) \(Self.text(base))C\(Self.text(start)) \(Self.text(depth)) \(Self.text(end)) "
            + "\(Self.text(depth)) \(Self.text(end)) \(Self.text(back))"
        return Line(
            kind: kind, count: count, path: path, tip: Self.triangle((end, base), (end - tip, back), (end + tip, back)),
            // Where the curve is half-way, a little to the side that it leans to.
            mark: ((start + end) / 2, 0.25 * base + 0.75 * depth + (isOnward ? -4 : 14)))
    }

    // MARK: Texts

    private static func x(_ stage: Stage) -> Double { left + pitch * Double(stage.index) }

    private static func triangle(
        _ a: (Double, Double), _ b: (Double, Double), _ c: (Double, Double)
    ) -> String {
        "M\(text(a.0)) \(text(a.1))L\(text(b.0)) \(text(b.1))L\(text(c.0)) \(text(c.1))Z"
    }

    /// With one decimal, and no more.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
