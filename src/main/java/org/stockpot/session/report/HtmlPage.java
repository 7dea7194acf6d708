package org.stockpot.session.report;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.session.chart.Look;
import org.stockpot.session.chart.Plain;

/**
 * Writes blocks as one HTML page that needs nothing beside itself: no script, no font, no network, which it forbids to
 * whoever shows it too. Light or dark as the reader likes, and light on paper.
 */
final class HtmlPage {
    /** How a page of ours is told from others. */
    static final String MARK = "<meta name=\"generator\" content=\"Stockpot\">";

    /** Two charts of at most this width stand side by side. */
    private static final int HALF = 440;

    private HtmlPage() {}

    static String of(String title, List<Block> blocks) {
        var page = new StringBuilder();
        page.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                """);
        page.append(MARK).append('\n');
        page.append("<title>").append(Plain.html(title)).append("</title>\n<style>\n");
        page.append(style()).append("</style>\n</head>\n<body>\n<main>\n");
        page.append("<h1>").append(Plain.html(title)).append("</h1>\n");
        contents(page, blocks);
        int chapter = 0;
        for (Block block : blocks) {
            if (block instanceof Block.Heading heading && heading.level() == 2) {
                chapter++;
            }
            write(page, block, chapter);
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void contents(StringBuilder page, List<Block> blocks) {
        page.append("<nav aria-label=\"Contents\"><ol>\n");
        int chapter = 0;
        for (Block block : blocks) {
            if (block instanceof Block.Heading heading && heading.level() == 2) {
                chapter++;
                page.append("<li><a href=\"#c%d\">%s</a></li>\n".formatted(chapter, Plain.html(heading.text())));
            }
        }
        page.append("</ol></nav>\n");
    }

    private static void write(StringBuilder page, Block block, int chapter) {
        if (block instanceof Block.Heading heading) {
            String id = heading.level() == 2 ? " id=\"c" + chapter + "\"" : "";
            page.append(
                    "<h%d%s>%s</h%d>\n".formatted(heading.level(), id, Plain.html(heading.text()), heading.level()));
        } else if (block instanceof Block.Words words) {
            page.append("<p>").append(Plain.html(words.text())).append("</p>\n");
        } else if (block instanceof Block.Warning warning) {
            page.append("<p class=\"warning\"><strong>Note.</strong> ")
                    .append(Plain.html(warning.text()))
                    .append("</p>\n");
        } else if (block instanceof Block.Table table) {
            table(page, table);
        } else if (block instanceof Block.Chart chart) {
            page.append(chart.svg().width() <= HALF ? "<figure class=\"half\">\n" : "<figure>\n")
                    .append(chart.svg().markup(chart.alternative()))
                    .append("\n<figcaption>")
                    .append(Plain.html(chart.caption()))
                    .append("</figcaption>\n</figure>\n");
        } else if (block instanceof Block.Image image) {
            page.append(
                            "<figure class=\"sheet\">\n<img width=\"%d\" height=\"%d\" alt=\"%s\" src=\"data:image/png;base64,%s\">\n"
                                    .formatted(
                                            image.png().width(),
                                            image.png().height(),
                                            Plain.html(image.alternative()),
                                            image.png().base64()))
                    .append("<figcaption>")
                    .append(Plain.html(image.caption()))
                    .append("</figcaption>\n</figure>\n");
        } else if (block instanceof Block.Code code) {
            page.append("<pre><code>")
                    .append(code.lines().stream().map(Plain::html).collect(Collectors.joining("\n")))
                    .append("</code></pre>\n");
        }
    }

    private static void table(StringBuilder page, Block.Table table) {
        page.append("<div class=\"wide" + (table.words() ? " words" : "")
                        + "\" role=\"group\" tabindex=\"0\" aria-label=\"")
                .append(Plain.html(table.caption()))
                .append("\"><table>\n<caption>")
                .append(Plain.html(table.caption()))
                .append("</caption>\n<thead><tr>");
        for (String title : table.head()) {
            page.append("<th scope=\"col\">").append(Plain.html(title)).append("</th>");
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            page.append("<tr><th scope=\"row\">").append(cell(row.get(0))).append("</th>");
            for (Cell cell : row.subList(1, row.size())) {
                page.append("<td>").append(cell(cell)).append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table></div>\n");
    }

    private static String cell(Cell cell) {
        String text = Plain.html(cell.text());
        return switch (cell.style()) {
            case PLAIN -> text;
            case STRONG -> "<strong>" + text + "</strong>";
            case FAINT -> "<span class=\"faint\">" + text + "</span>";
            case CODE -> "<code>" + text + "</code>";
        };
    }

    private static String style() {
        String light = variables(Look.ON_LIGHT, "#ffffff", "#f6f8fa", "#24292f", "#57606a", "#d0d7de", "#0969da");
        String dark = variables(Look.ON_DARK, "#0d1117", "#161b22", "#c9d1d9", "#8b949e", "#30363d", "#58a6ff");
        var style = new StringBuilder();
        style.append(":root{").append(light).append("}\n");
        style.append("@media screen and (prefers-color-scheme:dark){:root{")
                .append(dark)
                .append("}}\n");
        for (int colour = 0; colour < Look.ON_LIGHT.size(); colour++) {
            style.append(".k%d{fill:var(--k%d);stroke:var(--back)}.b%d{stroke:var(--k%d)}\n"
                    .formatted(colour, colour, colour, colour));
        }
        return style.append("""
                *{box-sizing:border-box}
                body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
                main{max-width:70rem;margin:0 auto;padding:1.5rem}
                h1{font-size:1.9rem;line-height:1.2;overflow-wrap:anywhere}
                h2{margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
                h3{margin-top:1.8rem}
                p,figcaption,caption,li{overflow-wrap:anywhere;max-width:48rem}
                a{color:var(--accent)}
                nav ol{columns:2;padding-left:1.5rem}
                .warning{border-left:4px solid var(--k1);background:var(--panel);padding:.6rem .9rem}
                .wide{overflow-x:auto;margin:1rem 0}
                table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
                caption{text-align:left;color:var(--muted);padding-bottom:.4rem}
                th,td{padding:.25rem .45rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
                th:first-child,td:first-child{text-align:left}
                .words th,.words td{text-align:left}
                tbody th{font-weight:400;overflow-wrap:break-word}
                thead th{background:var(--panel);vertical-align:bottom}
                code,pre{font-family:ui-monospace,"DejaVu Sans Mono",Consolas,monospace;font-size:.85em}
                td code{overflow-wrap:anywhere}
                pre{background:var(--panel);padding:.8rem;white-space:pre-wrap;overflow-wrap:anywhere}
                .faint,figcaption{color:var(--muted)}
                figcaption{font-size:.85rem}
                figure{margin:1.2rem 0}
                figure.half{display:inline-block;vertical-align:top;width:48%;min-width:18rem;margin-right:1%}
                svg{max-width:100%;height:auto;font:12px system-ui,"DejaVu Sans",sans-serif}
                img{max-width:100%;height:auto;background:var(--line)}
                .grid{stroke:var(--line)}.axis{stroke:var(--muted)}.label{fill:var(--text)}.muted{fill:var(--muted)}
                .plate{fill:var(--back);opacity:.7}
                .soup{fill:var(--accent);stroke:var(--back)}.base{fill:var(--back);stroke:var(--text);stroke-width:1.5}
                .other{fill:var(--muted);stroke:var(--back)}
                .bar0{fill:var(--muted);opacity:.45}.bar1{fill:var(--k1)}.bar2{fill:var(--accent)}
                .whisker{stroke:var(--text);stroke-width:1.2}.bars{stroke:var(--accent);stroke-width:1.2}
                .dashed{stroke:var(--muted);stroke-dasharray:5 4;fill:none}.curve{stroke:var(--k1);stroke-width:2;fill:none}
                .error{stroke-width:1.2;opacity:.45}.baseline{stroke:var(--text)}
                @media print{body{font-size:10pt}main{max-width:none;padding:0}nav{display:none}h2,h3,caption{break-after:avoid}
                figure.half{min-width:0}
                figure,tr,pre{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}table{font-size:7.5pt}
                th,td{padding:.15rem .35rem}svg,img{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
                @page{margin:16mm}
                """).toString();
    }

    private static String variables(
            List<String> colours, String back, String panel, String text, String muted, String line, String accent) {
        var variables = new StringBuilder("--back:%s;--panel:%s;--text:%s;--muted:%s;--line:%s;--accent:%s"
                .formatted(back, panel, text, muted, line, accent));
        for (int colour = 0; colour < colours.size(); colour++) {
            variables.append(";--k%d:%s".formatted(colour, colours.get(colour)));
        }
        return variables.toString();
    }
}
