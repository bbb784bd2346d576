import UsherCore
import Yams

/// Turns the text of one YAML file into its root field.
enum YAMLText {
    /// The root, or nil after saying in `log` why the text is no YAML document.
    static func root(of text: String, file: String, log: ProblemLog) -> Field? {
        if let fault = YAMLShape.fault(in: text) {
            log.add(at: Place(file: file, line: fault.line), fault.reason)
            return nil
        }
        do {
            // No resolver: what a scalar means is decided by the key it stands under, never by its looks.
            guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
                log.add(at: Place(file: file), "the file is empty")
                return nil
            }
            return Field(node: node, name: "", place: Place(file: file, mark: node.mark), log: log)
        } catch let error as YamlError {
            report(error, text: text, file: file, log: log)
        } catch {
            log.add(at: Place(file: file), "this is not valid YAML")
        }
        return nil
    }

    private static func report(_ error: YamlError, text: String, file: String, log: ProblemLog) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            var message = "this is not valid YAML: " + problem
            if let context, context.mark.line != mark.line {
                message += " (\(context.text) that begins on line \(context.mark.line))"
            } else if let context {
                message += " (\(context.text))"
            }
            if problem.contains("cannot start any token"), line(mark.line, of: text).contains("\t") {
                message += "; indent with spaces, not with tabs"
            }
            if problem.contains("mapping values are not allowed") {
                message += "; put quotes around a text that has ': ' in it"
            }
            log.add(at: Place(file: file, mark: mark), message)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "'\($0)'" }.joined(separator: ", ")
            log.add(at: Place(file: file, mark: context.mark), "\(names) stands here more than once; keep one")
        case .reader(let problem, let offset, _, _):
            let line = offset.map { text.prefix($0).reduce(1) { $1.isNewline ? $0 + 1 : $0 } }
            log.add(at: Place(file: file, line: line), "this is not valid YAML: \(problem)")
        default:
            log.add(at: Place(file: file), "this is not valid YAML")
        }
    }

    private static func line(_ number: Int, of text: String) -> Substring {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }
}

extension Place {
    init(file: String, mark: Mark?) {
        self.init(file: file, line: mark?.line, column: mark?.column)
    }
}
