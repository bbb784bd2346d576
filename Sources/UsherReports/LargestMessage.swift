import UsherCore
import UsherHome
import UsherTemplates

/// The largest of a home's messages, as sample people would get them.
package struct LargestMessage: Hashable, Sendable {
    /// The message's name, `CAMPAIGN/STEP`.
    package let message: String
    /// The message's size on the wire in octets, roughly.
    package let octets: Int

    /// How many octets headers and boundaries take.
    private static let around = 4096

    /// Finds the largest message; nil where there is none. What cannot be filled in is passed over: `usher check` says
    /// why.
    package init?(_ files: HomeFiles) {
        var largest: (message: String, octets: Int)?
        for campaign in files.campaigns {
            for step in campaign.steps {
                let name = "\(campaign.name)/\(step.name)"
                for sample in files.samples {
                    guard let octets = try? Self.octets(of: name, for: sample, files) else { continue }
                    if octets > largest?.octets ?? 0 { largest = (name, octets) }
                }
            }
        }
        guard let largest else { return nil }
        (message, octets) = largest
    }

    private static func octets(of name: String, for sample: Sample, _ files: HomeFiles) throws -> Int {
        let sources = try files.sources(message: name, language: sample.language ?? files.settings.shop.language)
        let compiled = try CompiledMessage.compile(sources)
        let rendered = try compiled.render(
            SampleValues.values(for: compiled.names, sample: sample, sources: sources, files: files))
        return rendered.text.count + rendered.html.count + around
    }
}
