# SPDX-License-Identifier: MIT
"""The style sheet of the pages about laps: light and dark, a phone, a desk and paper.

Its two places, %(light)s and %(dark)s, are the colours as CSS variables. Not here: what stands on a
page (`page`).
"""

CSS = """
:root{color-scheme:light dark;%(light)s}
@media (prefers-color-scheme:dark){:root{%(dark)s}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
main.squad{max-width:80rem}
h1{font-size:1.65rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2rem 0 .3rem;overflow-wrap:anywhere}
.coach{font-size:1.05rem;margin:.35rem 0 0;overflow-wrap:anywhere}
.about{color:var(--muted);margin:.3rem 0 1.2rem;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.3rem,1fr));gap:.6rem;
margin:0 0 1.1rem;padding:0}
.tiles div{border:1px solid var(--grid);border-radius:.7rem;padding:.5rem .65rem}
.tiles dt{color:var(--muted);font-size:.82rem}
.tiles dd{margin:0;font-size:1.25rem;font-weight:650;line-height:1.25;white-space:nowrap}
.tiles small{font-size:.8rem;font-weight:400;color:var(--muted)}
.kind{color:var(--muted);margin:0 0 .35rem;font-weight:600}
ul.found{margin:0 0 1rem;padding-left:1.15rem}
ul.found li{margin:.15rem 0;overflow-wrap:anywhere}
figure{margin:0 0 1.2rem}
figcaption,.caption{color:var(--muted);font-size:.85rem}
.caption{margin:.4rem 0 1.2rem}
figure svg{display:block;width:100%%;height:auto}
.narrow{display:none}
.key{white-space:nowrap;margin-right:.8em}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%%;font-size:.95rem}
th{color:var(--muted);font-weight:600;text-align:right;padding:.3rem .6rem;white-space:nowrap;
border-bottom:2px solid var(--grid)}
td{text-align:right;padding:.28rem .6rem;border-bottom:1px solid var(--grid);white-space:nowrap}
th:first-child,td:first-child{padding-left:.2rem}
td.actual{font-weight:650}
th.word,td.word{text-align:left}
tr:has(+.remark) td{border-bottom:0;padding-bottom:0}
tr.remark td{text-align:left;white-space:normal;color:var(--muted);font-size:.88em;padding-top:0;
overflow-wrap:anywhere}
tr.set td{border-top:2px solid var(--muted)}
table.both th{white-space:normal;overflow-wrap:anywhere}
tr.out td{color:var(--muted)}
tr.void td.actual{text-decoration:line-through}
.fast{color:var(--fast)}.on{color:var(--on)}.slow{color:var(--slow)}.out{color:var(--muted)}
table.squad{table-layout:fixed}
table.squad th,table.squad td{vertical-align:top}
.squad .group{width:1.5rem}.squad .name{width:9.5rem}.squad .time{width:4.7rem}
.squad .few{width:4.1rem}table.squad th,table.squad td{padding-left:.2rem;padding-right:.2rem}
.squad td.name{font-weight:650;text-align:left;white-space:normal;overflow-wrap:anywhere}
.squad th.name,.squad th.group,.squad td.group{text-align:left}
.squad td.reps,.squad th.reps{text-align:left;white-space:normal;padding-right:0}
.squad .reps span{display:inline-block;width:3.2rem;text-align:right;font-size:.84rem}
details{border-top:1px solid var(--grid);padding:.5rem 0}
details>summary{cursor:pointer;font-weight:600;overflow-wrap:anywhere}
.note{border-left:3px solid var(--trend);padding:.1rem 0 .1rem .8rem;margin:1rem 0;
overflow-wrap:anywhere}
.problem{border-left:3px solid var(--slow);padding:.1rem 0 .1rem .8rem;margin:.5rem 0}
footer{color:var(--muted);font-size:.82rem;margin-top:2rem}
@media (max-width:40rem){main{padding:1rem .8rem 2rem}.wide{display:none}.narrow{display:block}
td,th{padding:.28rem .3rem}table{font-size:.85rem}h1{font-size:1.4rem}
.tiles{grid-template-columns:repeat(2,1fr)}.same,.more{display:none}
.tiles div:last-child:nth-child(odd){grid-column:1/-1}
table.squad,.squad tbody{display:block}.squad thead{display:none}
.squad tr{display:grid;grid-template-columns:1fr auto auto auto;column-gap:.7rem;
border-bottom:1px solid var(--grid);padding:.4rem 0}
.squad td{border:0;padding:0;width:auto!important}
.squad td.group:empty,.squad td.few:empty{display:none}
.squad td.group{grid-column:1/-1;color:var(--muted);font-weight:600}
.squad td.group::before{content:"Group "}.squad td.few::before{content:"missed "}
.squad td.name{grid-column:1}.squad td.reps{grid-column:1/-1}
.squad .reps span{width:3.4rem}.squad tr:not(.set) td.group{display:none}
.squad tr.set td{border:0}.squad td.few{grid-column:2/-1}}
@media print{:root{color-scheme:light;%(light)s}@page{margin:12mm}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
main,main.squad{max-width:none;padding:0}
.wide{display:block}.narrow{display:none}tr,figure,.tiles div{break-inside:avoid}
thead{display:table-header-group}section+section{break-before:page}body{font-size:11pt}
.tiles{grid-template-columns:repeat(7,1fr);gap:.3rem}.tiles dd{font-size:1rem}
.tiles div{padding:.35rem .6rem}table{font-size:9.5pt}td,th{padding:.12rem .5rem}
@page wide{size:A4 landscape;margin:12mm}main.squad{page:wide}
table.squad{font-size:8.5pt}.squad .group{width:1.1rem}.squad .name{width:7.5rem}
.squad .time{width:3.9rem}.squad .few{width:3.2rem}
.squad .reps span{width:2.55rem;font-size:7.5pt}details:not([open]){display:none}}
"""
