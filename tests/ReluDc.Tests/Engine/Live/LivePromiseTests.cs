using System.Globalization;
using System.Text.RegularExpressions;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>After any sequence of changes a live page shows what a fresh run with its parameters shows, bit for bit.</summary>
/// <remarks>
/// A campaign tries N sequences on each of the ten notebooks, and a quarter as many on the slow ones:
/// <c>RELUDC_LIVE_SEQUENCES=8 dotnet test --project tests/ReluDc.Tests -- --filter-class "*LivePromiseTests"</c>. With
/// <c>RELUDC_LIVE_NOTEBOOKS=03,07</c> it tries these alone.
/// </remarks>
public sealed partial class LivePromiseTests
{
    private static readonly int campaign = int.Parse(Environment.GetEnvironmentVariable("RELUDC_LIVE_SEQUENCES") ?? "0",
        CultureInfo.InvariantCulture);

    private static readonly string? notebooks = Environment.GetEnvironmentVariable("RELUDC_LIVE_NOTEBOOKS");

    public static TheoryData<string, int> Sequences
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var path in Directory.GetFiles(Path.Combine(Checkout.Root, "notebooks"), "??-*.ipynb").Order(StringComparer.Ordinal))
                if (Path.GetFileNameWithoutExtension(path) is var name && Count(name[..2]) is > 0 and var count)
                    data.Add(name, count);
            return data;
        }
    }

    private static int Count(string number) => notebooks?.Split(',').Contains(number) == false ? 0
        : campaign > 0 ? number is "05" or "06" or "09" or "10" ? Math.Max(1, campaign / 4) : campaign
        : number switch { "01" or "03" => 1, _ => 0 };

    [Theory, InlineData("01-what-relu-does-to-a-tone", "f1Hz", "7.25")]
    public async Task A_change_and_the_way_back(string notebook, string name, string value)
    {
        await using var session = await LiveSession.OfCourseAsync(notebook);
        var before = session.Shown();
        await session.SetAsync((name, value));
        Assert.Equal(LivePhase.Idle, session.Live.Progress.Phase);
        Assert.Equal(await session.FreshAsync(), session.Shown());
        Assert.InRange(session.Live.Progress.Done, 1, session.Live.Progress.All - 1);
        await session.SetAsync((name, null));
        Assert.Equal(before, session.Shown());
    }

    [Theory, MemberData(nameof(Sequences))]
    public async Task Any_sequence_of_changes(string notebook, int count)
    {
        await using var session = await LiveSession.OfCourseAsync(notebook);
        var inputs = session.Live.Inputs.Where(input => !input.IsAnswer && input.IsVariable
            && Range().IsMatch(input.Declaration.Comment)).ToList();
        var wrong = new List<string>();
        for (var sequence = 0; sequence < count; sequence++)
        {
            var random = new Random(1000 * int.Parse(notebook[..2], CultureInfo.InvariantCulture) + sequence);
            var said = new List<string>();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                (string, string?)[] values = [.. Enumerable.Range(0, random.Next(4) == 0 ? 3 : 1).Select(_ =>
                    inputs[random.Next(inputs.Count)] is var input && random.Next(5) == 0 ? (input.Name, null) : (input.Name, Draw(input,
                        random)))];
                said.Add(string.Join(", ", values));
                session.Live.Set(values);
                if (random.Next(2) == 0) // else the next change comes while cells run
                    await session.Live.RestAsync(TestContext.Current.CancellationToken);
                else
                    await Task.Delay(random.Next(300), TestContext.Current.CancellationToken);
            }
            await session.Live.RestAsync(TestContext.Current.CancellationToken);
            var (fresh, shown) = (await session.FreshAsync(), session.Shown());
            if (!fresh.SequenceEqual(shown))
                wrong.Add($"sequence {sequence}, {string.Join("; ", said)}: code cells "
                    + string.Join(", ", fresh.Zip(shown).Index().Where(cell => cell.Item.First != cell.Item.Second).Select(cell =>
                        $"{cell.Index + 1} ({Difference(cell.Item.First, cell.Item.Second)})")));
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>A value inside the range that the notebook states.</summary>
    private static string Draw(LiveInput input, Random random)
    {
        var range = Range().Match(input.Declaration.Comment);
        double from = Number(range.Groups["from"].Value), to = Number(range.Groups["to"].Value);
        if (input.Declaration.Comment.Contains("whole number", StringComparison.OrdinalIgnoreCase)
            || input.Declaration.Type is not ("double" or "float" or "decimal"))
            return ((long)from + random.NextInt64((long)(to - from) + 1)).ToString(CultureInfo.InvariantCulture);
        return Math.Round(from + (to - from) * random.NextDouble(), 3).ToString(CultureInfo.InvariantCulture);
    }

    private static string Difference(string fresh, string shown)
    {
        var at = Math.Max(0, fresh.Zip(shown).TakeWhile(pair => pair.First == pair.Second).Count() - 40);
        return $"'{fresh[at..Math.Min(fresh.Length, at + 100)]}' became '{shown[at..Math.Min(shown.Length, at + 100)]}'";
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<from>-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*…\s*(?<to>-?\d+(?:\.\d+)?(?:e-?\d+)?)")]
    private static partial Regex Range();
}
