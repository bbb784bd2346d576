import Logging
import Synchronization
import UsherCore
import UsherWeb

/// Makes pages from the templates that serve now. Rendering copies a few kilobytes and never blocks.
package final class PagePress: PageRendering {
    private let pages: Mutex<PageSet>
    private let logger: Logger

    package init(_ pages: PageSet, logger: Logger) {
        self.pages = Mutex(pages)
        self.logger = logger
    }

    /// From the next page on, after a reload.
    package func adopt(_ pages: PageSet) { self.pages.withLock { $0 = pages } }

    package func html(_ page: Page) -> [UInt8] { render(page).html }

    /// A page whose template cannot be filled in is the plain one of its kind, and the log says what is wrong, with file, line and column.
    package func render(_ page: Page) -> RenderedPage {
        do { return try pages.withLock({ $0 }).render(page) } catch {
            logger.error("a page could not be filled in, so a plain one was shown: \(error)")
            return PlainPage.rendered(page.name)
        }
    }
}
