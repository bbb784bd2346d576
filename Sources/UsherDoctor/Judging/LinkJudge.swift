import UsherCore
import UsherCurl

/// Says whether the links of a message lead anywhere.
package enum LinkJudge {
    /// How many links are followed at most.
    package static let most = 50

    /// The links that are followed: those into the web, without Usher's own below `published`.
    package static func followed(_ links: [String], published: String?) -> [String] {
        let web = links.filter { link in
            let lower = link.lowercased()
            let isOwn = published.map { lower.hasPrefix("\($0.lowercased())/") } ?? false
            return (lower.hasPrefix("https://") || lower.hasPrefix("http://")) && !isOwn
        }
        return Array(web.prefix(most))
    }

    /// | A link | |
    /// | --- | --- |
    /// | is answered with 2xx | ok |
    /// | wants a login, or is asked too often (401, 403, 429) | advice: perhaps for machines alone |
    /// | is answered with anything else, leads round in a circle, or nobody answers | wrong |
    package static func judge(_ links: [String], _ web: WebLookup) -> [Finding] {
        var findings: [Finding] = []
        for link in links {
            let remedy = ShellWord.command("curl -sSIL", [link])
            let about = "link \(link.count > 300 ? link.prefix(297) + "..." : link)"
            let finding: Finding? =
                switch web(WebQuestion(link, mostRedirections: 5)) {
                case .success(let answer) where (200..<300).contains(answer.status): nil
                case .success(let answer) where [401, 403, 429].contains(answer.status):
                    Finding(
                        .advice, about, "answered with \(answer.status), perhaps only to machines",
                        wanted: "a look at it in a browser")
                case .success(let answer):
                    Finding(.wrong, about, "answered with \(answer.status)", wanted: "a page", remedy: remedy)
                // What is too long for us is there.
                case .failure(.tooLarge): nil
                case .failure(let fault): Finding(.wrong, about, "\(fault)", wanted: "a page", remedy: remedy)
                }
            if let finding { findings.append(finding) }
        }
        return findings.isEmpty
            ? [Finding(.ok, "links", "\(links.count) of \(links.count) answer")] : findings
    }
}
