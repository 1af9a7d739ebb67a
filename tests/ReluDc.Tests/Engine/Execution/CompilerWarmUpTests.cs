using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>What an engine compiles before it is asked for anything.</summary>
public sealed class CompilerWarmUpTests
{
    [Fact]
    public void The_cell_that_warms_the_compiler_is_compiled_to_its_end()
    {
        var image = CompilerWarmUp.Compile();
        Assert.NotNull(image); // an error would end it early, and nobody would see
        Assert.True(image.EndsInValue && image.Program.Length > 0 && image.Symbols is not null && image.Entry is not null);
    }
}
