import Testing

@testable import UsherCore

@Suite("How long people stay at a stage")
struct LifeTableTests {
    @Test("Who stands there still counts for as long as was seen")
    func censored() {
        // Ten came on the first of ten days; two left within the hour, three after four and a bit days.
        var arrivals = [Double](repeating: 0, count: 10)
        arrivals[0] = 10
        let table = LifeTable(
            days: 10, arrivals: arrivals, departures: [(day: 0, stay: 0.02, count: 2), (day: 4, stay: 4.1, count: 3)])
        #expect(abs(table.totalLeft - 5) < 1e-9)
        #expect(abs(table.left[LifeTable.bin(0)] - 2) < 1e-9 && abs(table.left[LifeTable.bin(4)] - 3) < 1e-9)
        // Ten on the first day, eight until the fifth, five on the five after it.
        let exposed: Double = table.exposed.reduce(0, +)
        #expect(abs(exposed - 67) < 1e-9, "\(table.exposed)")
        #expect(table.standing.map(\.lag) == [10] && abs((table.standing.first?.count ?? 0) - 5) < 1e-9)
    }

    @Test("A stay that fits two days of arrival is told of the one on which somebody came")
    func shared() {
        var arrivals = [Double](repeating: 0, count: 6)
        (arrivals[1], arrivals[4]) = (1, 1)
        // Two days and a half before the fifth day: the second or the third, and only on the second somebody came.
        let table = LifeTable(days: 6, arrivals: arrivals, departures: [(day: 4, stay: 2.5, count: 1)])
        #expect(table.left[LifeTable.bin(3)] == 1 && table.totalLeft == 1)
        #expect(table.standing.map(\.lag) == [2])
    }

    @Test("What nobody can have left is left out, and nothing traps")
    func odd() {
        for days in [0, 1, 3] {
            let table = LifeTable(
                days: days, arrivals: [Double](repeating: 1, count: days),
                departures: [(-1, 1, 1), (0, 400, 5), (2, .infinity, 1), (1, -3, 99), (99, 0, 1)])
            #expect(table.totalLeft <= Double(days))
            var random = SeededRandom(seed: 1)
            for bin in LifeTable.edges.indices {
                let hazard = table.hazard(bin, &random, certain: false)
                #expect(hazard >= 0 && hazard <= 1)
            }
        }
        #expect(LifeTable.bin(-5) == 0 && LifeTable.bin(1_000_000) == LifeTable.edges.count - 1)
    }

    @Test("A hazard is drawn around what was seen, close where much was, and is its middle where there is no chance")
    func hazard() {
        let days = 400
        let table = LifeTable(
            days: days, arrivals: [Double](repeating: 10, count: days),
            departures: (0..<days).map { (day: $0, stay: 0.01, count: 1) })
        var random = SeededRandom(seed: 2)
        let draws = (0..<200).map { _ in table.hazard(0, &random, certain: false) }
        // Its neighbour, where nobody leaves, weighs as much as half a departure there: a little down from a tenth.
        let middle: Double = draws.reduce(0, +) / 200
        #expect(middle > 0.08 && middle < 0.1 && draws.allSatisfy { $0 > 0.06 && $0 < 0.13 }, "\(middle)")
        #expect(abs(table.hazard(0, &random, certain: true) - middle) < 0.003)
        #expect(table.hazard(5, &random, certain: true) < 0.001)
    }
}
