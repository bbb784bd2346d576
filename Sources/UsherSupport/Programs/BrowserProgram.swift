import Foundation

/// Shows a link in the browser of whoever sits at this machine.
///
/// | `$WAYLAND_DISPLAY` or `$DISPLAY` | `xdg-open` in `$PATH` | |
/// | --- | --- | --- |
/// | neither is set | | nothing: nobody sits here |
/// | one is | no | nothing |
/// | one is | yes | it is asked |
package enum BrowserProgram {
    /// The absolute path of `xdg-open`; nil where there is none to be asked. Pure.
    package static func place(environment: [String: String], isProgram: (String) -> Bool) -> String? {
        let hasScreen = ["WAYLAND_DISPLAY", "DISPLAY"].contains { environment[$0]?.isEmpty == false }
        guard hasScreen else { return nil }
        let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        return folders.map { "\($0)/xdg-open" }.first(where: isProgram)
    }

    /// A page that leads to `link` and holds nothing else.
    package static func page(leadingTo link: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
        <meta http-equiv="refresh" content="0; url=\(link)"><title>Usher</title></head>
        <body><p><a href="\(link)">Usher</a></p></body></html>

        """
    }

    /// Shows the link, and does not wait for the browser. Nobody else of this machine sees it: it stands in a file of
    /// this user alone, and not among the words of a program, which all may read. Returns the folder that it made
    /// there, for whoever removes it; nil where there is nobody to show it to.
    package static func show(_ link: String, environment: [String: String]) -> String? {
        guard let program = place(environment: environment, isProgram: { access($0, X_OK) == 0 }) else { return nil }
        let parent = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSTemporaryDirectory()
        let folder = "\(parent)/usher-\(UUID().uuidString)"
        guard mkdir(folder, 0o700) == 0 else { return nil }
        let page = "\(folder)/preview.html"
        guard PrivateFile.put(Array(Self.page(leadingTo: link).utf8), at: page, name: { rename($0, $1) == 0 }) == nil
        else {
            rmdir(folder)
            return nil
        }
        let child = ChildProgram(
            "/bin/sh", ["-c", "\"$1\" \"$2\" >/dev/null 2>&1 &", "sh", program, page], environment: environment,
            seconds: 10)
        // What does not start shows nothing; the link is printed all the same.
        do { _ = try child.run() } catch {
            forget(folder)
            return nil
        }
        return folder
    }

    /// Removes the folder that `show` made, which is not needed any more.
    package static func forget(_ folder: String) {
        unlink("\(folder)/preview.html")
        rmdir(folder)
    }
}
