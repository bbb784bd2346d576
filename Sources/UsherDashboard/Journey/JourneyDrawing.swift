import UsherCore

/// The journey as a drawing: eight boxes in a line, and arrows as thick as many people moved. Pure: numbers in,
/// coordinates out. Wide, the line goes from left to right; narrow, from top to bottom. Either is computed along the
/// line and across it.
///
/// | Arrow | Wide | Narrow |
/// | --- | --- | --- |
/// | to the next stage | straight, in the gap between the two | the same |
/// | beyond the next | an arc above the boxes, the higher the farther | an arc on their right |
/// | back | an arc below them | an arc on their left |
/// | from nowhere | straight up from below | straight from the left |
///
/// What moved on purpose, by accident and because the operator said so are lines of their own, side by side.
struct JourneyDrawing {
    private let report: JourneyReport
    private let numbers: Numbers
    private let form: Form
    private let mostMoved: Int

    private static let (thinnest, thickest) = (1.5, 12.0)

    enum Kind: String, CaseIterable {
        case intended, accidental, stated

        fileprivate func count(_ line: JourneyReport.ArrowLine) -> Int {
            switch self {
            case .intended: line.intended
            case .accidental: line.accidental
            case .stated: line.stated
            }
        }
    }

    /// One line of an arrow, with its tip and its number.
    private struct Line {
        let kind: Kind
        let count: Int
        let path: String
        let tip: String
        let mark: (x: Double, y: Double)
    }

    init(_ report: JourneyReport, numbers: Numbers, form: Form) {
        self.report = report
        self.numbers = numbers
        self.form = form
        mostMoved = report.arrows.flatMap { line in Kind.allCases.map { $0.count(line) } }.max() ?? 0
    }

    var value: TemplateValue {
        let lines = report.arrows.flatMap { arrow in
            Kind.allCases.compactMap { kind in line(arrow, kind) }
        }
        return .object([
            "form": .text(form.name), "width": .text(Self.text(form.width)), "height": .text(Self.text(form.height)),
            "box_width": .text(Self.text(form.box.width)), "box_height": .text(Self.text(form.box.height)),
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
        ])
    }

    // MARK: Boxes

    private var boxes: [TemplateValue] {
        let most = max(1, report.stages.map(\.people).max() ?? 1)
        let texts = form.texts
        return report.stages.map { line in
            let (x, y) = form.corner(of: line.stage)
            return .object([
                "x": .text(Self.text(x)), "y": .text(Self.text(y)),
                "bar_x": .text(Self.text(x + 8)), "bar_y": .text(Self.text(y + form.box.height - 8)),
                "bar": .text(Self.text((form.box.width - 16) * Double(line.people) / Double(most))),
                "label": .text(Self.short(line.label)), "people": .text(numbers.count(line.people)),
                "label_x": .text(Self.text(x + texts.label.x)), "label_y": .text(Self.text(y + texts.label.y)),
                "number_x": .text(Self.text(x + texts.number.x)), "number_y": .text(Self.text(y + texts.number.y)),
                "stalls_x": .text(Self.text(x + texts.stalls.x)), "stalls_y": .text(Self.text(y + texts.stalls.y)),
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

    /// The length of the tip of a line for so many people; it is half as wide.
    private func tip(_ count: Int) -> Double { max(5, thickness(count) * 0.8) }

    private func straight(_ from: Stage, _ to: Stage, _ kind: Kind, _ count: Int) -> Line {
        let (start, end) = (form.start(of: from) + form.length, form.start(of: to))
        let across = form.middle + form.gap(kind)
        let tip = tip(count)
        let back = end - 2 * tip
        return Line(
            kind: kind, count: count, path: "M\(point(start, across))L\(point(back + 1, across))",
            tip: triangle((end, across), (back, across - tip), (back, across + tip)),
            mark: form.straightMark(kind, (start + end) / 2, across, thickness: thickness(count), half: half(count)))
    }

    /// The line from the drawing's edge into a box, for people who came from nowhere.
    private func rising(_ to: Stage, _ kind: Kind, _ count: Int) -> Line {
        let along = form.start(of: to) + form.length / 2 + form.side(kind) * 1.4
        let end = form.middle + form.depth / 2
        let start = end + form.rise
        let tip = tip(count)
        let back = end + 2 * tip
        return Line(
            kind: kind, count: count, path: "M\(point(along, start))L\(point(along, back - 1))",
            tip: triangle((along, end), (along - tip, back), (along + tip, back)),
            mark: form.mark(along, start + form.beyond, half: half(count)))
    }

    private func arc(_ from: Stage, _ to: Stage, _ kind: Kind, _ count: Int) -> Line {
        let isOnward = to > from
        let span = Double(abs(to.index - from.index))
        let tip = tip(count)
        let side: Double = isOnward ? -1 : 1
        let base = form.middle + side * form.depth / 2
        let (start, end) = (
            form.start(of: from) + form.length / 2 + form.side(kind) * 0.7,
            form.start(of: to) + form.length / 2 + form.side(kind) * 0.7
        )
        let depth = base + side * form.reach(span, isOnward: isOnward)
        let back = base + side * 2 * tip
        return Line(
            kind: kind, count: count,
            path: "M\(point(start, base))C\(point(start, depth)) \(point(end, depth)) \(point(end, back))",
            tip: triangle((end, base), (end - tip, back), (end + tip, back)),
            // Where the curve is half-way, a little to the side that it leans to.
            mark: form.mark(
                (start + end) / 2, 0.25 * base + 0.75 * depth + side * (isOnward ? 4 : 14) * form.lean,
                half: half(count)))
    }

    // MARK: Texts

    /// About half the width of a number as it is written.
    private func half(_ count: Int) -> Double { 4.2 * Double(numbers.count(count).count) }

    private func triangle(_ a: (Double, Double), _ b: (Double, Double), _ c: (Double, Double)) -> String {
        "M\(point(a.0, a.1))L\(point(b.0, b.1))L\(point(c.0, c.1))Z"
    }

    private func point(_ along: Double, _ across: Double) -> String {
        let (x, y) = form.place(along, across)
        return "\(Self.text(x)) \(Self.text(y))"
    }

    /// The number with one decimal, and no more.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
