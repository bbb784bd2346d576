import Foundation

/// Two pairs of keys that messages are signed with in some months: made for this, and used nowhere else.
enum SigningKeys {
    /// Writes them where `usher dkim create` would.
    static func write(to state: String) throws {
        for (name, rsa, ed25519) in pairs {
            let path = "\(state)/dkim-\(name).json"
            let text = """
                {"version":1,"name":"\(name)","created":1780272000000,"rsa":"\(rsa)","ed25519":"\(ed25519)"}

                """
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }

    private static let pairs = [("first", firstRSA, firstEd25519), ("second", secondRSA, secondEd25519)]

    private static let firstEd25519 = "pqjBN4i5oDXSEmFuDzD/goJVYIlF+vr6FmMRvPm4+c8="
    private static let firstRSA = """
        MIIEpQIBAAKCAQEAvV1qDHECG9A08z9nKIqd/86jr5C9BmJAO756u4QSukSJaUU9IBDDeu+aLFN48o94CW3zZHTTHbred8SW\
        gt/nXoF8bkV2njkXsq+M/YsEWv87Q1jUIto8P1vttwUzOHCaupawatN6EZYmhls8a/Pf8uJ+bkABSk47VsDfwRAZe3idljMw\
        QBI8pE3PgJUNKH4r1NVSx8vf9fYtYilNL51V/bMcvAPtW1kb5SpbZ2GLOx1vk1nm09SlZy7OE8fuIJWDbqhtuM05L3gaknei\
        5ydMPrPxXhCN+BSDHB5AHFuquBkG/uwchffMkAWJubjVaTSZ4XHk85/rJHUP9jjADZ/xawIDAQABAoIBACI3eOwal2jzLD4v\
        3LIEqhwI+KbGnoFCy5yABKlRahjiPXoaGrtqjAfwt4j+5EHgDq6VgX9LZMJge8ZkbVXko2f+Ob+rKY3ZfyC4e99seTMAH3NB\
        38MUcAJ61+9ULzcpkavZgrMq10nKOdfZMIfJH1RB/NprElCc5jf8zfGSuSgICb9syUvML0khZDe+kAYV5W58nsk5//SSUbn+\
        85/sO6Qw9oBJr7cajvM81xm8IHORo4Cb+4lw33qrw8Zu3LcObkz96BabxqiV4BOs4cMZjmyF8535hs4Ks3qAlfLerA4VS3hI\
        RVuStcttRqbMzIjc6fSeBvFvIUGG879Vo8sx7dECgYEA5TPscTAchQeixSowiIg4mCZb78Sga82qd1Ryd3KrPdiElo4ka0N0\
        RdjzHHYLMf8ypX7APqjquIB3u3rmZlrcs0i6/S6m/6+/IqL7O2JGrzQ/SohtqWm/AXWPs3QsVjveidJQ3BPOM2GVPeX4Ku0J\
        DmJtXyRaHwcDy5X5kYYe/4cCgYEA04EioPUfHSUQGMwFUUp+UBhxv+4CqB1Z4tbVR/3jnqSg0zLXViYGsE6heCGmB0Pp8doo\
        B5oQg+QYFZ6TCEV1mFfROfb6I8likZsRlJ1SCBdgBm5HFgb5FBCR6X8N2GzOqw6FFFlB0vwh0j79VyIqL9iaWEAo/L3Bvq8q\
        Z3P3j/0CgYEAv3FDSLd62tKp7i1zJFdDjjJcEEUYCXNbsxhiE8s/pQS4mlhXqxBIih7P0TH33+bcksbwJGZKx5jmaT4aO9wh\
        A874AIl7C43sBC5F0jAgAi+Nvd9+WUbuN3XOdYHPlqejFVMKHwib7ubPFUiEpLYgHlewKwveCpR9Ywr9zcNNGPkCgYEAonTn\
        R2DghD9qrNFRKE6i1Rzhin3kFoNs/nrrmf+e7cUgLvk3Q9mze4r6Jc8auyvkLzvVUXl6RARYp4qE/25y1BBoCjD1k7Vk+9hz\
        WYa5crOZs3bTLU0v1sSffw1zchCpceSWPboNgGTgCaEOcPYyF0w1yaGGmhObFL9xP8NonXUCgYEAiWv2YsDZxu4PFEuIVXAp\
        8jxU+0ECRevedoO/zu35sQKiDpTqodAilY3mQgyoBDI/w4DcUDc7gRv2Q2tPC+2DEOUMxPn6Ii0EvnrsCk42WeXvZ86b/GZj\
        kYDX78Soh3ktqVJt4wmVeIMHOLfNSlTsyJUOBcgCw/0DSspPo1Q85cM=
        """

    private static let secondEd25519 = "M5D8kWXr0dPH75LMlwMQVbYpxceLcwKnNosXdUOSoIM="
    private static let secondRSA = """
        MIIEpQIBAAKCAQEAwe9CRionfCDYSyiYxQ1h6UPtuzEr6BXcC3mrl48jhdhC3gDO5wTJOQyf0brpQr5ycXn/W5+2v8fE00bH\
        vTfkUWtCjJYyr9fgnn+0u7mJhY+4pCq5bWzwfl2HQ6joxsM0wYhFjcGOV52rCHBgz2WCwNiBCWi7AHzNyDnTZGN1Nm4wtstC\
        LJIpLczThgBGFilGQi2K7Dg4+lzui4QjhMuRzLssahIv+QIZErdeB3wBB3HaACHcGfd/uFP++MOdVaUFMnF84Gj8jX2TCw44\
        94mjicMny8LCHR/s5a1qsPO8H9rfoAt3Qh5SK3cVnTiIDkP/lQMAj+gPZKC+c5Em9yDp4wIDAQABAoIBAF9W+rtYvOmSkhK8\
        5gG1twVAvk4Q+ddSa8d+bKOJHHsP2queNRkwaqYvtSAbpdIIo2VzBt0p0uNMV9BQEyDMKeP2+ZP4wPlehRAWkyjYqSluguS+\
        FkOb000kOLvD/Y+9ZqGgFyV92rbrDaqL6KP88P9SUHlqMcinEllVSD2pgXWccHkIBlcnROKh+37RcyoLoFag6UQENLQQL/5m\
        sv3I2mIsUzEVtJB3RyK9M+M1kXC4C5RqpQrFbkfRPHiXn7R89Febd6hoWcDQyluy5M+SWCtYLCoIjRMIm5MCZOBPyXfG9czA\
        LX6GeH4i910tkVpc/rhErl5cbE86lQrYuehTsU0CgYEA/BdVeV7j4x2J0mRGdvhHzAWoVVmr0fBwlUGTwUQqjpl83ZFn+EC8\
        JPSwrq0wbiUq6yXMp5bodnm2Hp/QaJVubdjEU8uiSAd6SGoA/OKP2/lOmFBcG3j4SEwp1lvg/aEXxx3XZ2QZNBq1/6KRuPbV\
        9Dc6mC/PqTkrO+SjNTWssdUCgYEAxPETKKnZOmNV5wD1P1GRy2Ro9H1LNr8RNm4dTEhYc1uufbcNHwLbdLkXtCkchJNG0MAu\
        fWQYKVDM56myqhSu5irpydMXtfTU8lL7lUj9xTb9z62Uo9sG15IYzSqmS11h8UdeiLVhupuSGkfURC012fcuItFnPk4EFA6x\
        5nrxUNcCgYEAmJmnbCk82ibvXyTEYxA4phBmrgPyNsvN2wwvXTbebCQNqjJzNZw6SES3D4ZXYtWs/VuMX4bCgbV7wV4M0sJi\
        bqxhbDhArEmahGtm3a5oV0i7gwhiOV8pLNquGMzVjbMOqcIuuq+lch0ZPv4yKD2Dlqo4FhgbJN0uhrsI8RTkzWECgYEAirsf\
        uedb5KuRGbctC7uULmi/HmscjqYto+ARt2jHFgwhcOF/1raWjTTNo9XKBwIQQoD+vsnB02jdzttVxkXnpq/YHJoc+8pKL6GR\
        I+pVCZXhWWh3aq2htj1uRyiiGDjiA6s4xqiu/VsVonmy54vJgY+D6ncEeXlPmil33FoCn+UCgYEA2zxkf3I5/ZqHodswaZS+\
        OyK1yg9NNcNTeLRr/RC24rY3JzvoTZPrbgKA3Hb435rT8eof8u0h6YhoBVWG1VE60Grsh7WoOx2Wiaw3uEL4fWjt9lS9v8eT\
        Eynzpvr+oOdjNVt1c7MaohwJ3Uxr7ri+F+4bQxDBCt8IiavqAfKqhP4=
        """
}
