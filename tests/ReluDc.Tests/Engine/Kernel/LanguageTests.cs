using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>What the kernel tells a reader who writes a cell.</summary>
public sealed class LanguageTests(LanguageTests.SharedKernel shared) : IClassFixture<LanguageTests.SharedKernel>
{
    private readonly JupyterClient kernel = shared.Client;

    private JsonObject Complete(string code, int cursor) =>
        kernel.Ask("complete_request", new() { ["code"] = code, ["cursor_pos"] = cursor });

    private string? Inspect(string code, int cursor)
    {
        var reply = kernel.Ask("inspect_request", new() { ["code"] = code, ["cursor_pos"] = cursor, ["detail_level"] = 0 });
        Assert.Equal("ok", (string?)reply["status"]);
        Assert.Equal((bool)reply["found"]!, reply["data"]!.AsObject().Count > 0);
        return (string?)reply["data"]!["text/plain"];
    }

    [Fact]
    public void Completion_knows_what_earlier_cells_declared()
    {
        kernel.Run("var carrierHz = 7.5;\nrecord Peak(double FrequencyHz, double Amplitude);\nvar peak = new Peak(3, 1);");
        Assert.Contains("carrierHz", Matches(Complete("carr", 4)));
        Assert.Equal(["FrequencyHz"], Matches(Complete("peak.Fre", 8)));
        Assert.Contains("Amplitude", Matches(Complete("peak.", 5)));
    }

    [Fact]
    public void Completion_stays_quick_in_a_long_session()
    {
        using var kernel = KernelUnderTest.Start();
        JsonArray Matches(string code, int cursor) =>
            kernel.Ask("complete_request", new() { ["code"] = code, ["cursor_pos"] = cursor })["matches"]!.AsArray();
        for (var i = 0; i < 2000; i++)
            kernel.Run(i % 3 == 0 ? $"{i} + 1" : i % 3 == 1 ? $"var many{i} = {i};" : $"var again = \"{i}\";");
        Matches("Math.", 5); // the services start
        var clock = Stopwatch.StartNew();
        Assert.Contains("many1", Matches("man", 3).Select(match => (string?)match));
        Assert.Contains("Length", Matches("again.", 6).Select(match => (string?)match));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2 * 0.5),
            $"{clock.Elapsed.TotalSeconds:F2} s for two, after 2000 cells; at most 0.5 s each");
    }

    [Fact]
    public void Completion_knows_the_type_of_what_was_computed_from_a_cell_that_ran_again()
    {
        kernel.Run("var f1Hz = 5.0;");
        kernel.Run("var halves = new[] { f1Hz / 2 };");
        kernel.Run("var f1Hz = 7.0;");
        Assert.Contains("CompareTo", Matches(Complete("halves[0].", 10)));
        kernel.Run("var f1Hz = \"text\";");
        Assert.Contains("Substring", Matches(Complete("f1Hz.", 5)));
    }

    [Theory]
    [InlineData("int Mix(int a, double b) => a;", "Mix(1, ", 0, 1, "b", "double b")]
    [InlineData("", "Math.Max(1", -1, 0, "val1", "val1")]
    [InlineData("record Wave(double Hz, double Phase);", "new Wave(", -1, 0, "Hz", "double Hz")]
    [InlineData("Func<int, int> twice = x => 2 * x;", "twice(", 0, 0, "arg", "int arg")]
    [InlineData("var text = \"abc\";", "text[", 0, 0, "index", "int index")]
    [InlineData("var sum = 0;", "Math.Abs(Math.Max(sum, ", -1, 1, "val2", "val2")]
    public void Arguments_are_told_while_they_are_written(string before, string code, int signature, int parameter,
        string name, string label)
    {
        kernel.Run(before);
        var reply = kernel.Ask("signature_request", new() { ["code"] = code, ["cursor_pos"] = code.Length });
        if (signature >= 0)
            Assert.Equal(signature, (int)reply["active_signature"]!);
        Assert.Equal(parameter, (int)reply["active_parameter"]!);
        var active = reply["signatures"]![(int)reply["active_signature"]!]!;
        var told = (string?)active["parameters"]![parameter]!["label"];
        Assert.EndsWith(label, told, StringComparison.Ordinal);
        Assert.Contains(name, told, StringComparison.Ordinal);
        Assert.Contains(told!, (string?)active["label"], StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_outside_a_call_are_none()
    {
        foreach (var code in new[] { "", "1 + 1", "Math.Max(1, 2)", "(1 + " })
            Assert.Empty(kernel.Ask("signature_request", new() { ["code"] = code, ["cursor_pos"] = code.Length })["signatures"]!.AsArray());
    }

    [Fact]
    public void Errors_and_warnings_are_told_before_a_cell_runs()
    {
        kernel.Run("var diagnosedHz = 5.0;");
        JsonArray Diagnose(string code) => kernel.Ask("diagnostics_request", new() { ["code"] = code })["diagnostics"]!.AsArray();
        Assert.Empty(Diagnose("diagnosedHz + 1"));
        Assert.Empty(Diagnose("#!time\n#r \"nuget: Some.Package\"\n1"));
        Assert.Empty(Diagnose("#!html\n<b>not C#</b>"));
        var error = Diagnose("#!time\nint x = diagnosedHz;").Single()!;
        Assert.Equal(("error", "CS0266", 1, 8), ((string?)error["severity"], (string?)error["code"],
            (int)error["start"]!["line"]!, (int)error["start"]!["character"]!));
        Assert.Equal("warning", (string?)Diagnose("void F()\n{\n    int unused = 3;\n}").Single()!["severity"]);
        Assert.Contains("write using (var x = …)", (string?)Diagnose("using var m = new System.IO.MemoryStream();")[0]!["message"]);
    }

    [Fact]
    public void Completion_counts_places_in_code_points()
    {
        const string Before = "var s = \"𝄞𝄞\"; Math.";
        var reply = Complete(Before + "Sq", 21);
        Assert.Equal((19, 21), ((int?)reply["cursor_start"], (int?)reply["cursor_end"]));
        Assert.Equal(["Sqrt"], Matches(reply));
    }

    [Fact]
    public void Completion_of_nonsense_is_empty_and_not_an_error()
    {
        var reply = Complete("nothing.at.all.", 15);
        Assert.Equal("ok", (string?)reply["status"]);
        Assert.Empty(Matches(reply));
    }

    [Fact]
    public void Inspection_shows_signature_and_doc_comment()
    {
        var text = Inspect("Math.Sqrt(2)", 6);
        Assert.Contains("double Math.Sqrt(double d)", text);
        Assert.Contains("square root", text);
        Assert.Contains("Math.Sqrt", Inspect("Math.Sqrt(2)", 10)); // between the brackets
    }

    [Fact]
    public void Inspection_shows_what_earlier_cells_declared_with_its_comment()
    {
        kernel.Run("/// <summary>Hertz to radians a second.</summary>\ndouble ToRadians(double hertz) => 2 * Math.PI * hertz;");
        var text = Inspect("ToRadians(3)", 2);
        Assert.Contains("double ToRadians(double hertz)", text);
    }

    [Fact]
    public void Inspection_shows_the_library_with_its_comments()
    {
        kernel.Run($"#r \"{Path.Combine(Checkout.Root, "lib", "bin", "ReluDc.dll").Replace("\\", "\\\\")}\"\nusing ReluDc;");
        Assert.Contains("ReLU", Inspect("Relu", 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nothing")]
    public void Inspection_of_nothing_finds_nothing(string code) => Assert.Null(Inspect(code, code.Length));

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("var x = 1;", "complete", null)]
    [InlineData("if (true)\n{", "incomplete", "    ")]
    [InlineData("if (true)\n{\n    if (true)\n    {", "incomplete", "        ")]
    [InlineData("Math.Sqrt(", "incomplete", "    ")]
    [InlineData("var s = @\"open", "incomplete", "")]
    [InlineData("/* open", "incomplete", "")]
    [InlineData("var x = );", "invalid", null)]
    [InlineData("#r \"nuget: X\"", "complete", null)]
    public void A_cell_is_complete_incomplete_with_its_indent_or_invalid(string code, string status, string? indent)
    {
        var reply = kernel.Ask("is_complete_request", new() { ["code"] = code });
        Assert.Equal((status, indent), ((string?)reply["status"], (string?)reply["indent"]));
    }

    private static string?[] Matches(JsonObject reply) => [.. reply["matches"]!.AsArray().Select(match => (string?)match)];

    /// <summary>One kernel for all of these.</summary>
    public sealed class SharedKernel : IDisposable
    {
        internal JupyterClient Client { get; } = KernelUnderTest.Start();

        public void Dispose() => Client.Dispose();
    }
}
