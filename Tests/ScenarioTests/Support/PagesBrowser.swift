import Glibc
import TestSupport

/// The browser that `scripts/setup-scenarios` brings, and the Python that steers it.
enum PagesBrowser {
    static let python = Repository.file(".build/pages-venv/bin/python")
    static let isAvailable = access(python, X_OK) == 0 && access("/usr/bin/chromedriver", X_OK) == 0
}
