import Foundation
import PackagePlugin

/// Writes files into Swift source, so that the binary carries the one copy that stands in git: for `UsherHome` the
/// package's `config/` and `templates/`, which `usher init` and `usher demo` write out anywhere, and its `empty/`, for
/// `usher init --empty`; for `UsherWeb` the document that it serves, for `UsherDashboard` its pages and their style,
/// and for `UsherSupport` the package's `VERSION`.
@main
struct EmbedHome: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let package = context.package.directoryURL
        if target.name == "UsherSupport" {
            return [try embed([package.appending(path: "VERSION")], of: package, in: "UsherVersion", context)]
        }
        if target.name == "UsherWeb" {
            let folder = package.appending(path: "Sources/UsherWeb/API")
            return [try embed([folder.appending(path: "openapi.json")], of: folder, in: "EmbeddedAPI", context)]
        }
        if target.name == "UsherDashboard" {
            let folder = package.appending(path: "Sources/UsherDashboard/Files")
            return [try embed(try regularFiles(below: folder), of: folder, in: "EmbeddedDashboard", context)]
        }
        let files = try ["config", "templates"].flatMap { try regularFiles(below: package.appending(path: $0)) }
        let empty = package.appending(path: "empty")
        return [
            try embed(files, of: package, in: "EmbeddedHome", context),
            try embed(try regularFiles(below: empty), of: empty, in: "EmptyHome", context),
        ]
    }

    private func embed(_ files: [URL], of root: URL, in type: String, _ context: PluginContext) throws -> Command {
        let output = context.pluginWorkDirectoryURL.appending(path: "\(type)+Files.swift")
        return .buildCommand(
            displayName: "Embedding \(type)",
            executable: try context.tool(named: "EmbedFiles").url,
            arguments: [output.path(), type, root.path()] + files.map { $0.path() },
            inputFiles: files,
            outputFiles: [output])
    }

    private func regularFiles(below folder: URL) throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
        return names.sorted().map { folder.appending(path: $0) }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0.path(), isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}
