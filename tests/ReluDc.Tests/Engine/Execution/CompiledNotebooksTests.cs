using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>A run of cells that an earlier run has compiled shows what a run that compiles them shows.</summary>
public sealed class CompiledNotebooksTests
{
    private const string Probe = "// compiled before?\n"
        + "System.Runtime.Loader.AssemblyLoadContext.All.Select(context => context.Name)\n"
        + "    .FirstOrDefault(name => name == \"cells compiled before\")";

    private const string Declared = """
        // tags: parameters
        double f1Hz = 5;           // Hz, 0.5 … 100: frequency
        int n = 3;
        string word = "a";
        float g = 1;
        decimal price = 2;
        bool isOn = true;
        int[] list = { 1, 2 };
        int? maybe = null;
        long far = 1;
        var v = 2.5;
        char letter = 'x';
        """;

    private static readonly string[] plain =
    [
        Declared, "f1Hz * n", "// all\n$\"{word} {g} {price} {isOn} {string.Join(';', list)} {maybe} {far} {v} {letter}\"", "# prose",
        "#!html\n<b>1</b>\n#!csharp\nf1Hz", "string? none = null;\nnone", "Func<double> later = () => f1Hz;", "f1Hz = f1Hz + 1;\nlater()",
        "// tags: raises-exception\n\nvar few = new int[1];\nfew[n]", "few.Length", "await Task.Delay(1);\nawait Task.FromResult(f1Hz)",
        "foreach (var i in Enumerable.Range(0, n))\n    Console.WriteLine(i * f1Hz);",
        "int Odd()\n{\n    int unused;\n    return n;\n}",
        "var (p, q) = (f1Hz, n);\np + q", "var shown = display(f1Hz);\nshown.Update(\"now\")",
        "double f1Hz = 2 * n;", "later() + f1Hz", "f1Hz = 7;", "f1Hz", "int unset; unset", "using System.Globalization;",
        "1.5.ToString(CultureInfo.InvariantCulture)",
        "List<int> Up(int k) { if (k == 0) return new(); var up = Up(k - 1); up.Add(k); return up; }\nUp(n)",
    ];

    // These may print which cell they are, or which class they became, and an altered run has a cell more.
    private static readonly string[] telling =
    [
        "int Fail() => throw new ArgumentException(word);", "// tags: raises-exception\nFail()",
        "record Pair(double A, double B);\nnew Pair(f1Hz, n)",
        "class Node { public double At; }\nvar node = new Node { At = f1Hz };", "node",
        "Console.WriteLine(node)", "using System.Runtime.CompilerServices;",
        "string At([CallerFilePath] string path = \"\", [CallerLineNumber] int line = 0) => path + line;", "\nAt()",
        "try { Fail(); } catch (ArgumentException e) { Console.WriteLine(e.StackTrace.Split(\" in \")[^1]); }",
    ];

    public static TheoryData<string[]> Altered { get; } = new(
        Array.Empty<string>(),
        new[] { "f1Hz", "7.25" },
        new[] { "f1Hz", "-0", "n", "4", "word", "x \"y\" \\z", "g", "0.1" },
        new[]
        {
            "price", "1.25", "isOn", "false", "list", "[3, 4, 5]", "maybe", "9", "far", "5000000000", "v", "1e-3", "letter", "ß",
        },
        new[] { "maybe", "null", "list", "[]", "word", "" });

    [Theory, MemberData(nameof(Altered))]
    public async Task An_altered_run_after_one_that_was_not(string[] altered)
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("kinds.ipynb", [.. plain, Probe]));
        Assert.Null((await RunAsync(folder, notebook)).Where);
        await IsTheSameAsync(folder, With(notebook, altered));
    }

    [Theory, MemberData(nameof(Altered))]
    public async Task Cells_that_tell_which_they_are_after_a_run_that_was_altered_otherwise(string[] altered)
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("kinds.ipynb", [.. plain, .. telling, Probe]));
        await RunAsync(folder, notebook);
        var other = With(notebook, altered is ["f1Hz", "7.25"] ? ["n", "2"] : ["f1Hz", "3"]);
        Assert.Null((await RunAsync(folder, other)).Where);
        await IsTheSameAsync(folder, With(notebook, altered));
        await IsTheSameAsync(folder, notebook);
    }

    [Fact]
    public async Task What_an_altered_run_has_compiled_serves_the_notebook_itself()
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("kinds.ipynb", [.. plain, Probe]));
        await RunAsync(folder, With(notebook, ["n", "2"]));
        var run = await IsTheSameAsync(folder, notebook);
        Assert.Contains("at cell 9, line 4", string.Join('\n', Outputs(run)), StringComparison.Ordinal);
        Assert.Contains("at cell 10, line 4", string.Join('\n', Outputs(await IsTheSameAsync(folder, With(notebook, ["n", "3"])))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01-what-relu-does-to-a-tone", "f1Hz", "7.25")]
    [InlineData("03-spectrum-line-by-line", "f2Hz", "11")]
    public async Task A_notebook_of_the_course(string name, string parameter, string value)
    {
        using var folder = new TemporaryFolder();
        var directory = Path.Combine(Checkout.Root, "notebooks");
        var notebook = Notebook.Load(Path.Combine(directory, name + ".ipynb"));
        var altered = ParameterSet.Of(notebook).With([(parameter, value)]).Inject();
        var compiled = new CompiledNotebooks(folder["compiled"]);
        async Task<RunResult> RunOnceAsync(Notebook one, CompiledNotebooks? where)
        {
            var run = await NotebookRunner.RunAsync(one, directory, TimeSpan.FromMinutes(2), null, TestContext.Current.CancellationToken,
                compiled: where);
            await compiled.SettledAsync();
            Assert.Null(run.Failure);
            return run;
        }
        await RunOnceAsync(notebook, compiled);
        var written = File.GetLastWriteTimeUtc(Directory.GetFiles(folder["compiled"]).Single());
        Assert.Equal(Outputs(await RunOnceAsync(altered, null)), Outputs(await RunOnceAsync(altered, compiled)));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Directory.GetFiles(folder["compiled"]).Single()));
    }

    [Theory]
    [InlineData("const double f1Hz = 5;", "f1Hz", "7")] // declared anew, so later cells are others
    [InlineData("readonly double f1Hz = 5;", "f1Hz", "7")]
    public async Task What_can_not_be_assigned_to_is_compiled(string declared, string parameter, string value)
    {
        using var folder = new TemporaryFolder();
        Notebook Of(string value) => ParameterSet.Of(Notebook.Load(folder.Notebook("kinds.ipynb", "// tags: parameters\n" + declared,
            "2 * f1Hz", Probe))).With([(parameter, value)]).Inject();
        await RunAsync(folder, Of("6"));
        var (run, where) = await RunAsync(folder, Of(value));
        Assert.Null(where);
        Assert.Contains("14", string.Concat(Outputs(run)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!who")]
    [InlineData("// tags: raises-exception\nnonsense")]
    [InlineData("// tags: raises-exception\n#!nonsense")]
    public async Task Cells_that_take_a_session_are_compiled_each_time(string cell)
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("kinds.ipynb", "int a = 1;", cell, "a", Probe));
        await RunAsync(folder, notebook);
        Assert.Null((await RunAsync(folder, notebook)).Where);
        Assert.False(Directory.Exists(folder["compiled"]));
    }

    [Fact]
    public async Task A_script_that_a_cell_loads_and_that_has_changed_counts()
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("kinds.ipynb", "#load \"one.csx\"", "Answer()", Probe));
        foreach (var (number, where) in new[] { (1, null), (1, "cells compiled before"), (2, null), (2, "cells compiled before") })
        {
            File.WriteAllText(folder["one.csx"], $"int Answer() => {number};");
            var (run, at) = await RunAsync(folder, notebook);
            Assert.Equal(where, at);
            Assert.Contains($"\"{number}\"", Outputs(run)[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cell_that_has_changed_counts_and_prose_does_not()
    {
        using var folder = new TemporaryFolder();
        async Task<string?> WhereAsync(params string[] cells) =>
            (await RunAsync(folder, Notebook.Load(folder.Notebook("kinds.ipynb", [.. cells, Probe])))).Where;
        Assert.Null(await WhereAsync("int a = 1;", "# words", "a"));
        Assert.Equal("cells compiled before", await WhereAsync("int a = 1;", "# other words", "a"));
        Assert.Null(await WhereAsync("int a = 2;", "# other words", "a"));
        Assert.Null(await WhereAsync("int a = 2;", "a")); // its tracebacks name other places
        Assert.Equal("cells compiled before", await WhereAsync("int a = 2;", "a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(1000)]
    [InlineData(-1)]
    public async Task A_file_that_was_cut_off_or_altered_counts_as_none(int place)
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("kinds.ipynb", "int a = 1;", "a", Probe));
        await RunAsync(folder, notebook);
        var file = Directory.GetFiles(folder["compiled"]).Single();
        var bytes = File.ReadAllBytes(file);
        if (place < 0)
            bytes = bytes[..^7];
        else
            bytes[place] ^= 1;
        File.WriteAllBytes(file, bytes);
        var (run, where) = await RunAsync(folder, notebook);
        Assert.Equal((null, null), (run.Failure, where));
        Assert.Equal("cells compiled before", (await RunAsync(folder, notebook)).Where);
    }

    [Fact]
    public async Task A_run_that_fails_keeps_nothing_and_a_compiled_one_can_fail()
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("kinds.ipynb", "// tags: parameters\nint a = 1;",
            "\nif (a == 2)\n    throw new(\"two\");"));
        var bad = ParameterSet.Of(notebook).With([("a", "2")]).Inject();
        Assert.Equal("cell 3, line 3: Exception: two", (await RunAsync(folder, bad)).Run.Failure);
        Assert.False(Directory.Exists(folder["compiled"]));
        Assert.Null((await RunAsync(folder, notebook)).Run.Failure);
        Assert.Equal("cell 3, line 3: Exception: two", (await RunAsync(folder, bad)).Run.Failure);
    }

    private static Notebook With(Notebook notebook, string[] altered) =>
        ParameterSet.Of(notebook).With(altered.Chunk(2).Select(pair => (pair[0], pair[1]))).Inject();

    /// <summary>Runs a notebook that has been compiled before, and compares it with a run that compiles it.</summary>
    private static async Task<RunResult> IsTheSameAsync(TemporaryFolder folder, Notebook notebook)
    {
        var expected = await NotebookRunner.RunAsync(notebook, folder.Path, TimeSpan.FromMinutes(1), null,
            TestContext.Current.CancellationToken);
        Assert.Null(expected.Failure);
        var (again, where) = await RunAsync(folder, notebook);
        Assert.Equal("cells compiled before", where);
        Assert.Equal(Outputs(expected), Outputs(again));
        return again;
    }

    /// <summary>A run that keeps what it compiles beside the notebook, and where its last cell says that its program was loaded.</summary>
    private static async Task<(RunResult Run, string? Where)> RunAsync(TemporaryFolder folder, Notebook notebook)
    {
        var compiled = new CompiledNotebooks(folder["compiled"]);
        var run = await NotebookRunner.RunAsync(notebook, folder.Path, TimeSpan.FromMinutes(1), null, TestContext.Current.CancellationToken,
            compiled: compiled);
        await compiled.SettledAsync();
        var name = (run.Executed.Cells[^1].Outputs.LastOrDefault() as ResultOutput)?.Data.Text("text/plain");
        return (run, name == "cells compiled before" ? name : null);
    }

    /// <summary>Each cell's outputs, but for those of the cell that tells runs apart.</summary>
    private static string[] Outputs(RunResult run) => [.. run.Executed.Cells
        .Where(cell => cell.Kind == CellKind.Code && cell.Source != Probe)
        .Select(cell => $"{cell.ExecutionCount} {new JsonArray([.. cell.Outputs.Select(output => output.ToJson())]).ToJsonString()}")];
}
