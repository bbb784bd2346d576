#if USHER_FUZZ
    import Foundation
    import FuzzTargets

    /// libFuzzer, which comes with the compiler, as a library.
    enum Search {
        /// What libFuzzer calls can have no context, and there is one fuzzer to a process.
        nonisolated(unsafe) private static var fuzzer: Fuzzer?

        /// What a process of its own is for that libFuzzer starts: it knows nothing of the fuzzer's name.
        static var inherited: Fuzzer? { getenv(variable).flatMap { Fuzzers.named(String(cString: $0)) } }

        private static let variable = "USHER_FUZZER"

        /// Ends the process: with 0 when nothing was found.
        static func run(_ fuzzer: Fuzzer, _ arguments: [String]) -> Never {
            self.fuzzer = fuzzer
            setenv(variable, fuzzer.name, 1)
            var words: [UnsafeMutablePointer<CChar>?] = ([CommandLine.arguments[0]] + arguments).map { strdup($0) }
            words.append(nil)
            var count = CInt(words.count - 1)
            let code = words.withUnsafeMutableBufferPointer { words in
                var start = words.baseAddress
                return runDriver(&count, &start) { octets, count in Search.test(octets, count) }
            }
            exit(code)
        }

        fileprivate static func test(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
            do throws(Breach) {
                try fuzzer?.run(Array(UnsafeBufferPointer(start: octets, count: count)))
            } catch {
                FuzzCommand.complain("\(error)")
                abort()
            }
            return 0
        }
    }

    @_silgen_name("LLVMFuzzerRunDriver")
    private func runDriver(
        _ count: UnsafeMutablePointer<CInt>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
        _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    ) -> CInt

    /// libFuzzer's own `main`, which nobody calls, wants to have it.
    @_cdecl("LLVMFuzzerTestOneInput")
    func fuzzOne(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> CInt { Search.test(octets, count) }
#endif
