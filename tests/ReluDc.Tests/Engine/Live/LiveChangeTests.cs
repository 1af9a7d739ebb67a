using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>What a change does: to which cells, with which values, and at which moment.</summary>
public sealed class LiveChangeTests
{
    [Fact]
    public async Task Only_what_depends_runs_again()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one\ndouble y = 2; // 0 … 10: another",
            "double a = x * 2;",
            "double[] b = [.. Enumerable.Range(0, 3).Select(i => i * y)];", "a + 1", "b.Sum()", "string.Join(' ', b.Select(v => v + a))",
            "double F(double v) => v * y;\nvar list = new List<double> { 1, 2 };", "list.Add(F(3)); list[^1]");
        await session.SetAsync(("x", "3")); // what makes a, a + 1, and the sum of both
        Assert.Equal(3, session.Live.Progress.Done);
        await session.SetAsync(("y", "3"));
        Assert.Equal(5, session.Live.Progress.Done);
        Assert.Equal(await session.FreshAsync(), session.Shown());
    }

    [Fact]
    public async Task What_a_function_makes_anew_ties_no_cells_together()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one\ndouble y = 2; // 0 … 10: another",
            "Random Make(int k) => new(k);", "var kept = new Random(3);\nRandom Kept() => kept;",
            "Make(1).NextDouble() + x", "Make(1).NextDouble() + y", "Kept().NextDouble() + y");
        await session.SetAsync(("x", "3"));
        Assert.Equal(1, session.Live.Progress.Done);
        await session.SetAsync(("y", "3")); // both of y, and the cell that makes what the second changes
        Assert.Equal(await session.FreshAsync(), session.Shown());
        Assert.InRange(session.Live.Progress.Done, 3, 4);
    }

    [Fact]
    public async Task Cells_are_counted_as_in_one_run_however_often_they_ran()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one", "x + 1", "7", "2 * x");
        await session.SetAsync(("x", "3"));
        await session.SetAsync(("x", "4"));
        var executed = session.Live.Executed();
        Assert.Equal([1, 2, 3, 4], executed.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.ExecutionCount));
        Assert.Equal([2, 3, 4],
            executed.Cells.SelectMany(cell => cell.Outputs).OfType<ResultOutput>().Select(value => value.ExecutionCount));
    }

    [Fact]
    public async Task Parameters_of_all_types()
    {
        await using var session = await LiveSession.OfCellsAsync("""
            int i = 1; // 0 … 9: whole
            long l = 1;
            float f = 0.5f;
            decimal m = 1.50m;
            bool b = false;
            char c = 'a';
            string s = "a";
            double[] a = { 1, 2 };
            string[] t = ["a"];
            double? o = null;
            double z = 1;
            const int K = 3;
            var v = 2.5;
            """, "(i, l, f, m, b, c, s, o, v, 1 / z, K).ToString()", "string.Join('|', a) + string.Join('|', t)", "a[0] = 9; a");
        await session.SetAsync(("i", "-7"), ("l", "-9223372036854775808"), ("f", "-0.1"), ("m", "-1.230"), ("b", "true"), ("c", "\""),
            ("s", "quote \" back \\ ünïcode \n ☃"), ("a", "[3, -4.5]"), ("t", "[\"x, y\", \"☃\"]"), ("o", "-2.5"),
            ("z", "-0.0"), ("v", "1e300"));
        Assert.Contains("-Infinity", session.Shown()[1], StringComparison.Ordinal);
        Assert.Contains("☃", System.Text.RegularExpressions.Regex.Unescape(session.Shown()[1]), StringComparison.Ordinal);
        Assert.Contains("3|-4.5", session.Shown()[2], StringComparison.Ordinal);
        await session.SetAsync(("s", null), ("t", null), ("c", null), ("a", null)); // which the command line takes in another form
        Assert.Equal(await session.FreshAsync(), session.Shown());
        var before = session.Live.Values;
        foreach (var (name, value) in new[] { ("K", "4"), ("q", "1"), ("i", "1.5"), ("a", "x"), ("b", "maybe"), ("c", "ab"), ("z", "NaN") })
        {
            var refused = Assert.Throws<FormatException>(() => session.Live.Set([("l", "5"), (name, value)]));
            Assert.DoesNotContain('\n', refused.Message);
        }
        Assert.Same(before, session.Live.Values);
    }

    [Fact]
    public async Task Changes_in_quick_succession_and_in_the_middle_of_a_long_cell()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one\ndouble y = 2; // 0 … 10: another",
            "var list = new List<double>();", "list.Add(x); static int runs = 0; runs++;",
            "try { for (var i = 0; i < 40; i++) { await Task.Delay(10); if (i % 10 == 0) list.Add(i * y); } } "
                + "catch (Exception e) { Console.Write(e.Message); }",
            "$\"{list.Sum() + y} {runs}\"");
        for (var i = 0; i < 12; i++)
        {
            session.Live.Set([(i % 3 == 0 ? "y" : "x", $"{i % 7}")]);
            await Task.Delay(i * 20, TestContext.Current.CancellationToken);
        }
        await session.SetAsync(("y", "5"));
        Assert.Equal(await session.FreshAsync(), session.Shown());
    }

    [Fact]
    public async Task A_value_that_makes_a_quick_cell_slow_is_given_up_for_the_next()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 100000: steps",
            "for (var i = 0; i < x; i++) await Task.Delay(20);", "x");
        session.Live.Set([("x", "90000")]);
        await Task.Delay(100, TestContext.Current.CancellationToken); // it has begun, and nobody knows yet that it takes half an hour
        await session.SetAsync(("x", "2")).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        Assert.Equal(await session.FreshAsync(), session.Shown());
    }

    [Fact]
    public async Task A_slider_that_moves_and_moves_shows_something_meanwhile()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 100: one", "await Task.Delay(500); x * 2");
        await session.SetAsync(("x", "99")); // the second run tells how long it takes
        var shown = new HashSet<string>();
        session.Live.Changed += cell => shown.Add(session.Shown()[1]);
        for (var i = 0; i < 30; i++)
        {
            session.Live.Set([("x", $"{i}")]);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.InRange(shown.Count, 3, 8); // what stood there, and several of the thirty
        await session.SetAsync(("x", "50"));
        Assert.Equal(await session.FreshAsync(), session.Shown());
    }

    /// <summary>"Idle" beside a value of now and an output of before would be a lie, however short.</summary>
    [Fact]
    public async Task It_never_says_that_it_rests_while_a_value_waits()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 100: one", "await Task.Delay(30); x * 2");
        var lies = new List<string>();
        session.Live.Progressed += () =>
        {
            var (phase, shown, x) = (session.Live.Progress.Phase, session.Shown()[1], double.Parse(session.Live.Values["x"]));
            if (phase == LivePhase.Idle && session.Live.Progress.Phase == LivePhase.Idle && !shown.Contains($"{2 * x}"))
                lies.Add($"{shown} at x = {x}");
        };
        for (var i = 2; i < 40; i++)
        {
            session.Live.Set([("x", $"{i}")]);
            Assert.NotEqual(LivePhase.Idle, session.Live.Progress.Phase);
            await Task.Delay(7 * (i % 9), TestContext.Current.CancellationToken); // some come while it runs, some afterwards
            if (i % 10 == 0)
                await session.Live.RestAsync(TestContext.Current.CancellationToken);
        }
        await session.Live.RestAsync(TestContext.Current.CancellationToken);
        Assert.Empty(lies);
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        session.Live.Set([("x", "39")]);
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase); // it has that already
    }

    [Fact]
    public async Task An_engine_that_ends_between_two_changes_costs_neither()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one",
            "if (x == 5) _ = Task.Run(async () => { await Task.Delay(300); Environment.Exit(3); });", "x + 1");
        await session.SetAsync(("x", "5"));
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await session.SetAsync(("x", "6"));
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        Assert.Equal(await session.FreshAsync(), session.Shown());
    }

    /// <summary>A library that computes does not hear of the interruption: after ten seconds its engine is ended.</summary>
    [Fact]
    public async Task A_cell_that_cannot_be_interrupted_does_not_cost_the_next_value()
    {
        Assert.SkipUnless(LongTests.AreAsked, "takes half a minute: RELUDC_LONG=1");
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one",
            "if (x == 5) System.Text.RegularExpressions.Regex.IsMatch(new string('a', 60) + '!', \"^(a+)+$\");", "x + 1");
        session.Live.Set([("x", "5")]);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await session.SetAsync(("x", "6"));
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        Assert.Equal(await session.FreshAsync(), session.Shown());
    }

    [Fact]
    public async Task Stopped_half_way_and_let_go_on()
    {
        await using var session = await LiveSession.OfCellsAsync("double x = 1; // 0 … 10: one", "var list = new List<double>();",
            "list.Add(x);", "for (var i = 0; i < 60; i++) { list.Add(i); System.Threading.Thread.Sleep(10); }", "list.Sum() + x");
        session.Live.Set([("x", "4")]);
        while (session.Live.StateOf(3) != LiveCellState.Running)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        session.Live.Stop();
        await session.Live.RestAsync(TestContext.Current.CancellationToken);
        Assert.Equal(LivePhase.Stale, session.Live.Progress.Phase);
        session.Live.Run();
        await session.Live.RestAsync(TestContext.Current.CancellationToken);
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        Assert.Equal(await session.FreshAsync(), session.Shown());
    }
}
