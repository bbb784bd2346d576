import Logging
import Synchronization
import UsherComposing
import UsherCore
import UsherTemplates
import UsherWeb

/// Makes pages from the templates that serve now. Rendering copies a few kilobytes and never blocks.
package final class PagePress: Sendable {
    private let editions: EditionBox
    /// The pages, and the edition that they were made from.
    private let pages: Mutex<(edition: Edition, set: PageSet)>
    private let templates: CompiledTemplates
    private let logger: Logger

    package init(
        _ editions: EditionBox, templates: CompiledTemplates = CompiledTemplates(), logger: Logger
    ) throws(Problems) {
        self.editions = editions
        self.templates = templates
        self.logger = logger
        let edition = editions.edition
        pages = Mutex((edition, try PageSet(files: edition.files, templates: templates)))
    }

    private var inForce: PageSet {
        let edition = editions.edition
        return pages.withLock { pages in
            guard pages.edition !== edition else { return pages.set }
            pages.edition = edition
            do { pages.set = try PageSet(files: edition.files, templates: templates) } catch {
                // What `usher check` passes compiles; else the pages stay as they were.
                logger.error("the pages stay as they were: \(error)")
            }
            return pages.set
        }
    }

    /// Makes a page. One whose template cannot be filled in is the plain one of its kind, and the log says what is
    /// wrong, with file, line and column.
    package func render(_ page: Page) -> RenderedPage {
        do { return try inForce.render(page) } catch {
            logger.error("a page could not be filled in, so a plain one was shown: \(error)")
            return PlainPage.rendered(page.name)
        }
    }
}
