import Testing

@testable import UsherCore

/// Layouts in the spirit of those that shops use. Each of them shows its foot, and nobody has to change it.
@Suite("Layouts that hide nothing of their foot")
struct HonestLayoutTests {
    private static let foot = #"Quay street 1, 20095 Hamburg <a href="/u/no">Unsubscribe</a>"#

    struct Layout: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let html: String
    }

    static let layouts = [
        Layout(testDescription: "tables, with a hidden preheader, Outlook's comments and a dark mode", html: tables),
        Layout(testDescription: "columns that stack", html: columns),
        Layout(testDescription: "letters of no size around blocks", html: sections),
        Layout(testDescription: "a dark foot, with class and tag at odds", html: darkFoot),
        Layout(testDescription: "old: bgcolor and font", html: old),
        Layout(testDescription: "utility classes", html: utilities),
        Layout(testDescription: "a letter without any style", html: "<p>Hello</p><p>\(foot)</p>"),
        Layout(testDescription: "a picture to click", html: picture),
    ]

    @Test("are shown", arguments: layouts)
    func shown(_ layout: Layout) {
        let html = VisibleHTML(Array(layout.html.utf8))
        #expect(html.links.contains("/u/no"), "\(html.veiledLinks)")
        #expect(html.text.contains("Quay street 1, 20095 Hamburg"), "\(html.veiled)")
    }

    private static let tables = """
        <!doctype html><html lang="en" xmlns:v="urn:schemas-microsoft-com:vml"><head><meta charset="utf-8">
        <!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch>
        </o:OfficeDocumentSettings></xml></noscript>
        <style>table{border-collapse:collapse} td,a{font-family:Arial,sans-serif !important}</style><![endif]-->
        <link href="https://fonts.googleapis.com/css?family=Lato:400,700" rel="stylesheet" type="text/css">
        <style type="text/css">
        @import url(https://fonts.googleapis.com/css?family=Lato);
        @font-face { font-family: Lato; src: url(https://x.example/l.woff2) format("woff2"); }
        @-ms-viewport { width: device-width; }
        /* what readers add */
        #outlook a { padding: 0; }
        .ReadMsgBody, .ExternalClass { width: 100%; } .ExternalClass * { line-height: 100%; }
        html, body { margin: 0 auto !important; padding: 0 !important; height: 100% !important; width: 100% !important; }
        * { -ms-text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
        table, td { mso-table-lspace: 0pt !important; mso-table-rspace: 0pt !important; }
        table { border-spacing: 0 !important; border-collapse: collapse !important; margin: 0 auto !important; }
        img { -ms-interpolation-mode: bicubic; border: 0; line-height: 100%; outline: none; text-decoration: none; }
        a[x-apple-data-detectors], .unstyle { color: inherit !important; text-decoration: none !important;
          font-size: inherit !important; line-height: inherit !important; border-bottom: 0 !important; }
        u + #body a { color: inherit; text-decoration: none; font-size: inherit; }
        a:hover { text-decoration: underline; }
        div[style*="margin: 16px 0"] { margin: 0 !important; }
        .footer a { color: #999999; }
        @media only screen and (max-width:600px) { .container { width: 100% !important }
          .stack { display: block !important } .mobile-hide { display: none !important } }
        @media (prefers-color-scheme: dark) { .page { background-color: #151716 !important }
          .card { background: #202423 !important } .ink { color: #e8e6df !important } .footer a { color: #777 } }
        [data-ogsc] .ink { color: #e8e6df !important } [data-ogsb] .card { background: #202423 !important }
        </style></head>
        <body class="page" id="body" bgcolor="#f4f4f4" style="margin:0;padding:0;background-color:#f4f4f4">
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;color:#fff">Pre&zwnj;</div>
        <center style="width:100%">
        <!--[if (gte mso 9)|(IE)]><table width="600" align="center"><tr><td><![endif]-->
        <table role="presentation" class="card container" width="600" border="0" cellpadding="0" cellspacing="0"
          align="center" style="max-width:600px;border-radius:8px;overflow:hidden;background:#ffffff">
        <tr><td class="mobile-hide" height="20" style="font-size:0;line-height:0">&nbsp;</td></tr>
        <tr><td class="ink footer stack" height="40" valign="top" align="center" style="color:#24302f;
          font-family:'Helvetica Neue', Arial;font-size:12px;line-height:18px;padding:20px 30px;mso-height-rule:exactly;
          border-top:1px solid rgba(0,0,0,.1)">
        \(foot)</td></tr></table>
        <!--[if (gte mso 9)|(IE)]></td></tr></table><![endif]-->
        </center></body></html>
        """

    private static let columns = """
        <html><head><style>
        body { margin: 0; background: #fff url("x;y.png") no-repeat center / cover }
        .col { width: 50%; float: left; } .hero { position: relative; overflow: hidden; height: 320px }
        @media screen and (max-width: 480px) { .col { width: 100% !important; max-width: 100% !important } }
        @media screen { @font-face { font-family: A; src: local("A"), url(a.woff) } }
        @supports (display: grid) { .hero { display: grid } }
        </style></head><body>
        <div class="hero"><p>Hero</div><div class="wrap" style="max-width: 37.5em; margin: 0 auto; position: relative;
          top: 0; box-shadow: 0 2px 4px rgba(0, 0, 0, .1); background: #fff url(x.png) center/cover no-repeat">
        <div class="col"><ul style="list-style: none; padding: 0"><li>a<li>b</ul></div>
        <footer style="clear:both;font:12px/1.5 Georgia,serif;color:rgba(0,0,0,.6);opacity:.8">
        <p style="margin:0 0 1em"><small>\(foot)</small></footer></div></body></html>
        """

    private static let sections = """
        <html><body style="word-spacing:normal;background-color:#f4f4f4;">
        <div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;\
        overflow:hidden;">Preview</div>
        <div style="background-color:#f4f4f4;">
        <!--[if mso | IE]><table align="center" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;\
        mso-line-height-rule:exactly;"><![endif]-->
        <div style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
        <table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#fff;width:100%;">
        <tbody><tr><td style="direction:ltr;font-size:0px;padding:20px 0;text-align:center;">
        <div class="column" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;\
        width:100%;"><table border="0" role="presentation" style="vertical-align:top;" width="100%"><tbody>
        <tr><td align="center" style="font-size:0px;padding:10px 25px;word-break:break-word;">
        <div style="font-family:Ubuntu, Helvetica;font-size:13px;line-height:1;text-align:center;color:#000000;">
        \(foot)</div></td></tr></tbody></table></div></td></tr></tbody></table></div></div></body></html>
        """

    private static let darkFoot = """
        <style>body, table, td { color: #333333; font-size: 15px } a { color: #0b57d0 }
        .foot { background-color: #222222; color: #cccccc; font-size: 12px } .foot a { color: #ffffff !important }
        </style><table width="100%"><tr><td>Hello</td></tr><tr><td class="foot">\(foot)</td></tr></table>
        """

    private static let old = """
        <HTML><BODY BGCOLOR="#003366" TEXT="#FFFFFF" LINK="#FFCC00" VLINK="#FFCC00">
        <TABLE WIDTH=600 ALIGN=CENTER BGCOLOR=ffffff BACKGROUND="x.gif"><TR><TD NOWRAP>Hello
        <TR><TD ALIGN=CENTER><FONT FACE="Arial" SIZE="1" COLOR="#666666">\(foot)</FONT></TABLE></BODY></HTML>
        """

    private static let utilities = #"""
        <style>.m-0 { margin: 0 } @media (max-width: 600px) { .sm\:hidden { display: none !important }
        .sm\:px-4 { padding-left: 16px !important } .sm\:w-full { width: 100% !important } }
        .hover\:underline:hover { text-decoration: underline !important } :root { color-scheme: light dark }
        </style><div role="article" aria-roledescription="email" aria-label="x" lang="en"><table class="sm:w-full"><tr>
        <td class="sm:px-4" style="background-image: linear-gradient(#fff, #eee); color: hsl(210, 20%, 40%);">
        """# + foot + "</td><td class=\"sm:hidden\">x</td></tr></table></div>"

    private static let picture = """
        <p style="font-size: 0.9rem; text-decoration: underline #666666">Quay street 1, 20095 Hamburg</p><!--[if !mso]><!-->
        <div style="font-size: 0; line-height: 0">
        <a href="/u/no" style="display:inline-block"><img src="x.png" width="20" height="20" border="0"
        style="display:block;width:20px;height:auto;max-width:100%" alt="Unsubscribe"></a><!--<![endif]-->
        """
}
