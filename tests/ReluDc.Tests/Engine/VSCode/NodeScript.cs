using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>A script for node, which the tests of the extension's own files need.</summary>
internal static class NodeScript
{
    /// <summary>Runs it; what it prints, a line of JSON each. Skips the test where there is no node.</summary>
    public static async Task<IReadOnlyList<JsonNode>> RunAsync(string file, string script)
    {
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        Process? node;
        try
        {
            node = Process.Start(new ProcessStartInfo("node", [file]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no node on PATH");
            return [];
        }
        using (node!)
        {
            var errors = node!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(node.ExitCode == 0, await errors);
            return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        }
    }
}
