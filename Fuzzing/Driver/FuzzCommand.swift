import Foundation
import FuzzTargets

/// `usher-fuzz list` names the fuzzers; `usher-fuzz words NAME` writes a fuzzer's words as a libFuzzer dictionary;
/// `usher-fuzz NAME FILE...` gives a fuzzer these files. In a build for fuzzing (scripts/fuzz), `usher-fuzz NAME` and
/// libFuzzer's own arguments look for new inputs.
@main
enum FuzzCommand {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        #if USHER_FUZZ
            if let fuzzer = Search.inherited { run(fuzzer, Array(arguments)) }
        #endif
        switch arguments.first {
        case "list": print(Fuzzers.all.map(\.name).joined(separator: "\n"))
        case "words": print(arguments.dropFirst().first.flatMap(Fuzzers.named).map(dictionary) ?? "")
        case let name?:
            guard let fuzzer = Fuzzers.named(name) else {
                complain("there is no fuzzer '\(name)'; there are: \(Fuzzers.all.map(\.name).joined(separator: ", "))")
                exit(64)
            }
            run(fuzzer, Array(arguments.dropFirst()))
        case nil:
            complain("usage: usher-fuzz list | words NAME | NAME FILE...")
            exit(64)
        }
    }

    #if USHER_FUZZ
        private static func run(_ fuzzer: Fuzzer, _ arguments: [String]) {
            Search.run(fuzzer, arguments + ["-max_len=\(fuzzer.longest)"])
        }
    #else
        private static func run(_ fuzzer: Fuzzer, _ files: [String]) {
            var isSound = true
            for file in files {
                guard let data = FileManager.default.contents(atPath: file) else {
                    complain("\(file) cannot be read")
                    exit(66)
                }
                do { try fuzzer.run([UInt8](data)) } catch {
                    complain("\(file): \(error)")
                    isSound = false
                }
            }
            exit(isSound ? 0 : 1)
        }
    #endif

    static func complain(_ sentence: String) { FileHandle.standardError.write(Data("usher-fuzz: \(sentence)\n".utf8)) }

    /// A line for each word, in quotes, octets that are not plain as `\xAB`.
    private static func dictionary(of fuzzer: Fuzzer) -> String {
        fuzzer.words.map { word in
            let octets = word.utf8.map { octet in
                let isPlain = (0x20..<0x7F).contains(octet) && octet != 0x22 && octet != 0x5C
                return isPlain ? String(UnicodeScalar(octet)) : String(format: "\\x%02X", Int(octet))
            }
            return "\"\(octets.joined())\""
        }.joined(separator: "\n")
    }
}
