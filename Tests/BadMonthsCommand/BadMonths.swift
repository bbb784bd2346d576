import BadMonths
import Foundation

/// Plays months of the daemon's life and says what was promised and not kept.
///
///     bad-months SEED [--shorten]        one month, line by line; the shortest story that goes wrong
///     bad-months --from 1 --seeds 100    many, a line for each that goes wrong
///     bad-months --sum SEED              the checksum of everything that happened
///     bad-months SEED --years 10         years, a line for the end of each; also with --from and --seeds
///
/// Ends with 1 where something went wrong.
@main
struct Command {
    static func main() throws {
        // Whatever the order of a set decides must be the same the next time.
        guard ProcessInfo.processInfo.environment["SWIFT_DETERMINISTIC_HASHING"] != nil else {
            setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
            if hasRoomInMemory { setenv("TMPDIR", "/dev/shm", 1) }
            var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
            execv("/proc/self/exe", &arguments)
            print("cannot begin anew: \(String(cString: strerror(errno)))")
            exit(71)
        }
        let arguments = Array(CommandLine.arguments.dropFirst())
        let years = number("--years", arguments).map { Int(clamping: $0) }
        func story(_ seed: UInt64) -> Story { years.map { Story(seed: seed, years: $0) } ?? Story(seed: seed) }
        if let seed = number("--sum", arguments) { return print(try Month.play(story(seed)).sum) }
        if let seed = arguments.first.flatMap({ UInt64($0) }) {
            if years != nil { return try long(story(seed)) }
            return try one(seed, isShortened: arguments.contains("--shorten"))
        }
        try many(from: number("--from", arguments) ?? 1, number("--seeds", arguments) ?? 20, story)
    }

    /// A month's files take ten megabytes, and are written and deleted all the time.
    private static var hasRoomInMemory: Bool {
        var facts = statvfs()
        return statvfs("/dev/shm", &facts) == 0 && access("/dev/shm", W_OK) == 0
            && UInt64(facts.f_bavail) * UInt64(facts.f_frsize) > 512 << 20
    }

    private static func many(from: UInt64, _ seeds: UInt64, _ story: (UInt64) -> Story) throws {
        var (failed, mails, kills, powerLosses) = (0, 0, 0, 0)
        for seed in from..<from + seeds {
            let result = try Month.play(story(seed))
            mails += result.mails
            kills += result.kills
            powerLosses += result.powerLosses
            guard let wrong = result.wrong else { continue }
            failed += 1
            print("seed \(seed): \(wrong)")
        }
        print("months=\(seeds) messages=\(mails) kills=\(kills) power-losses=\(powerLosses) wrong=\(failed)")
        if failed > 0 { exit(1) }
    }

    /// Years, whose lines nobody could read.
    private static func long(_ story: Story) throws {
        let result = try Month.play(story)
        for year in result.years { print(year) }
        print("sum=\(result.sum) steps=\(result.steps) messages=\(result.mails) kills=\(result.kills)")
        guard let wrong = result.wrong else { return }
        print("WRONG: \(wrong)")
        exit(1)
    }

    private static func one(_ seed: UInt64, isShortened: Bool) throws {
        var story = Story(seed: seed)
        let result = try Month.play(story, keepsLines: !isShortened)
        for line in result.lines { print(line) }
        print("sum=\(result.sum) steps=\(result.steps) messages=\(result.mails) kills=\(result.kills)")
        guard let wrong = result.wrong else { return }
        print("WRONG: \(wrong)")
        if isShortened {
            // A shorter story may go wrong in another way, which is another fault.
            var shortening = Shortening { story in
                try Month.play(story).wrong.map { Shortening.areAlike($0, wrong) } ?? false
            }
            story = try shortening.shorten(story)
            let last = try Month.play(story, keepsLines: true)
            for line in last.lines { print(line) }
            print("The shortest story after \(shortening.plays) plays:")
            for happening in story.happenings { print("  \(happening)") }
            print("WRONG: \(last.wrong ?? "")")
        }
        exit(1)
    }

    private static func number(_ name: String, _ arguments: [String]) -> UInt64? {
        guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
        return UInt64(arguments[place + 1])
    }
}
