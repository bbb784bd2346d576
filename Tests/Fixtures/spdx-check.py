"""spdx-check FILE: says what FILE lacks of a bill of materials in SPDX 2.3 (JSON): each field that the specification requires, the form
of identifiers, times, checksums and licences, and that every relationship is between elements that are there. Silent when it is right."""
import json
import re
import sys
from urllib.parse import urlparse

ID = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")
LICENCES = {"Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "Brian-Gladman-3-Clause", "Unicode-3.0"}
EXCEPTIONS = {"Swift-exception", "LLVM-exception"}
LOCATION = re.compile(r"NOASSERTION|NONE|(git\+)?https?://[^\s@]+(@[^\s@]+)?")
RELATIONS = {"DESCRIBES", "STATIC_LINK", "DYNAMIC_LINK", "CONTAINS"}

document = json.load(open(sys.argv[1]))
said = []


def must(is_so, what):
    if not is_so:
        said.append(what)


def licence(words):
    if words in ("NOASSERTION", "NONE"):
        return True
    return all(
        one in LICENCES or (" WITH " in one and one.split(" WITH ")[0] in LICENCES and one.split(" WITH ")[1] in EXCEPTIONS)
        for one in words.split(" AND "))


must(document.get("spdxVersion") == "SPDX-2.3", "spdxVersion")
must(document.get("dataLicense") == "CC0-1.0", "dataLicense")
must(document.get("SPDXID") == "SPDXRef-DOCUMENT", "SPDXID")
must(document.get("name"), "name")
space = document.get("documentNamespace", "")
must(urlparse(space).scheme and "#" not in space and " " not in space, "documentNamespace")
creation = document.get("creationInfo", {})
must(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", creation.get("created", "")), "creationInfo.created")
creators = creation.get("creators", [])
must(creators and all(re.fullmatch(r"Tool: \S+-\S+|(Person|Organization): .+", one) for one in creators), "creationInfo.creators")

packages = document.get("packages", [])
ids = ["SPDXRef-DOCUMENT"] + [package.get("SPDXID", "") for package in packages]
must(len(ids) == len(set(ids)), "an SPDXID stands for two things")
for package in packages:
    name = package.get("name") or "a package without a name"
    must(package.get("name"), name)
    must(ID.fullmatch(package.get("SPDXID", "")), f"{name}: SPDXID")
    must(LOCATION.fullmatch(package.get("downloadLocation", "")), f"{name}: downloadLocation")
    must(package.get("versionInfo", "?") not in ("", "NOASSERTION"), f"{name}: versionInfo")
    must(package.get("filesAnalyzed") is False and "packageVerificationCode" not in package, f"{name}: filesAnalyzed")
    for field in ("licenseConcluded", "licenseDeclared"):
        must(licence(package.get(field, "")), f"{name}: {field} {package.get(field)}")
    must(package.get("copyrightText"), f"{name}: copyrightText")
    for sum in package.get("checksums", []):
        must(sum.get("algorithm") == "SHA256" and re.fullmatch("[0-9a-f]{64}", sum.get("checksumValue", "")), f"{name}: checksums")

relations = document.get("relationships", [])
for one in relations:
    ends = (one.get("spdxElementId"), one.get("relatedSpdxElement"))
    must(one.get("relationshipType") in RELATIONS and all(end in ids for end in ends), f"the relationship {one}")
must([one for one in relations if one.get("relationshipType") == "DESCRIBES"], "nothing that the document describes")
related = {one.get("relatedSpdxElement") for one in relations}
for package in packages:
    must(package.get("SPDXID") in related, f"{package.get('name')}: nothing has it")
print("".join(f"{line}\n" for line in said), end="")
sys.exit(bool(said))
