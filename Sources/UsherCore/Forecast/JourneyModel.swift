/// The rates at which people move: drawn from what is known, or the true ones of a shop that was made up.
package struct JourneyModel: Sendable {
    /// The rates of one stage.
    package struct StageModel: Sendable {
        /// A day, from nowhere.
        package var arrivals = 0.0
        /// The variance of a week's arrivals, as a multiple of their mean; 1 where each comes by chance.
        package var dispersion = 1.0
        /// The part still there after so many midnights; begins with 1 and never grows.
        package var staying: [Double] = [1]
        /// The part of those brought in bulk that is still there after so many midnights, in the form of `staying`.
        package var stayingOfBulk: [Double] = [1]
        /// The part of those who leave that goes to each stage, by its index. The rest goes elsewhere.
        package var onward = [Double](repeating: 0, count: Stage.allCases.count)
        /// The money that one who comes brings, in minor units, and its deviation; by currency.
        package var money: [String: (mean: Double, deviation: Double)] = [:]

        package init() {}

        /// Beyond its end nobody leaves any more.
        func part(_ midnights: Int, isBulk: Bool) -> Double {
            let staying = isBulk ? stayingOfBulk : staying
            return staying.isEmpty ? 1 : staying[min(max(0, midnights), staying.count - 1)]
        }
    }

    /// The rates by stage, in order.
    package var stages = [StageModel](repeating: StageModel(), count: Stage.allCases.count)

    package init() {}
}

/// People who stand at a stage and came on the same day, or on days close to it.
package struct Cohort: Hashable, Sendable {
    /// How many midnights they have stood there.
    package var lag: Int
    package var count: Int
    /// Brought by an import, a statement or a burst: nobody knows how long they had been people of that kind before.
    package var isBulk: Bool

    package init(lag: Int, count: Int, isBulk: Bool = false) {
        self.lag = lag
        self.count = count
        self.isBulk = isBulk
    }
}
