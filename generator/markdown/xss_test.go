package markdown

import (
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// vectors try to act, to style, to leave the site or to break the page around the text.
var vectors = []string{
	// elements that act
	`<script>alert(1)</script>`,
	`<ScRiPt src=//evil.example/x.js></sCrIpT>`,
	"<script\n>alert(1)</script\n>",
	`<script>/*</script>*/alert(1)</script>`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="data:text/html,<script>alert(1)</script>"></object>`,
	`<embed src="javascript:alert(1)">`,
	`<applet code="x"></applet>`,
	`<base href="https://evil.example/">`,
	`<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
	`<link rel="stylesheet" href="https://evil.example/x.css">`,
	`<form action="https://evil.example"><input name=a><button formaction="javascript:alert(1)">x</button></form>`,
	`<isindex action="javascript:alert(1)" type=image>`,
	`<marquee onstart=alert(1)>x</marquee>`,
	`<video><source onerror="alert(1)"></video>`,
	`<audio src=x onerror=alert(1)>`,
	`<keygen autofocus onfocus=alert(1)>`,
	`<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>`,
	`<bgsound src="javascript:alert(1)">`,
	`<layer src="https://evil.example"></layer>`,
	`<portal src="https://evil.example"></portal>`,
	`<dialog open onclose=alert(1)>x</dialog>`,

	// handlers and styles on safe elements
	`<img src=x onerror=alert(1)>`,
	`<img src="x" onerror = "alert(1)" />`,
	`<img/src="x"/onerror=alert(1)>`,
	"<img src=x\nonerror\n=\nalert(1)>",
	"<img src=`x` onerror=alert(1)>",
	`<img src=x onerror=alert(1)//`,
	`<IMG """><SCRIPT>alert(1)</SCRIPT>">`,
	`<a href="x" onclick=alert(1)>x</a>`,
	`<div style="background:url(javascript:alert(1))">x</div>`,
	`<p style="position:fixed;inset:0">x</p>`,
	`<details open ontoggle=alert(1)>x</details>`,
	`<b class="banner" id=x tabindex=1 accesskey=x contenteditable>x</b>`,
	`<td background="javascript:alert(1)">x</td>`,
	`<table background="https://evil.example/x.png"><tr><td>x</table>`,
	`<a href=x target=_blank ping=https://evil.example download>x</a>`,
	`<img src=x srcset="https://evil.example/x 1x" sizes=1px>`,
	`<img src=x usemap="#m"><map name=m><area href="javascript:alert(1)"></map>`,
	`<a xlink:href="javascript:alert(1)">x</a>`,
	`<a href="x" href="javascript:alert(1)">x</a>`,
	`<a href="javascript:alert(1)" href="x">x</a>`,

	// addresses
	`[x](javascript:alert(1))`,
	`[x](JaVaScRiPt:alert(1))`,
	`[x](&#106;avascript:alert(1))`,
	`[x](&#x6A&#x61;vascript:alert(1))`,
	`[x](javascript&colon;alert(1))`,
	`[x](java&Tab;script:alert(1))`,
	`[x](java&NewLine;script:alert(1))`,
	"[x](<java\tscript:alert(1)>)",
	"[x](\x01javascript:alert(1))",
	"[x](<\u00a0javascript:alert(1)>)",
	"[x](<\u200bjavascript:alert(1)>)",
	`[x](java\script:alert(1))`,
	`[x](javascript\:alert(1))`,
	`[x](vbscript:msgbox(1))`,
	`[x](data:text/html;base64,PHNjcmlwdD4=)`,
	`[x](DATA:text/html,x)`,
	`![x](data:image/svg+xml;base64,PHN2Zz4=)`,
	`![x](javascript:alert(1))`,
	`[x](blob:https://evil.example/1)`,
	`[x](feed:javascript:alert(1))`,
	`[x](view-source:x)`,
	`[x](file:///etc/passwd)`,
	`[x](ftp://evil.example)`,
	`[x](intent://x#Intent;end)`,
	`[x](//evil.example)`,
	`[x](\\\\evil.example)`,
	`[x](/\\evil.example)`,
	`[x](<///evil.example>)`,
	`[x](&sol;&sol;evil.example)`,
	`[x][y]` + "\n\n[y]: javascript:alert(1)",
	`[y]` + "\n\n[y]: <javascript:alert(1)> \"t\"",
	`<javascript:alert(1)>`,
	`<JavaScript:alert(1)>`,
	`<vbscript:x>`,
	`<a href="javascript:alert(1)">x</a>`,
	`<a href=" &#14; javascript:alert(1)">x</a>`,
	`<a href="jav&#x09;ascript:alert(1)">x</a>`,
	`<a href="jav` + "\n" + `ascript:alert(1)">x</a>`,
	`<a href='vbscript:x'>x</a>`,
	`<a href=//evil.example>x</a>`,
	`<a href="/\evil.example">x</a>`,
	`<img src="javascript:alert(1)">`,
	`<img src=//evil.example/x.png>`,
	`<img dynsrc="javascript:alert(1)" lowsrc="javascript:alert(1)">`,
	`<q cite="javascript:alert(1)">x</q>`,
	`<del cite="javascript:alert(1)">x</del>`,

	// out of attributes
	`[x](y "\" onmouseover=\"alert(1)")`,
	`[x](y '"><script>alert(1)</script>')`,
	`[x](" onclick=alert(1) x=")`,
	`![x" onerror="alert(1)](y)`,
	`![<script>alert(1)</script>](y)`,
	`<a title="&quot; onclick=alert(1)" href=x>x</a>`,
	`<a id='"><script>alert(1)</script>'></a>`,
	"```\"><script>alert(1)</script>\nx\n```",
	"```x\" onclick=\"alert(1)\nx\n```",
	`# x {#"onclick=alert(1)}`,
	`# x {#y onclick=alert(1) style="x"}`,
	`[^"><script>]` + "\n\n[^\"><script>]: x",
	`{{term "><script>alert(1)</script>}}`,
	`{{term no<script>}}`,
	`:"><script>:`,

	// other namespaces and what browsers mend into something else
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`,
	`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>`,
	`<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<template><img src=x onerror=alert(1)></template>`,
	`<textarea><img title="</textarea><img src=x onerror=alert(1)>">`,
	`<title><img title="</title><img src=x onerror=alert(1)>">`,
	`<xmp><p title="</xmp><img src=x onerror=alert(1)>">`,
	`<noembed><img title="</noembed><img src=x onerror=alert(1)>">`,
	`<plaintext><img src=x onerror=alert(1)>`,
	`<select><option><style></option></select><b><img src=x onerror=alert(1)></style>`,
	`<style>@import 'https://evil.example/x.css';</style>`,
	`<style><!--</style><script>alert(1)//--></script>`,
	`<!--><img src=x onerror=alert(1)>-->`,
	`<!---><img src=x onerror=alert(1)>-->`,
	`<!-- --!><img src=x onerror=alert(1)> -->`,
	`<!--[if gte IE 4]><script>alert(1)</script><![endif]-->`,
	`<![CDATA[<script>alert(1)</script>]]>`,
	`<?xml version="1.0"?><script>alert(1)</script>`,
	`<?php echo "<script>alert(1)</script>" ?>`,
	`<!DOCTYPE html><script>alert(1)</script>`,
	`<%= "<script>alert(1)</script>" %>`,
	`</ script><script>alert(1)</script>`,
	`<a<b onclick=alert(1)>x`,
	`<img src="x` + "`" + `<script>alert(1)</script>"` + "`>",
	"<a\x00href=javascript:alert(1)>x</a>",
	"<scr\x00ipt>alert(1)</scr\x00ipt>",
	"<\x00script>alert(1)</script>",
	"\xff<script>\xfealert(1)</script>",

	// out of the page
	`</div></main></body></html><h1>defaced`,
	"</p></li></ul></td></tr></table></section>\n\n</article>",
	`<table><tr><td>`,
	"<table>\n\n# heading\n\n- item\n",
	"<details>\n\nnever closed",
	`<div><div><div>`,
	`<b><i><u><s><a href=x>`,
	"*<b>x*</b>",
	"- <li></ul><ul>\n- y",
	"> </blockquote>\n> x",
	`<a href=x><a href=y><table><a href=z>`,
	`<table><a href=x><tr><td><a href=y>`,
	`<p><table><p></table><p>`,
	`<ul><p><li></ul><li><dd>`,
	`<h1><h2><h3></h1>`,
	`<ruby><rt><p><rt></ruby>`,
	`<pre>` + "\n\n\n" + `x</pre>`,
	`<!-- never closed`,
	`<div title="never closed`,
	`<details><summary><details></summary></details>`,
	`<caption><td><tr><col><colgroup><tbody>`,
	`<table><caption><table></caption>`,
	`<code><pre></code></pre>`,
	"<a href=x>\n\n[y](z)\n\n</a>",
	"[x <a href=y>](z) </a>",
	`<a id=x name=y></a><a name=x></a><a id=x></a>`,
}

func TestVectorsAreInert(t *testing.T) {
	t.Parallel()
	around := []string{"%", "x % y", "- x\n- %\n- y", "> %", "| a | b |\n|---|---|\n| % | y |\n", "# %", "x[^1]\n\n[^1]: %", "x\n: %", "<div>%</div>", "<div>\n\n%\n\n</div>", "[%](x)", "**%**"}
	for _, vector := range vectors {
		for _, outer := range around {
			text := strings.ReplaceAll(outer, "%", vector)
			f := source.NewFile("vector.md", text)
			checkPage(t, f, Render(f, 0, len(text), everything()))

			inline, _ := Inline(text, InlineOptions{})
			checkInert(t, inline)
			if t.Failed() {
				t.Fatalf("of %q", text)
			}
		}
	}
}
