using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>The lines of a conversation, whole up to a length, and bounded beyond it.</summary>
public sealed class LineReaderTests
{
    [Theory]
    [InlineData("a\nb\r\n\nlast", new[] { "a", "b", "", "last" })]
    [InlineData("ä€😀\n", new[] { "ä€😀" })]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    public async Task Lines_come_whole_however_they_are_cut_on_their_way(string text, string[] lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var piece = 1; piece <= bytes.Length + 1; piece++)
        {
            var reader = new LineReader(new Pieces(bytes, piece), 100);
            var read = new List<string>();
            while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } line)
                read.Add(line.Text);
            Assert.Equal(lines, read);
        }
        var all = new LineReader(new MemoryStream(bytes), 100);
        Assert.Equal(lines, lines.Select(_ => all.Read()!.Value.Text));
        Assert.Null(all.Read());
    }

    [Theory]
    [InlineData(1 << 16)]
    [InlineData((1 << 16) + 1)]
    [InlineData(3_000_000)]
    public void A_line_that_is_too_long_is_told_by_its_beginning_and_its_length_and_the_next_is_whole(int length)
    {
        const int Longest = 1 << 16;
        var reader = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', length) + "\nnext\n")), Longest);
        var line = reader.Read()!.Value;
        Assert.Equal((length, length > Longest), (line.Length, line.IsCut));
        Assert.Equal(new string('x', length > Longest ? LineReader.Beginning : length), line.Text);
        Assert.Equal("next", reader.Read()!.Value.Text);
    }

    [Fact]
    public void A_line_of_3_GB_takes_little_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var line = new LineReader(new Endless(3L << 30), 1 << 20).Read()!.Value;
        Assert.Equal((3L << 30, true), (line.Length, line.IsCut));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    /// <summary>A stream that gives a few bytes at a time, as pipes do.</summary>
    private sealed class Pieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }

    /// <summary>So many bytes of one letter.</summary>
    private sealed class Endless(long count) : MemoryStream
    {
        private long left = count;

        public override int Read(Span<byte> buffer)
        {
            var next = (int)Math.Min(left, buffer.Length);
            buffer[..next].Fill((byte)'x');
            left -= next;
            return next;
        }
    }
}
