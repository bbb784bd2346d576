import UsherCore

extension JourneyDrawing {
    /// The measures of a drawing, in its own units: of a desk's about a pixel at 1280, of a telephone's one at 360.
    struct Form: Sendable {
        let name: String
        let isWide: Bool
        let width: Double
        let height: Double

        /// The place where the first box begins along the line, how long a box is, and how far the next one's beginning
        /// is from its own.
        private let first: Double
        let length: Double
        private let pitch: Double
        /// The middle of the boxes across the line, and how deep they are.
        let middle: Double
        let depth: Double
        /// How long an arrow from nowhere is, and how far its number stands behind it.
        let rise: Double
        let beyond: Double
        /// How far the numbers of arcs stand beside the curve.
        let lean: Double

        static let wide = Form(
            name: "wide", isWide: true, width: 1180, height: 400, first: 22, length: 104, pitch: 147.4, middle: 222,
            depth: 64, rise: 86, beyond: 16, lean: 1)
        static let narrow = Form(
            name: "narrow", isWide: false, width: 302, height: 742, first: 6, length: 54, pitch: 96, middle: 151,
            depth: 170, rise: 30, beyond: 18, lean: 0)
        static let all = [wide, narrow]
    }
}

extension JourneyDrawing.Form {
    typealias Place = (x: Double, y: Double)

    /// The width and the height of a box as it is drawn.
    var box: (width: Double, height: Double) { isWide ? (length, depth) : (depth, length) }

    func start(of stage: Stage) -> Double { first + pitch * Double(stage.index) }

    /// The place so far along the line and so far across it. Across, a narrow drawing counts from the right: what is
    /// above a line that goes to the right is on the right of one that goes down.
    func place(_ along: Double, _ across: Double) -> Place {
        isWide ? (along, across) : (width - across, along)
    }

    /// The upper left corner of a box.
    func corner(of stage: Stage) -> Place {
        isWide ? place(start(of: stage), middle - depth / 2) : place(start(of: stage), middle + depth / 2)
    }

    /// The places of a box's texts, from its corner: in the middle of a wide one with the stall above; in a narrow one
    /// on the left, the number on the right.
    var texts: (label: Place, number: Place, stalls: Place) {
        guard isWide else { return (label: (10, 20), number: (depth - 10, 32), stalls: (10, 38)) }
        let middle = length / 2
        return (label: (middle, 21), number: (middle, 47), stalls: (middle, -7))
    }

    /// How far a line of this kind stands from the middle, across, among lines beside each other in a gap.
    func gap(_ kind: JourneyDrawing.Kind) -> Double {
        switch kind {
        case .intended: isWide ? -16 : -39
        case .accidental: isWide ? 4 : 16
        case .stated: isWide ? 20 : 67
        }
    }

    /// How far a line of this kind stands from the middle of a box, along, among lines beside each other.
    func side(_ kind: JourneyDrawing.Kind) -> Double {
        let offset: Double =
            switch kind {
            case .intended: -16
            case .accidental: 4
            case .stated: 20
            }
        return isWide ? offset : offset * 0.6
    }

    /// How far out the handles of an arc are: the curve itself goes three quarters as far.
    func reach(_ span: Double, isOnward: Bool) -> Double {
        guard isWide else { return 16 + 8 * span }
        return isOnward ? 34 + 21 * span : 30 + 16 * span
    }

    /// The place of the number of a straight arrow: above and below the boxes in a wide drawing, to the right of its
    /// arrow in a narrow one.
    func straightMark(
        _ kind: JourneyDrawing.Kind, _ along: Double, _ across: Double, thickness: Double, half: Double
    ) -> Place {
        guard isWide else { return mark(along, across - thickness / 2 - 5 - half, half: half) }
        let edge = middle + depth / 2
        return switch kind {
        case .intended: (along, middle - depth / 2 - 5)
        case .accidental: (along, edge + 17)
        case .stated: (along, edge + 33)
        }
    }

    /// The place of a number, by its middle and its foot; never over the edge of a narrow drawing, and there with its
    /// own middle at the place.
    func mark(_ along: Double, _ across: Double, half: Double) -> Place {
        let (x, y) = place(along, across)
        guard !isWide else { return (x, y) }
        return (max(half + 3, min(width - half - 3, x)), y + 5)
    }
}
