using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The front page: what ReLU does to a tone, what came out, a map, a card for each notebook, and the claims.</summary>
internal static class IndexPage
{
    private const string Example = "dotnet run -- render notebooks/01-what-relu-does-to-a-tone.ipynb -p f1Hz=7 --out elsewhere";

    /// <summary>What it says.</summary>
    /// <param name="pages">The notebooks, in reading order.</param>
    /// <param name="cover">The figure that stands for one.</param>
    public static Html Render(IReadOnlyList<SitePage> pages, Func<SitePage, Html> cover)
    {
        var rows = pages.SelectMany(LedgerRow.Of).ToList();
        return Html.Of($"""
            <div class="intro">
            <h1>What ReLU does to a signal’s spectrum</h1>
            <p class="lead">A rectifier turns part of a signal into a constant, the <strong>DC component</strong>, and spreads the rest over
            new frequencies. Neural networks use one after nearly every layer: what does that do, and does it matter?</p>
            </div>
            {new ToneHook().ToHtml()}
            <div class="prose">
            <h2 id="in-short">In short</h2>
            {InShort(pages, rows)}
            </div>
            <h2 id="notebooks">Notebooks</h2>
            <p class="prose">Each page is an executed notebook: its numbers and figures were computed when it was made. Read them in order,
            or follow what a notebook needs.</p>
            {new CourseMap(pages).ToHtml()}
            <div class="cards">
            {pages.Select(page => new NotebookCard(page).ToHtml(cover(page)))}</div>
            <div class="prose">
            {ToAlter}
            </div>
            <h2 id="claims">Claims</h2>
            {Claims(rows)}
            """);
    }

    private static Html InShort(IReadOnlyList<SitePage> pages, IReadOnlyList<LedgerRow> rows)
    {
        Html In(params string[] numbers)
        {
            var links = numbers.Select(number => pages.FirstOrDefault(page => page.Number == number)).OfType<SitePage>()
                .Select(page => Html.Of($" <a href=\"{page.Address}\" aria-label=\"notebook {page.Number}\">{page.Number}</a>")).ToList();
            return links.Count == 0 ? Html.Empty : Html.Of($"<span class=\"where\">{links}</span>");
        }
        var verdicts = rows.Any(row => row.Claim.IsOfPaper)
            ? Html.Of($"""
                 Of its {rows.Count(row => row.Claim.IsOfPaper)} <a href="#claims">claims</a> tested here
                {VerdictCount.Sentence(rows.Where(row => row.Claim.IsOfPaper))}.
                """)
            : Html.Empty;
        return Html.Of($"""
            <p>This course reproduces, checks and extends the paper <a href="https://arxiv.org/abs/2407.16556">DC is all you need:
            describing ReLU from a signal processing standpoint</a> by Kechris, Dan, Miranda and Atienza (2024).
            <strong>The paper’s mechanism is right, and its formula is a first term.</strong>{verdicts}</p>
            <ul>
            <li>Every line of a rectified spectrum can be predicted exactly, for one tone or for many.{In("01", "03")}</li>
            <li>The paper’s formula for the DC, Eq. 8, reads 11 to 25 % too high for tones and noise; its error is the form factor
            less one, for any signal. Its series diverges for several tones unless one expands around the peak, as the authors’
            script does, and there it converges slowly.{In("02", "07")}</li>
            <li>DC alone says nothing of a tone’s frequency. A filter before the ReLU makes it tell: a few random filters separate
            the classes before anything is trained.{In("04", "05")}</li>
            <li>In deep random networks the share of DC follows a closed recursion towards one.{In("06")}</li>
            <li>DC is what an average can read; a read-out that sees amplitude in another way does without it.{In("05", "09")}</li>
            </ul>
            """);
    }

    /// <summary>How to run a notebook with other values, and how to open it.</summary>
    private static Html ToAlter => Html.Of($"""
        <h2 id="alter">Change a frequency</h2>
        <p>What may be altered stands in the second cell of each notebook, with its unit, its range and its meaning. In the project’s
        folder, <code>dotnet run -- serve</code> makes these pages live: sliders turn the values, and what depends on them is computed
        again at once. Another command runs a notebook with other values and makes a page of it to keep:</p>
        <div class="command copyable"><pre><code>{Example}</code></pre></div>
        <p>Or run the cells yourself. In <strong>VS Code</strong>: <code>dotnet run -- vscode install</code>, open a file of
        <code>notebooks/</code>, choose the kernel <em>.NET (C#), ReluDc</em>, change a value, and click <em>Run All</em>. In
        <strong>Jupyter</strong>: <code>dotnet run -- kernel install</code>, then choose <em>.NET (C#)</em>. All this needs the
        <a href="https://dotnet.microsoft.com/download">.NET 10 SDK</a> and nothing else; <code>docs/front-ends.md</code> says more.</p>
        """);

    private static Html Claims(IReadOnlyList<LedgerRow> rows)
    {
        var failed = rows.Count(row => !row.Claim.Passes);
        var checks = failed switch
        {
            0 => Html.Raw("In every row, theory and measurement agree within the stated tolerance."),
            1 => Html.Raw("<strong>1 check failed.</strong>"),
            _ => Html.Of($"<strong>{failed} checks failed.</strong>"),
        };
        return rows.Count == 0 ? Html.Raw("<p>These notebooks state none.</p>") : Html.Of($"""
            <p class="prose">Each row comes from a cell, to which its name leads; nothing here is typed by hand. {checks}</p>
            {ClaimTable.Of(rows).Select(table => table.ToHtml())}
            """);
    }
}
