import UsherCore
import UsherTemplates

extension HomeCheck {
    /// What is wrong with the pages: compiles each in every language, checks its names, and fills it in in all its
    /// forms.
    static func pageProblems(_ files: HomeFiles, _ templates: CompiledTemplates) -> [Problem] {
        PageName.allCases.flatMap { name in
            files.sources(page: name).flatMap { problems(of: name, $0, files, templates) }
        }
    }

    /// How many pages there are, each language by itself.
    static func pageCount(_ files: HomeFiles) -> Int {
        PageName.allCases.reduce(0) { $0 + files.sources(page: $1).count }
    }

    private static func problems(
        of name: PageName, _ sources: PageSources, _ files: HomeFiles, _ templates: CompiledTemplates
    ) -> [Problem] {
        let compiled: CompiledPage
        do { compiled = try templates.page(sources) } catch { return error.list }
        var vocabulary = name.vocabulary
        vocabulary.entries.merge(Inputs.shopVocabulary(settings: files.settings)) { first, _ in first }
        let problems = compiled.check(vocabulary)
        guard problems.isEmpty else { return problems }
        for form in PageSamples.forms(of: name) {
            do { _ = try compiled.render(form.values) } catch {
                var problem = error
                problem.message += " (for the form '\(form.name)' of the page)"
                return [problem]
            }
        }
        return []
    }
}
