package org.usher.dist.bench;

import java.io.PrintStream;
import java.util.List;

/** Where a benchmark's words and figures go: words to standard error, figures to standard output. */
public record BenchOutput(PrintStream out, PrintStream err, boolean json) {

    /** What is being done. */
    public void progress(String words) {
        err.println("  " + words);
    }

    /** The figures, as a table or as one JSON object for each line. */
    public void figures(String title, List<Figure> figures) {
        if (json) {
            figures.forEach(figure -> out.println(figure.json()));
            return;
        }
        out.println();
        out.println(title);
        out.println(Figure.head());
        figures.forEach(figure -> out.println(figure.line()));
    }
}
