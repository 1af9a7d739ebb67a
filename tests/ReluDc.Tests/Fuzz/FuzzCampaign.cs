using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ReluDc.Tests.Fuzz;

/// <summary>
/// Many random inputs at one door of the program. Each has a generator of its own, told by seed and index, so that any of them can be
/// made again alone.
/// </summary>
/// <remarks>
/// The environment chooses: RELUDC_FUZZ how many inputs (else a few hundred), RELUDC_FUZZ_SEED the seed (else 1), RELUDC_FUZZ_AT the only
/// index to be tried.
/// </remarks>
/// <param name="name">What is fuzzed, for the report.</param>
/// <param name="usual">How many inputs are tried where nobody asks for more.</param>
internal sealed class FuzzCampaign(string name, int usual = 300)
{
    private const int MostFindings = 10; // of different kinds; the rest is likely more of the same
    private const int StackSize = 1536 << 10; // as threads have on Windows
    private const int MostShown = 4000; // characters of an input in a report; the whole can be made again

    private static readonly TimeSpan hang = TimeSpan.FromMinutes(1);

    private readonly ulong seed = Setting("RELUDC_FUZZ_SEED") is { } given ? (ulong)given : 1;
    private readonly Dictionary<string, string> findings = []; // by kind
    private volatile string current = ""; // the input that is being tried
    private long started;

    /// <summary>The longest that one input may take; a tenth of a minute is patience with a busy machine, not a target.</summary>
    public TimeSpan LongestInput { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The most that one input may allocate, in bytes, dropped or kept.</summary>
    public long MostAllocated { get; init; } = 512L << 20;

    /// <summary>The most that memory may have grown when all inputs are done, in bytes; other tests run beside.</summary>
    public long MostGrowth { get; init; } = 1L << 30;

    /// <summary>
    /// Tries the inputs, on a thread with a usual stack. Fails with every kind of finding: an exception that the check lets out, an input
    /// that takes too long or too much memory.
    /// </summary>
    /// <param name="make">Makes an input from a generator.</param>
    /// <param name="check">Throws if the door does not do with it what it should.</param>
    public void Run(Func<Pcg32, byte[]> make, Action<byte[]> check)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, slowest, most) = (0, TimeSpan.Zero, 0L);
        var work = new Thread(() =>
        {
            foreach (var index in Indices())
            {
                var input = make(new(seed, (ulong)index));
                current = Describe(index, input);
                Volatile.Write(ref started, Stopwatch.GetTimestamp());
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                Try(input, check);
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                var took = Stopwatch.GetElapsedTime(Volatile.Read(ref started));
                if (took > LongestInput)
                    Found("too slow", FormattableString.Invariant($"it took {took.TotalSeconds:F1} s"));
                if (allocated > MostAllocated)
                    Found("too much memory", $"it allocated {allocated >> 20} MB");
                (count, slowest, most) = (count + 1, took > slowest ? took : slowest, Math.Max(most, allocated));
            }
            Volatile.Write(ref started, 0);
        }, StackSize) { IsBackground = true, Name = $"fuzz {name}" };
        work.Start();
        while (!work.Join(TimeSpan.FromSeconds(1)))
            if (Volatile.Read(ref started) is not 0 and var since && Stopwatch.GetElapsedTime(since) > hang)
                Assert.Fail($"an input of the campaign {name} does not end\n{current}");
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        var report = FormattableString.Invariant(
            $"{name}: {count} inputs of seed {seed} in {clock.Elapsed.TotalSeconds:F1} s; slowest {slowest.TotalMilliseconds:F0} ms, ")
            + $"most allocated {most >> 10} KB, memory grew by {growth >> 20} MB, {findings.Count} kinds of findings";
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(findings.Count == 0, $"{report}\n\n{string.Join("\n\n", findings.Values)}");
        Assert.True(growth <= MostGrowth, report);
    }

    private IEnumerable<long> Indices()
    {
        if (Setting("RELUDC_FUZZ_AT") is { } only)
        {
            yield return only;
            yield break;
        }
        for (long index = 0; index < (Setting("RELUDC_FUZZ") ?? usual) && findings.Count < MostFindings; index++)
            yield return index;
    }

    private void Try(byte[] input, Action<byte[]> check)
    {
        try
        {
            check(input);
        }
        catch (Exception e)
        {
            // one kind: the same exception from the same place
            var place = e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("ReluDc", StringComparison.Ordinal))?.Trim();
            Found($"{e.GetType()} {place}", $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}");
        }
    }

    private void Found(string kind, string what) => findings.TryAdd(kind, $"{what}\n{current}");

    private string Describe(long index, byte[] input)
    {
        var text = new StringBuilder();
        foreach (var letter in Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, MostShown))))
            text.Append(letter is >= ' ' and <= '~' ? letter : $"\\u{(int)letter:x4}");
        return $"repeat: RELUDC_FUZZ_SEED={seed} RELUDC_FUZZ_AT={index}; {input.Length} bytes"
            + $"{(input.Length > MostShown ? $", the first {MostShown}" : "")}\ntext: {text}\nbase64: "
            + Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, MostShown)));
    }

    private static long? Setting(string variable) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
