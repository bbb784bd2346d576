import UsherCore
import UsherTemplates

/// Everything that can be known to be wrong with a home before any message is made: what `usher check` prints and what a reload must pass.
package enum HomeCheck {
    package struct Report: Sendable {
        /// By file, line and column.
        package var problems: [Problem]
        /// Nil when something is wrong with them.
        package var files: HomeFiles?
        package var messages = 0

        package var errors: [Problem] { problems.filter { $0.severity == .error } }
        package var isUsable: Bool { errors.isEmpty && files != nil }
    }

    /// Reads the disk; blocks.
    package static func run(_ home: String) -> Report {
        let reading = HomeReader.inspect(home)
        var problems = reading.problems
        var messages = 0
        if let files = reading.readable {
            let vocabulary = Inputs.vocabulary(settings: files.settings)
            for sources in files.allSources() {
                messages += 1
                problems += check(sources, files: files, vocabulary: vocabulary)
            }
            problems += RelayAdvice.warnings(files.settings)
        }
        let sorted = problems.uniqued().sorted {
            ($0.file, $0.line ?? 0, $0.column ?? 0, $0.message) < ($1.file, $1.line ?? 0, $1.column ?? 0, $1.message)
        }
        let isUsable = !sorted.contains { $0.severity == .error }
        return Report(problems: sorted, files: isUsable ? reading.readable : nil, messages: messages)
    }

    /// Compiles one message, checks its names, and fills it in for every sample person.
    private static func check(_ sources: MessageSources, files: HomeFiles, vocabulary: UsherCore.Vocabulary)
        -> [Problem]
    {
        let compiled: CompiledMessage
        do { compiled = try CompiledMessage.compile(sources) } catch { return error.list }
        let problems = compiled.check(vocabulary)
        guard problems.isEmpty else { return problems }
        for sample in files.samples {
            let values = SampleValues.values(for: compiled.names, sample: sample, sources: sources, files: files)
            do { _ = try compiled.render(values) } catch {
                var problem = error
                problem.message += " (for the sample person '\(sample.handle)')"
                return [problem]
            }
        }
        return []
    }
}

extension HomeCheck.Report {
    /// The last lines of `usher check`.
    package var summary: [String] {
        guard isUsable, let files else {
            return [
                "\(errors.count) \(errors.count == 1 ? "error" : "errors"); nothing of this is used until they are mended"
            ]
        }
        let steps = files.campaigns.reduce(0) { $0 + $1.steps.count }
        return [
            "ok: \(files.campaigns.count) campaigns, \(steps) steps, \(messages) messages in all languages, "
                + "each filled in for \(files.samples.count) sample people; mode: \(files.settings.mode.rawValue)"
        ]
    }
}
