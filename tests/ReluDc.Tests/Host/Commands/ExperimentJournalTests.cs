using System.Text;
using ReluDc.Networks;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Host.Commands;

/// <summary>A journal however it was torn gives the file of a run that was not interrupted, or is refused.</summary>
public sealed class ExperimentJournalTests : IDisposable
{
    private static readonly FrozenExperiment experiment = Of("test", "model,repetition,value", repetitions: 11);

    private readonly TemporaryFolder folder = new();

    private string Result => folder["r.csv"];

    private string Part => ExperimentJournal.PathOf(Result);

    public void Dispose() => folder.Dispose();

    /// <summary>Parts whose names begin with each other's: repetitions 1, 10 and 11.</summary>
    private static FrozenExperiment Of(string name, string header, int repetitions) => new(name, header,
    [
        .. Enumerable.Range(1, repetitions).Select(n => new ExperimentPart($"linear, repetition {n}",
            _ => [.. Enumerable.Range(0, 2).Select(i => $"linéar,{n},{n * 10 + i}")]) { RowCount = 2 }),
    ]);

    private static byte[] Resume(string result)
    {
        using (var journal = ExperimentJournal.Open(result, experiment))
        {
            var done = journal.Done;
            foreach (var part in experiment.Parts.Reverse().Where(part => !done.Contains(part.Name)))
                journal.Add(part.Name, part.Rows(CancellationToken.None));
            journal.Finish(result, experiment);
        }
        Assert.False(File.Exists(ExperimentJournal.PathOf(result)));
        return File.ReadAllBytes(result);
    }

    private byte[] WholeJournal()
    {
        using (var journal = ExperimentJournal.Open(Result, experiment))
            foreach (var part in experiment.Parts.Reverse())
                journal.Add(part.Name, part.Rows(CancellationToken.None));
        return File.ReadAllBytes(Part);
    }

    [Fact]
    public void A_journal_cut_at_any_byte_ends_in_the_same_file()
    {
        var journal = WholeJournal();
        var whole = Resume(Result);
        Assert.StartsWith("model,repetition,value\nlinéar,1,10\nlinéar,1,11\nlinéar,2,20\n", Encoding.UTF8.GetString(whole),
            StringComparison.Ordinal);
        for (var length = 0; length <= journal.Length; length++)
        {
            File.WriteAllBytes(Part, journal[..length]);
            File.Delete(Result);
            Assert.True(whole.AsSpan().SequenceEqual(Resume(Result)), $"cut at byte {length}");
        }
    }

    [Fact]
    public void A_journal_changed_at_any_byte_is_refused_or_ends_in_the_same_file()
    {
        var journal = WholeJournal();
        var whole = Resume(Result);
        var refused = 0;
        for (var at = 0; at < journal.Length; at++)
            foreach (var other in new byte[] { (byte)'7', (byte)'\n', (byte)'#', 0, 0xff }.Where(other => other != journal[at]))
            {
                byte[] changed = [.. journal];
                changed[at] = other;
                File.WriteAllBytes(Part, changed);
                try
                {
                    Assert.True(whole.AsSpan().SequenceEqual(Resume(Result)), $"byte {at} as {other}");
                }
                catch (FormatException e)
                {
                    refused++;
                    Assert.Contains("delete", e.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', e.Message);
                    Assert.Equal(changed, File.ReadAllBytes(Part)); // what is refused stays as it is
                }
            }
        Assert.InRange(refused, journal.Length, journal.Length * 5);
    }

    [Fact]
    public void Rows_taken_out_of_the_middle_are_missed()
    {
        var lines = Encoding.UTF8.GetString(WholeJournal()).Split('\n');
        for (var from = 1; from < lines.Length - 2; from++)
        {
            if (lines[from].StartsWith('#') && lines[from + 1].StartsWith("lin", StringComparison.Ordinal) is false)
                continue;
            File.WriteAllText(Part, string.Join('\n', lines.Where((_, i) => i != from)));
            Assert.Throws<FormatException>(() => ExperimentJournal.Open(Result, experiment).Dispose());
        }
    }

    [Theory]
    [InlineData("linear,1,0.4\n#linear, repetition 1\n")] // the form of earlier editions
    [InlineData("garbage")]
    [InlineData("#journal 2 of other: model,repetition,value\n")]
    [InlineData("#journal 2 of test: model,repetition\n")]
    public void Another_experiments_journal_and_another_form_are_refused(string content)
    {
        File.WriteAllText(Part, content);
        var refused = Assert.Throws<FormatException>(() => ExperimentJournal.Open(Result, experiment));
        Assert.Equal($"{Part}: not a journal of this experiment; delete it to begin anew", refused.Message);
        Assert.Equal(content, File.ReadAllText(Part));
    }

    [Fact]
    public void A_journal_is_one_runs_at_a_time_and_goes_where_nothing_is_in_it()
    {
        using (ExperimentJournal.Open(Result, experiment))
        {
            var refused = Assert.Throws<UsageException>(() => ExperimentJournal.Open(Result, experiment));
            Assert.Contains("another run writes it", refused.Message, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>Half a part was written when the disk was full: it is taken back, so that the next ones stand behind whole ones.</summary>
    [Fact]
    public void A_part_that_does_not_fit_is_taken_back_and_said_in_one_line_and_the_others_go_on()
    {
        var (first, second, third) = (experiment.Parts[0], experiment.Parts[1], experiment.Parts[2]);
        using var disk = new Disk();
        var token = TestContext.Current.CancellationToken;
        var journal = new ExperimentJournal("r.csv.part", experiment, disk);
        journal.Add(first.Name, first.Rows(token));
        var before = disk.ToArray();
        disk.Space = disk.Length + 20;
        var fault = Assert.Throws<IOException>(() => journal.Add(second.Name, second.Rows(token)));
        Assert.Equal("cannot write: No space left on device; what is done is in r.csv.part, and the same command goes on with it",
            Failure.Of(new AggregateException(fault)).Line);
        Assert.Equal(before, disk.ToArray());
        disk.Space = long.MaxValue;
        journal.Add(third.Name, third.Rows(token));
        var again = new ExperimentJournal("r.csv.part", experiment, new MemoryStream(disk.ToArray()) { Position = 0 });
        Assert.Equal([first.Name, third.Name], again.Done);
    }

    /// <summary>Writes what fits, and then fails.</summary>
    private sealed class Disk : MemoryStream
    {
        public long Space { get; set; } = long.MaxValue;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fits = (int)Math.Min(buffer.Length, Space - Position);
            base.Write(buffer[..fits]);
            if (fits < buffer.Length)
                throw new IOException("No space left on device");
        }
    }
}
