
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Notebooks;

/// <summary>The notebooks run, with their own parameters and with others inside the stated ranges, and their claims' checks pass.</summary>
public sealed class NotebookRunTests(DefaultRuns runs)
{
    public static TheoryData<string> Names => CommittedNotebooks.Names;

    /// <summary>Other parameters: a line for each notebook, or more.</summary>
    public static TheoryData<string, string> Altered => new()
    {
        { "01-what-relu-does-to-a-tone.ipynb", "f1Hz=440.5 a1=0.02 phase1Rad=1.2 samplesPerPeriod=64 periods=3" },
        { "01-what-relu-does-to-a-tone.ipynb", "f1Hz=0.5 a1=250 phase1Rad=-3 samplesPerPeriod=9 periods=1" },
        { "02-taylor-derivation.ipynb", "f1Hz=7 f2Hz=11 f3Hz=13.5 f4Hz=29.125 a1=0.3 a3=2.5 phase2Rad=1 phase4Rad=-2 sampleRateHz=2000" },
        { "02-taylor-derivation.ipynb", "f1Hz=60 f2Hz=3 f3Hz=99.9 f4Hz=0.5 a2=5 a4=0.2 sampleRateHz=256 durationS=5" },
        { "03-spectrum-line-by-line.ipynb", "f1Hz=7 f2Hz=11" },
        { "03-spectrum-line-by-line.ipynb",
            "f1Hz=3.25 f2Hz=8.125 f3Hz=12 f4Hz=57.5 a1=2 a2=0.4 a4=3 phase1Rad=0.5 phase3Rad=-2 sampleRateHz=600 durationS=10" },
        { "04-dc-as-a-fingerprint.ipynb", "class1Hz=4 class2Hz=5 class3Hz=6" },
        { "04-dc-as-a-fingerprint.ipynb",
            "class1Hz=14.5 class2Hz=7 class3Hz=2.5 jitterHz=0.25 sampleRateHz=100 durationS=5 kernelSize=11 seed=77" },
        { "05-training-near-the-start.ipynb", "class1Hz=4 class2Hz=5 class3Hz=6" },
        { "05-training-near-the-start.ipynb", "class1Hz=11 class2Hz=2.5 class3Hz=6.25 repetitions=1 epochs=20 windowsPerClass=256" },
        { "06-depth.ipynb", "toneHz=7.5 layers=3 seed=5" },
        { "06-depth.ipynb", "toneHz=2.125 spacingHz=1 noise=0 layers=8 draws=3" },
        { "07-awkward-signals.ipynb", "f1Hz=20 beatHz=3 sampleRateHz=1000 chebyshevTerms=64 burstS=0.05 seed=77" },
        { "07-awkward-signals.ipynb", "f1Hz=1.5 beatHz=0.5 sampleRateHz=8000 chebyshevTerms=4 burstS=0.5 seed=5" },
        { "08-discrete-time.ipynb", "toneHz=7.3 phaseRad=1 largestQ=24 seed=7" },
        { "08-discrete-time.ipynb", "sampleRateHz=100 durationS=5 bits=5 kernelSize=6 amplitude=0.5 toneHz=12" },
        { "09-architectures.ipynb", "chirpLowHz=5 chirpHighHz=8 seed=7 epochs=30" },
        { "09-architectures.ipynb", "kernelSize=3 seed=11" },
        { "10-ppg-heart-rate.ipynb", "recordingFile=../data/rest.csv referenceFile= seed=7" },
        { "10-ppg-heart-rate.ipynb", "recordingFile=../data/walk.csv referenceFile=../data/walk_hr.csv people=3 epochs=5 seed=11" },
    };

    [Theory, MemberData(nameof(Names))]
    public async Task Runs_to_its_end_and_every_check_passes(string name) => AllIsWell(name, await runs.Of(name));

    /// <summary>A line for each notebook that is not swept; all where long tests are asked for.</summary>
    public static TheoryData<string, string> AlteredHere => LongTests.AreAsked
        ? Altered
        : [.. Altered.Where(row => !NotebookSweepTests.Swept.Contains(Path.GetFileNameWithoutExtension(row.Data.Item1)))
            .GroupBy(row => row.Data.Item1).Select(rows => rows.Last().Data)];

    [Theory, MemberData(nameof(AlteredHere))]
    public async Task Runs_with_altered_parameters_and_every_check_passes(string name, string parameters) =>
        AllIsWell(name, await DefaultRuns.RunAsync(name, parameters.Split(' ').Select(text => text.Split('='))
            .Select(pair => (pair[0], pair[1]))));

    /// <summary>Whole numbers for parameters that are none; one notebook, all of these where long tests are asked for.</summary>
    public static TheoryData<string, string> Whole => [.. new[]
    {
        ("01-what-relu-does-to-a-tone.ipynb", "f1Hz=7 a1=2"),
        ("03-spectrum-line-by-line.ipynb", "f1Hz=7 f2Hz=11 a2=1 durationS=5 sampleRateHz=1000"),
        ("02-taylor-derivation.ipynb", "f1Hz=7 f2Hz=11 a1=2"),
        ("04-dc-as-a-fingerprint.ipynb", "durationS=7 class1Hz=4"),
        ("08-discrete-time.ipynb", "toneHz=7 sampleRateHz=100"),
    }.Take(LongTests.AreAsked ? int.MaxValue : 1)];

    /// <summary>papermill writes a number without a point as <c>var f1Hz = 7;</c>, and divisions are then of whole numbers.</summary>
    [Theory, MemberData(nameof(Whole))]
    public async Task A_whole_number_in_place_of_a_real_one_gives_the_same(string name, string parameters)
    {
        var pairs = parameters.Split(' ').Select(text => text.Split('=')).Select(pair => (Name: pair[0], Value: pair[1])).ToList();
        var asDeclared = ParameterSet.Of(Notebook.Load(Path.Combine(CommittedNotebooks.Directory, name))).With(pairs).Inject();
        var whole = asDeclared.WithCells(asDeclared.Cells.Select(cell => cell.Tags.Contains("injected-parameters")
            ? Cell.Code(cell.Id, string.Join('\n', pairs.Select(pair => $"var {pair.Name} = {pair.Value};")), cell.Tags)
            : cell));
        var runs = new[] { asDeclared, whole }.Select(notebook => NotebookRunner.RunAsync(notebook, CommittedNotebooks.Directory,
            TimeSpan.FromSeconds(240), null, TestContext.Current.CancellationToken)).ToList();
        var (one, other) = (await runs[0], await runs[1]);
        Assert.Equal((RunOutcome.Succeeded, null), (other.Outcome, other.Message));
        Assert.Equal(DefaultRuns.Text(one), DefaultRuns.Text(other));
    }

    [Fact]
    public void Every_notebook_is_among_those_that_run_with_altered_parameters() =>
        Assert.Equal(Names.Select(row => row.Data), Altered.Select(row => row.Data.Item1).Distinct());

    [Theory, MemberData(nameof(Names))]
    public async Task Unanswered_exercises_say_so_and_nothing_of_the_answer(string name)
    {
        var run = await runs.Of(name);
        var checks = run.Executed.Cells.Where(cell => cell.Id.StartsWith("check-", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(checks);
        Assert.All(checks, check => Assert.StartsWith("Not answered yet.", DefaultRuns.Text(run, check.Id)));
    }

    /// <summary>Golden values of an independent computation (numerical quadrature in another language), which cells must print.</summary>
    [Theory]
    [InlineData("02-taylor-derivation.ipynb", "golden-table", "0.393607 0.222458 0.469455 6.90611 27888 0.850133 0.324742 0.209201 "
        + "0.125999 0.0662081 0.0171247 0.0100335 0.00594934 1.41421 0.883883 0.758206 0.674679 0.618406 0.580711 0.577305 0.575817")]
    [InlineData("02-taylor-derivation.ipynb", "dc-table", "0.318309886 0.338536700 0.405284735 0.319106160 0.572668922 0.427995801 "
        + "0.353553391 0.395284708 0.500000000 0.707106781 0.524404424 11.1 16.8 23.4 11.3 23.5 22.5")]
    [InlineData("02-taylor-derivation.ipynb", "phases", "0.413496672 0.397887358 0.405284735")]
    [InlineData("02-taylor-derivation.ipynb", "related", "0.574439328 0.574441695")]
    [InlineData("03-spectrum-line-by-line.ipynb", "two-tone-table",
        "0.174353716 0.154012251 0.020341466 0.011507321 0.038939036 0.018597571 0.001743895 0.000117055")]
    [InlineData("03-spectrum-line-by-line.ipynb", "four-tone-table",
        "0.574439328 0.556690 0.684845 0.283530 0.674970 0.117595 0.290764 0.505546 0.103528 0.151470 0.099321")]
    [InlineData("03-spectrum-line-by-line.ipynb", "networks-table", "8152 0.56854 0.741846 8018.0 34962")]
    public async Task Prints_the_golden_values(string name, string cell, string values)
    {
        var numbers = DefaultRuns.Text(await runs.Of(name), cell).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.All(values.Split(' '), value => Assert.Contains(numbers, number => IsRounded(number, value)));
    }

    [Fact]
    public async Task Notebook_03_at_7_and_11_Hz_shows_their_lines_and_says_how_they_are_related()
    {
        const string Name = "03-spectrum-line-by-line.ipynb";
        var run = await DefaultRuns.RunAsync(Name, ("f1Hz", "7"), ("f2Hz", "11"));
        AllIsWell(Name, run);
        var table = DefaultRuns.Text(run, "related-table").Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var hz in new[] { "4.000", "7.000", "11.000", "14.000", "18.000", "22.000" })
        {
            var row = Assert.Single(table, cells => cells.Contains(hz));
            var (predicted, measured) = (double.Parse(row[^2]), double.Parse(row[^1]));
            Assert.True(predicted > 0.01 && Math.Abs(measured / predicted - 1) <= 1e-6, string.Join(' ', row));
        }
        Assert.Contains("lines coincide from order", DefaultRuns.Text(run, "related"));
    }

    [Fact]
    public async Task Docs_hold_the_claims_as_they_came_out()
    {
        var rows = new List<LedgerRow>();
        foreach (var name in Names.Select(row => row.Data))
            rows.AddRange(DefaultRuns.Claims(name, await runs.Of(name)));
        var page = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "claims.md"));
        Assert.Equal(LedgerPage.Write(rows).Split('\n').Select(WithoutRounding), page.Select(WithoutRounding));
    }

    private static void AllIsWell(string name, RunResult run)
    {
        Assert.Equal((RunOutcome.Succeeded, null), (run.Outcome, run.Message));
        Assert.DoesNotContain(run.Executed.Cells.SelectMany(cell => cell.Outputs), output => output is ErrorOutput);
        var claims = DefaultRuns.Claims(name, run);
        Assert.NotEmpty(claims);
        Assert.All(claims, row => Assert.True(row.Claim.Passes, row.Claim.ToString()));
    }

    /// <summary>A printed number that is the golden value to the golden value's digits.</summary>
    private static bool IsRounded(string printed, string golden) =>
        double.TryParse(printed.Replace('−', '-'), out var number) && double.Parse(golden) is var value
        && Math.Abs(number - value) <= 0.51 * Math.Pow(10, -(golden.Split('.') is [_, var decimals] ? decimals.Length : 0));

    /// <summary>
    /// Differences of the size of rounding are not the same on every machine: below 1e-7 only that they are so small counts.
    /// </summary>
    private static string WithoutRounding(string row) =>
        System.Text.RegularExpressions.Regex.Replace(row, @"\| [\d.]+·10⁻(?:[⁸⁹]|¹\S) \|", "| rounding |");
}
