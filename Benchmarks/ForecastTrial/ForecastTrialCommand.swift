import TestSupport
import UsherCore

/// `forecast-trial [SHOPS] [FIRST SEED]`: the tables of docs/forecast.md.
@main
struct ForecastTrialCommand {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst().map { UInt64($0) ?? 0 }
        let shops = arguments.first ?? 2000
        let first = arguments.dropFirst().first ?? 1
        var trial = ForecastTrial()
        for seed in first..<(first + shops) { trial.play(seed: seed) }
        print("kind        said    unsaid  held    with the rates known  width  widest tenth")
        for (name, tally) in trial.tallies.sorted(by: { $0.key < $1.key }) + [("all", trial.all)] { show(name, tally) }
        print("\nshops whose past is")
        for oddity in InventedShop.Oddity.allCases {
            if let tally = trial.byOddity[oddity] { show(oddity.rawValue, tally) }
        }
    }

    private static func show(_ name: String, _ tally: ForecastTrial.Tally) {
        let widenings = tally.widenings.sorted()
        let widest = widenings.isEmpty ? 0 : widenings[widenings.count * 9 / 10]
        print(
            "\(name.padding(to: 11)) \("\(tally.said)".padding(to: 7)) \("\(tally.unsaid)".padding(to: 7)) "
                + "\((Share.percent(tally.part) + " %").padding(to: 7)) "
                + "\((Share.percent(tally.partKnown) + " %").padding(to: 21)) "
                + "\(text(tally.meanWidening))  \(text(widest))")
    }

    private static func text(_ number: Double) -> String { "\((number * 100).rounded() / 100)".padding(to: 5) }
}
