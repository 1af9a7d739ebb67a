using System.Collections.Immutable;
using System.Text;
using ReluDc.Engine;
using ReluDc.HeartRate;
using static System.FormattableString;

namespace ReluDc.Notebooks;

/// <summary>The page of a recording: the answer, the plot, the details. One file, in which nothing runs.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Estimates">What the tracked network says of each of its windows. [windows]</param>
/// <param name="Outlook">How much of the recording it was allowed to use.</param>
/// <param name="Reference">True heart rates; null for none.</param>
/// <param name="Errors">Errors of all designs against them; empty without.</param>
internal sealed record ReadingsPage(PpgRecording Recording, ImmutableArray<HeartRateEstimate> Estimates, Outlook Outlook,
    HeartRateReference? Reference, ImmutableArray<(string Design, HeartRateAccuracy Accuracy)> Errors)
{
    private static readonly ReadingsPlot wide = new(1000, 14), narrow = new(380, 13);

    /// <summary>The file of a recording's page, looked at before the work.</summary>
    /// <param name="folder">The folder of pages.</param>
    /// <param name="recording">The recording's file or folder.</param>
    /// <exception cref="UsageException">There can be no such folder, or a file of this name is none of this program's pages.</exception>
    public static string Checked(string folder, string recording)
    {
        var name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(recording)));
        var site = new SiteFolder(Destination.Folder(folder));
        if (site.NotOurs([name], singleFile: true) is { } file)
            throw new UsageException($"--out {folder}: {file} was not made by this program, and would be replaced; allowed: another "
                + "folder, or move that file away");
        return site.PageFile(name);
    }

    /// <summary>Writes it.</summary>
    /// <param name="path">Its file.</param>
    public void Write(string path) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(ToHtml().ToString()));

    /// <summary>The page.</summary>
    public Html ToHtml()
    {
        var title = $"Heart rate of {Recording.Name}";
        var answer = Answer();
        var durationS = Recording.Ppg.DurationS;
        var says = $"{title} over {Duration(durationS)}. {answer.First}{answer.More}";
        var figure = Html.Of($"<div class=\"wide\">{wide.Draw(Estimates, Reference, durationS, says)}</div>\n")
            + Html.Of($"<div class=\"narrow\">{narrow.Draw(Estimates, Reference, durationS, says)}</div>\n");
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="reludc-inputs" content="">
            <title>{title}</title>
            <link rel="icon" href="data:image/svg+xml,{Uri.EscapeDataString(Course.Here.Icon)}">
            <style>
            {Html.Raw(Course.Resource("readings.css"))}</style>
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            <p class="answer"><strong>{answer.First}</strong>{answer.More}</p>
            {Warnings().Select(text => Html.Of($"<p class=\"warning\">{text}</p>\n"))}<figure>
            {figure}{Legend()}</figure>
            {Parts(durationS)}{ErrorTable()}{Details()}
            </main>
            </body>
            </html>

            """);
    }

    /// <summary>What somebody wants to know first, in two or three sentences, and the first of them.</summary>
    public (string First, string More) Answer()
    {
        var readings = Estimates.Select(e => e.ReadingBpm).OfType<double>().Order().ToArray();
        if (readings.Length == 0)
            return ($"No heart rate could be read in {Duration(Recording.Ppg.DurationS)}.", $" In none of {Estimates.Length} windows is "
                + $"the confidence {Invariant($"{100 * HeartRateEstimate.LeastConfidence:F0}")} % or more.");
        double At(double share) => readings[(int)Math.Round(share * (readings.Length - 1))];
        var range = readings.Length < 20
            ? Invariant($"Readings go from {readings[0]:F0} to {readings[^1]:F0} BPM.")
            : Invariant($"Nine readings of ten lie from {At(0.05):F0} to {At(0.95):F0} BPM, all from {readings[0]:F0} to ")
                + Invariant($"{readings[^1]:F0}.");
        var error = Errors.IsEmpty || Errors[^1].Accuracy.Readings == 0 ? ""
            : Invariant($" Against the reference readings are off by {Errors[^1].Accuracy.ReadingErrorBpm:F1} BPM on average.");
        return (Invariant($"The median heart rate is {ReadingColumn.Median(readings):F0} BPM."),
            $" {range} A pulse could be read in {Share(readings.Length, Estimates.Length)} of {Duration(Recording.Ppg.DurationS)}.{error}");
    }

    /// <summary>A duration in the units that people use for one: "45 s", "1 h 06 min".</summary>
    public static string Duration(double seconds) => seconds < 180
        ? Invariant($"{seconds:F0} s")
        : Math.Round(seconds / 60) is var minutes && minutes < 60 ? Invariant($"{minutes:F0} min")
        : Invariant($"{Math.Floor(minutes / 60):F0} h {minutes % 60:00} min");

    private static string Share(int some, int all) =>
        all > 0 ? Invariant($"{Math.Floor(100.0 * some / all):F0} %") : "none"; // 100 % is all of them

    private IEnumerable<string> Warnings()
    {
        if (Recording.Acceleration.IsEmpty)
            yield return "There is no accelerometer in this recording: in motion, steps may be read as a pulse. A reading therefore "
                + Invariant($"needs {100 * HeartRateEstimate.LeastConfidenceWithoutAccelerometer:F0} % of the network's confidence, ")
                + Invariant($"not {100 * HeartRateEstimate.LeastConfidence:F0} %.");
        if (Outlook == Outlook.PastOnly)
            yield return "Read as it came: each reading uses only what was known when its window of 8 s ended.";
    }

    private Html Legend()
    {
        var isThinned = Estimates.Length > narrow.Columns;
        Html Item(string kind, string text) => Html.Of($"<li><span class=\"key {kind}\"></span>{text}</li>\n");
        var items = new[]
        {
            Item("median", "reading"), isThinned ? Item("range", "lowest to highest reading") : Html.Empty,
            Item("band", "band that holds the rate with 90 %"), Reference is null ? Html.Empty : Item("truth", "reference"),
            Item("none", "no reading"), Item("sure", "confidence, half or more"), Item("unsure", "confidence, less than half"),
        };
        Html Columns(ReadingsPlot plot, string kind) => (Estimates.Length + plot.Columns - 1) / plot.Columns is > 1 and var each
            ? Html.Of($"<p class=\"{kind}\">Each column shows medians of {Duration(each * PpgRecording.ShiftS)}.</p>\n")
            : Html.Empty;
        return Html.Of($"""
            <figcaption>
            <ul class="legend">
            {items}</ul>
            {Columns(wide, "wide")}{Columns(narrow, "narrow")}</figcaption>

            """);
    }

    /// <summary>The recording part by part, where it is long enough to have some.</summary>
    private Html Parts(double durationS)
    {
        if (durationS < 600)
            return Html.Empty;
        var partS = new[] { 300.0, 600, 1800, 3600 }.FirstOrDefault(step => durationS / step <= 13, 7200);
        var startS = Estimates[0].StartS;
        var rows = Estimates.GroupBy(e => (int)((e.StartS - startS + PpgRecording.WindowS / 2) / partS)).Select(part =>
        {
            var column = ReadingColumn.Of([.. part], Reference, 1)[0];
            string Bpm(double? value) => value is { } bpm && double.IsFinite(bpm) ? Invariant($"{bpm:F0}") : "–";
            return Html.Of($"<tr><th scope=\"row\">{Clock(part.Key * partS)}–{Clock(Math.Min((part.Key + 1) * partS, durationS))}</th>")
                + Html.Of($"<td>{Bpm(column.MedianBpm)}</td><td>{Bpm(column.Range.Low)}</td><td>{Bpm(column.Range.High)}</td>")
                + Html.Of($"<td>{Share(column.Readings, column.Windows)}</td></tr>\n");
        });
        return Table("Part by part", ["from–to (h:min)", "median", "lowest", "highest", "read"], rows);
    }

    private static string Clock(double seconds) => Invariant($"{Math.Floor(seconds / 3600):F0}:{Math.Floor(seconds / 60) % 60:00}");

    private Html ErrorTable() => Errors.IsEmpty ? Html.Empty : Table("Errors against the reference, in BPM",
        ["design", "all windows", "readings", "read"], Errors.Select(row => Html.Of($"<tr><th scope=\"row\">{row.Design}</th>")
            + Html.Of($"<td>{Invariant($"{row.Accuracy.MeanAbsoluteErrorBpm:F2}")}</td><td>{(row.Accuracy.Readings > 0
                ? Invariant($"{row.Accuracy.ReadingErrorBpm:F2}") : "–")}</td>")
            + Html.Of($"<td>{Share(row.Accuracy.Readings, row.Accuracy.Windows)}</td></tr>\n")));

    private static Html Table(string caption, IEnumerable<string> columns, IEnumerable<Html> rows) => Html.Of($"""
        <h2>{caption}</h2>
        <table>
        <thead><tr>{columns.Select(name => Html.Of($"<th scope=\"col\">{name}</th>"))}</tr></thead>
        <tbody>
        {rows}</tbody>
        </table>

        """);

    private Html Details()
    {
        var longest = Estimates.Aggregate((Longest: 0, Now: 0), (run, e) => e.ReadingBpm is null
            ? (Math.Max(run.Longest, run.Now + 1), run.Now + 1) : (run.Longest, 0)).Longest;
        var facts = new (string Name, string Value)[]
        {
            ("Recording", $"{Recording}"),
            ("Read by", "the network, tracked"
                + (Outlook == Outlook.PastOnly ? ", from the past alone: a reading is there when its window ends" : "")),
            ("Windows", $"{Estimates.Length} of 8 s, one every 2 s; {Estimates.Count(e => e.ReadingBpm is not null)} with a reading"),
            ("Longest time without", longest == 0 ? "none" : Duration(longest * PpgRecording.ShiftS)),
            ("Median confidence", Invariant($"{100 * ReadingColumn.Median(Estimates.Select(e => e.Confidence)):F0} %")),
        }.Concat(Recording.Remarks.Select(remark => (Name: "Guessed", Value: remark)));
        return Html.Of($"""
            <h2>Details</h2>
            <dl>
            {facts.Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n"))}</dl>
            <p>A reading is a rate that is right to 5 BPM with a probability of one half or more, as the network sees it. This is an
            illustration and not a medical device. Notebook 10 of the course says how it works; it takes this recording as its parameter
            <code>recordingFile</code>.</p>

            """);
    }
}
