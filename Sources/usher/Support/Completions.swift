import ArgumentParser
import Foundation
import UsherCore
import UsherHome
import UsherReports

/// What the shell's completion offers for a value: names from the files of the home that the command line means.
/// Where there is no home, or nothing in it can be read, it offers nothing, and says nothing: nobody has asked yet.
enum Completions {
    static var campaign: CompletionKind { names { $0.campaigns.map(\.name) } }
    static var step: CompletionKind { names(steps) }
    static var sample: CompletionKind { names { $0.samples.map(\.handle) } }
    static var event: CompletionKind { names { $0.journey.events.keys.sorted() } }
    static var product: CompletionKind { names { $0.ladder.packages.map(\.name) } }
    static var pause: CompletionKind {
        names { files in
            let relays = files.settings.streams.map {
                $0 == .transactional ? PauseScope.transactionalRelayName : PauseScope.relayName
            }
            return relays + files.campaigns.map(\.name)
        }
    }
    static var suppression: CompletionKind { names { ["marketing", "everything"] + $0.campaigns.map(\.name) } }
    /// What `preview` shows: steps and pages.
    static var message: CompletionKind { names { steps($0) + PageName.allCases.map { "page/\($0.rawValue)" } } }
    static var stage: CompletionKind { .list(Stage.allCases.map(\.rawValue)) }
    static var zone: CompletionKind { .custom { _, _, _ in TimeZone.knownTimeZoneIdentifiers } }

    private static func steps(_ files: HomeFiles) -> [String] {
        files.campaigns.flatMap { campaign in campaign.steps.map { "\(campaign.name)/\($0.name)" } }
    }

    private static func names(_ list: @escaping @Sendable (HomeFiles) -> [String]) -> CompletionKind {
        .custom { words, _, _ in
            let home = try? HomeLocator.find(
                option: option("--home", in: words), environment: ProcessInfo.processInfo.environment,
                workingFolder: FileManager.default.currentDirectoryPath)
            return home.flatMap { HomeReader.inspect($0).readable }.map(list) ?? []
        }
    }

    /// The value of an option among the words that are typed so far.
    static func option(_ name: String, in words: [String]) -> String? {
        for (index, word) in words.enumerated() {
            if word.hasPrefix("\(name)=") { return String(word.dropFirst(name.utf8.count + 1)) }
            if word == name, index + 1 < words.count { return words[index + 1] }
        }
        return nil
    }
}
