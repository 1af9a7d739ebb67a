using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>kernel install and kernel uninstall, run as a user runs them.</summary>
public sealed class KernelSpecTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A home of the test's own.</summary>
    private Dictionary<string, string> Home =>
        new() { ["HOME"] = folder.Path, ["XDG_DATA_HOME"] = folder["data"], ["JUPYTER_DATA_DIR"] = "", ["JUPYTER_PATH"] = "" };

    private Task<HostProcess> KernelAsync(params string[] arguments) => HostProcess.RunAsync(folder.Path, Home, ["kernel", .. arguments]);

    private string Spec(string name, string under = "data") => folder[Path.Combine(under, "jupyter", "kernels", name, "kernel.json")];

    private string Foreign(string name, string content = "{\"argv\": [\"other\"], \"language\": \"C#\"}")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Spec(name))!);
        File.WriteAllText(Spec(name), content);
        return content;
    }

    [Fact]
    public async Task It_is_installed_for_the_user_starts_the_built_host_and_is_removed_without_a_trace()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folder is another on other systems");
        var installed = await KernelAsync("install");
        Assert.Equal((0, Spec(".net-csharp") + "\n"), (installed.ExitCode, installed.Output));
        var spec = JsonNode.Parse(await File.ReadAllTextAsync(Spec(".net-csharp"), TestContext.Current.CancellationToken))!;
        Assert.Equal(["exec", KernelUnderTest.Program, "kernel", "start", "--connection-file", "{connection_file}"], spec["argv"]!.AsArray()
            .Skip(1).Select(part => (string?)part));
        Assert.True(File.Exists((string?)spec["argv"]![0]), "the dotnet that it names");
        Assert.Equal(("C#", ".NET (C#)"), ((string?)spec["language"], (string?)spec["display_name"]));
        Assert.Equal(0, (await KernelAsync("install", "--user")).ExitCode); // again
        Assert.Equal(0, (await KernelAsync("uninstall")).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder["data"], "jupyter", "kernels")));
    }

    [Fact]
    public async Task It_is_installed_in_a_prefix_under_a_name()
    {
        Assert.Equal(0, (await KernelAsync("install", "--prefix", folder["énv ironment"], "--name", "mine.1")).ExitCode);
        Assert.True(File.Exists(Spec("mine.1", Path.Combine("énv ironment", "share"))));
        Assert.Equal(2, (await KernelAsync("uninstall", "--prefix", folder["énv ironment"])).ExitCode); // another name
        Assert.True(File.Exists(Spec("mine.1", Path.Combine("énv ironment", "share"))));
        Assert.Equal(0, (await KernelAsync("uninstall", "--prefix", folder["énv ironment"], "--name", "mine.1")).ExitCode);
        Assert.False(File.Exists(Spec("mine.1", Path.Combine("énv ironment", "share"))));
    }

    [Theory]
    [InlineData("{\"argv\": [\"other\"], \"language\": \"C#\"}")]
    [InlineData("not even JSON")]
    [InlineData("[]")]
    public async Task A_foreign_kernel_keeps_its_name_and_its_file(string content)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folder is another on other systems");
        Foreign(".net-csharp", content);
        var installed = await KernelAsync("install");
        Assert.Equal((0, Spec("reludc-csharp") + "\n"), (installed.ExitCode, installed.Output));
        Assert.Contains("so this one is called reludc-csharp", installed.Errors);
        Assert.Equal(0, (await KernelAsync("uninstall")).ExitCode);
        Assert.False(File.Exists(Spec("reludc-csharp")));
        Assert.Equal(content, await File.ReadAllTextAsync(Spec(".net-csharp"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_that_is_taken_or_both_are_refused_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folder is another on other systems");
        var (first, second) = (Foreign(".net-csharp"), Foreign("reludc-csharp"));
        foreach (var arguments in new[]
            { new[] { "install" }, ["install", "--name", ".net-csharp"], ["install", "--name", "a b"], ["install", "--name", "../x"],
            ["install", "--user", "--prefix", "x"], ["uninstall"], ["start"] })
        {
            var refused = await KernelAsync(arguments);
            Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
            Assert.Single(refused.Errors.TrimEnd().Split('\n'));
        }
        Assert.Equal((first, second),
            (await File.ReadAllTextAsync(Spec(".net-csharp"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Spec("reludc-csharp"), TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("{\"transport\": \"ipc\"}", "allowed: tcp")]
    [InlineData("{\"transport\": \"tcp\", \"signature_scheme\": \"hmac-md5\"}", "allowed: hmac-sha256")]
    [InlineData("{\"transport\": \"tcp\", \"signature_scheme\": \"hmac-sha256\", \"key\": \"\"}", "key is empty")]
    [InlineData("{\"transport\": \"tcp\", \"signature_scheme\": \"hmac-sha256\", \"key\": \"k\", \"ip\": \"nowhere\"}",
        "allowed: an IP address")]
    [InlineData("{\"transport\": \"tcp\", \"signature_scheme\": \"hmac-sha256\", \"key\": \"k\", \"ip\": \"127.0.0.1\", "
        + "\"shell_port\": 70000}",
        "allowed: a port from 1 to 65535")]
    [InlineData("{", "no connection file")]
    public async Task A_connection_file_that_makes_no_sense_is_refused_in_one_line(string content, string expected)
    {
        await File.WriteAllTextAsync(folder["connection.json"], content, TestContext.Current.CancellationToken);
        var refused = await KernelAsync("start", "--connection-file", folder["connection.json"]);
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains(expected, refused.Errors);
        Assert.Single(refused.Errors.TrimEnd().Split('\n'));
        Assert.Equal(4, (await KernelAsync("start", "--connection-file", folder["nothing.json"])).ExitCode);
    }
}
