import Foundation
import PackagePlugin

/// Writes the package's `config/` and `templates/` into Swift source, so that the binary carries the one copy that stands in
/// git and `usher init` and `usher demo` can write it out anywhere.
@main
struct EmbedHome: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let root = context.package.directoryURL
        let files = try ["config", "templates"].flatMap { try regularFiles(below: root.appending(path: $0)) }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedHome+Files.swift")
        return [
            .buildCommand(
                displayName: "Embedding config/ and templates/",
                executable: try context.tool(named: "EmbedFiles").url,
                arguments: [output.path(), root.path()] + files.map { $0.path() },
                inputFiles: files,
                outputFiles: [output])
        ]
    }

    private func regularFiles(below folder: URL) throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
        return names.sorted().map { folder.appending(path: $0) }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0.path(), isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}
