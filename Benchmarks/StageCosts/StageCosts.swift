import Foundation
import UsherDaemon

/// What each stage of one message costs, for `scripts/benchmark`; not part of the product.
///
///     usher-stage-costs stages HOME SIZE        takes what is due in HOME's queue through every stage, SIZE at a time
///     usher-stage-costs rounds HOME SIZE COUNT MILLISECONDS
///                                               COUNT claims of SIZE, each settled as sent, so long apart; holds the
///                                               daemon's lock
@main
struct StageCosts {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let numbers = arguments.dropFirst(2).compactMap { Int($0) }
        switch (arguments.first, arguments.dropFirst().first, numbers.count) {
        case ("stages", let home?, 1): try await Stages(home: open(home), size: numbers[0]).run()
        case ("rounds", let home?, 3):
            try Rounds(home: open(home), size: numbers[0], count: numbers[1], pauseMilliseconds: numbers[2]).run()
        default:
            print("usage: usher-stage-costs stages HOME SIZE | rounds HOME SIZE COUNT MILLISECONDS")
            exit(64)
        }
    }

    private static func open(_ home: String) throws -> OpenHome { try OpenHome.open(home, environment: [:]) }
}
