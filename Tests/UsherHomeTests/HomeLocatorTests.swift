import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("Finding the home")
struct HomeLocatorTests {
    private func find(
        _ option: String? = nil, _ environment: [String: String] = [:],
        from folder: String = "/home/ida/shop/templates",
        homes: Set<String>, closed: Set<String> = []
    ) throws(HomeLocator.NotFound) -> String {
        try HomeLocator.find(option: option, environment: environment, workingFolder: folder) {
            homes.contains($0) ? .home : closed.contains($0) ? .closed : .other
        }
    }

    @Test("The option wins, then the variable, then the nearest parent, then /etc/usher")
    func order() throws {
        let homes: Set = ["/a", "/b", "/home/ida/shop", "/home/ida", "/etc/usher", "/home/ida/shop/templates/c"]
        #expect(try find("/a", ["USHER_HOME": "/b"], homes: homes) == "/a")
        #expect(try find("c", ["USHER_HOME": "/b"], homes: homes) == "/home/ida/shop/templates/c")
        #expect(try find("..//./../../ida/", homes: homes) == "/home/ida")
        #expect(try find(nil, ["USHER_HOME": "/b"], homes: homes) == "/b")
        #expect(try find(nil, ["USHER_HOME": ""], homes: homes) == "/home/ida/shop")
        #expect(try find(nil, homes: homes.subtracting(["/home/ida/shop"])) == "/home/ida")
        #expect(try find(nil, homes: ["/etc/usher"]) == "/etc/usher")
        #expect(try find(nil, homes: ["/"]) == "/")
    }

    @Test("One that was named and is no home is never passed over")
    func named() {
        let option = #expect(throws: HomeLocator.NotFound.self) { try find("/x", homes: ["/home/ida/shop"]) }
        #expect(option?.description.contains("no config/usher.yaml in /x (--home)") == true)
        let variable = #expect(throws: HomeLocator.NotFound.self) {
            try find(nil, ["USHER_HOME": "/y"], homes: ["/home"])
        }
        #expect(variable?.tried == ["/y ($USHER_HOME)"])
    }

    @Test("One clear error names what was tried")
    func nothing() {
        let fault = #expect(throws: HomeLocator.NotFound.self) { try find(homes: []) }
        #expect(
            fault?.description
                == "there is no home here (no config/usher.yaml in /home/ida/shop/templates and its parents, /etc/usher); "
                + "name one with --home DIR, or make one with 'usher init DIR'")
    }

    @Test("A home that this user may not look into is called that, not missing")
    func closed() {
        let service = #expect(throws: HomeLocator.NotFound.self) { try find(homes: [], closed: ["/etc/usher"]) }
        #expect(service?.description.contains("the home /etc/usher is closed to the user") == true)
        #expect(service?.description.hasSuffix("chmod -R a+rX /etc/usher/config /etc/usher/templates") == true)
        let named = #expect(throws: HomeLocator.NotFound.self) {
            try find("/srv/shop", homes: ["/etc/usher"], closed: ["/srv/shop"])
        }
        #expect(named?.closed == ["/srv/shop"])
        #expect(throws: Never.self) { try find(homes: ["/etc/usher"], closed: ["/home/ida"]) }
    }

    @Test("A folder on disk is a home when it has config/usher.yaml")
    func disk() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write([("config/usher.yaml", "x"), ("templates/a/b.md", "y")], to: folder.path)
        #expect(
            try HomeLocator.find(option: nil, environment: [:], workingFolder: folder("templates/a")) == folder.path)
    }
}
