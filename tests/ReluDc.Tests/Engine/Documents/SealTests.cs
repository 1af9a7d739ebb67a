using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>A seal says whether a text is as it was written.</summary>
public sealed class SealTests
{
    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void A_closed_text_is_intact_and_not_so_after_any_change()
    {
        var closed = Seal.Close(Bytes($"<p>größer</p> {Seal.Open} <p>end</p>"));
        Assert.True(Seal.IsIntact(closed));
        for (var i = 0; i < closed.Length; i++)
        {
            var changed = (byte[])closed.Clone();
            changed[i] ^= 1;
            Assert.False(Seal.IsIntact(changed), $"byte {i}");
            Assert.False(Seal.IsIntact(closed[..i]), $"cut at {i}");
        }
        Assert.False(Seal.IsIntact([.. closed, (byte)' ']));
    }

    [Theory]
    [InlineData("no seal")]
    [InlineData("")]
    public void A_text_without_one_is_as_it_was_and_not_trusted(string text)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(Seal.Close(Bytes(text))));
        Assert.False(Seal.IsIntact(Bytes(text)));
    }

    [Fact]
    public void A_text_that_brings_a_seal_of_its_own_is_not_trusted()
    {
        var text = Bytes($"{Seal.Open} and {Seal.Open}");
        Assert.Equal(text, Seal.Close(text));
        Assert.False(Seal.IsIntact(text));
        var closed = Seal.Close(Bytes(Seal.Open));
        Assert.Equal(closed, Seal.Close(closed));
    }
}
