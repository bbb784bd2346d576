import HTTPTypes
import Logging
import UsherCore
import UsherTemplates
import UsherWeb

/// The pages of the dashboard: each has a template `Files/NAME.html`.
package enum DashboardPage: String, CaseIterable, Sendable {
    /// The page for a browser in which no session is open.
    case door
    /// The page of a link, with the button that spends it.
    case enter
    case problem
    /// The page in place of one whose numbers are being counted.
    case underway
    case journey
    case campaigns
    /// The page of one campaign.
    case campaign
    case forecast
    case people
    /// The page of one person.
    case person
    /// The page of one message as it was sent.
    case letter
    case operations
    /// The page of what sending all again that failed would do.
    case failures
    /// The page of what is wrong with the files, and what taking them up would do.
    case files
    /// The page of what rehearsal sent, and that of one of those messages.
    case inbox, message
    /// The page of what came of an act about a person.
    case done
    /// The page of what came of an act about deliveries, pauses or files.
    case told
    /// The page of the e-mails that there are.
    case preview
    /// The page of one of these e-mails.
    case mail
    /// The page of what the spam filter says of one of them.
    case spam
}

/// The dashboard's pages in every language, compiled once. Rendering copies some kilobytes and never blocks.
package struct DashboardPress: Sendable {
    private struct Name: Hashable {
        let page: DashboardPage
        let language: DashboardLanguage
    }

    private let pages: [Name: CompiledPage]
    private let logger: Logger

    /// Compiles the pages. Throws all problems of all templates together; a test keeps a release from having any.
    package init(logger: Logger) throws(Problems) {
        self.logger = logger
        var problems: [Problem] = []
        var pages: [Name: CompiledPage] = [:]
        for language in DashboardLanguage.allCases {
            for page in DashboardPage.allCases {
                do throws(Problems) {
                    pages[Name(page: page, language: language)] = try CompiledPage.compile(
                        Self.sources(page, language), allowing: ["script", "iframe"])
                } catch {
                    problems += error.list
                }
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        self.pages = pages
    }

    private static func sources(_ page: DashboardPage, _ language: DashboardLanguage) -> PageSources {
        func file(_ name: String) -> SourceFile {
            SourceFile(
                path: "Sources/UsherDashboard/Files/\(name).html",
                text: Texts(language).filled(EmbeddedDashboard.text("\(name).html")))
        }
        return PageSources(template: file(page.rawValue), layout: file("layout"), language: language.rawValue)
    }

    /// One page as an answer, of 150 KB at most: where there is more to show, the page says that it is cut. What cannot
    /// be filled in is said in the log, with file, line and column and no value, and a plain page stands in its place.
    package func answer(
        _ page: DashboardPage, _ language: DashboardLanguage, _ values: [String: TemplateValue], status: Int = 200
    ) -> Answer {
        var answer: Answer
        do throws(Problem) {
            guard let compiled = pages[Name(page: page, language: language)] else {
                throw Problem(file: page.rawValue, "there is no such page")
            }
            answer = .octets(try Self.fitting(values, compiled), type: Self.type, status: status)
        } catch {
            logger.error("a page of the dashboard could not be filled in: \(error)")
            answer = .octets(Self.plain(language), type: Self.type, status: 500)
        }
        answer.headers[.contentLanguage] = language.rawValue
        return answer
    }

    private static func fitting(
        _ values: [String: TemplateValue], _ page: CompiledPage
    ) throws(Problem) -> [UInt8] {
        var left = PageValues(values)
        while true {
            let shown = left.values.merging(["is_cut": .flag(left.isCut)]) { $1 }
            let octets = try page.render(.object(shown))
            guard octets.count > PageValues.most, left.cut() else { return octets }
        }
    }

    /// Makes the pages with which a server refuses by itself.
    package func render(_ page: Page) -> RenderedPage {
        let language = DashboardLanguage(accepting: page.accepting)
        let values = BareFrame.values.merging(
            ["sentence": .text(Texts(language)[Self.key(of: page.values)])]) { $1 }
        let compiled = pages[Name(page: .problem, language: language)]
        let html = (try? compiled?.render(.object(values))) ?? Self.plain(language)
        return RenderedPage(html: html, language: language.rawValue)
    }

    /// The key of the sentence that says what a refusal's values say.
    private static func key(of values: TemplateValue) -> String {
        let keys = [
            ("is_unknown", "problem_unknown"), ("is_expired", "problem_spent"), ("is_too_many", "problem_many"),
            ("is_busy", "problem_busy"),
        ]
        return keys.first { values.value(at: $0.0)?.isTruthy == true }?.1 ?? "problem_other"
    }

    private static let type = "text/html; charset=utf-8"

    private static func plain(_ language: DashboardLanguage) -> [UInt8] {
        let title = Texts(language)["problem_title"]
        return Array(
            "<!DOCTYPE html><html lang=\"\(language.rawValue)\"><title>\(title)</title><h1>\(title)</h1></html>\n".utf8)
    }
}
