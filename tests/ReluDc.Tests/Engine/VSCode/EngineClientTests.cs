using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>
/// The extension's engine.js, driven by node without VS Code: what it says when an engine does not start, and that it hears all that one
/// says before it ends.
/// </summary>
public sealed class EngineClientTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_missing_dotnet_is_named_with_the_setting_that_cures_it()
    {
        var failure = Failure(await RunAsync(folder["no-dotnet"], KernelUnderTest.Program, folder.Path, "1 + 1"));
        Assert.Contains(folder["no-dotnet"], failure);
        Assert.Contains("reludc.dotnet", failure);
    }

    [Fact]
    public async Task A_missing_folder_is_not_mistaken_for_a_missing_dotnet() =>
        Assert.Equal($"The notebook's folder {folder["gone"]} does not exist.",
            Failure(await RunAsync("dotnet", KernelUnderTest.Program, folder["gone"], "1 + 1")));

    [Fact]
    public async Task A_host_that_is_none_is_said_not_to_have_started()
    {
        await File.WriteAllTextAsync(folder["host.dll"], "not an assembly", TestContext.Current.CancellationToken);
        var failure = Failure(await RunAsync("dotnet", folder["host.dll"], folder.Path, "1 + 1"));
        Assert.StartsWith("The engine did not start", failure);
        Assert.Contains("reludc.host", failure);
        Assert.DoesNotContain("variables", failure);
    }

    [Fact]
    public async Task What_a_cell_prints_before_it_ends_its_process_is_heard()
    {
        var heard = await RunAsync("dotnet", KernelUnderTest.Program, folder.Path,
            "for (var i = 0; i < 2000; i++) Console.WriteLine($\"line {i}\"); Environment.Exit(7);");
        Assert.Contains("(exit code 7), and all variables are gone", Failure(heard));
        Assert.EndsWith("line 1999\n",
            string.Concat(heard.Where(message => (string?)message["type"] == "stream")
            .Select(message => (string?)message["content"]!["text"])));
    }

    [Fact]
    public async Task A_cell_is_answered_after_its_outputs()
    {
        var heard = await RunAsync("dotnet", KernelUnderTest.Program, folder.Path, "Console.Write(\"printed\"); 6 * 7");
        Assert.Equal(["execute_input", "stream", "execute_result", "reply"], heard.Select(message => (string?)message["type"])
            .Where(type => type != "status"));
        Assert.Equal("ok", (string?)heard[^1]["content"]!["status"]);
    }

    [Fact]
    public async Task A_line_without_end_is_bounded_and_told_and_what_is_no_message_is_passed_over()
    {
        var lines = JsonSerializer.Serialize(Path.Combine(Checkout.Root, "engine", "VSCode", "Extension", "lines.js"));
        var engine = JsonSerializer.Serialize(Path.Combine(Checkout.Root, "engine", "VSCode", "Extension", "engine.js"));
        var told = await NodeScript.RunAsync(folder["lines.js"], $$$"""
            const { readLines } = require({{{lines}}});
            const { Engine } = require({{{engine}}});
            const { Readable } = require("stream");
            const tell = (...what) => console.log(JSON.stringify(what));
            // not the system's own count of the largest: what a child counts begins with what its parent held when it was made
            let largest = 0;
            const measure = () => { largest = Math.max(largest, process.memoryUsage.rss()); };
            function* pieces() {
              yield Buffer.from("ä");
              yield Buffer.from("b\n\n");
              const piece = Buffer.alloc(1 << 20, "x");
              for (let i = 0; i < 3000; i++) {
                measure();
                yield piece;
              }
              yield Buffer.from("\nlast");
            }
            const engine = Object.create(Engine.prototype);
            Object.assign(engine, { requests: new Map([["a", { onMessage: message => tell(message.content.text) }]]), past: new Map() });
            for (const line of ["5", "null", "{", "{}", '{"header":5}', '{"header":{"msg_type":7}}', '{"header":{"msg_type":"status"}}'])
              engine.receive(line);
            engine.receiveCut('{"header":{"msg_id":"1"},"parent_header":{"msg_id":"a"},"content":{"text":"xxx', 100 << 20);
            readLines(Readable.from(pieces(), { objectMode: true }), 1 << 16, (line, length, isCut) => {
              measure();
              tell(line.length, length, isCut);
            });
            process.on("exit", () => tell(largest < 500_000_000)); // of a line of 3 GB
            """);
        Assert.Equal(["[\"An output of 100 MB was dropped; allowed: 64 MB.\\n\"]", "[2,3,false]", "[0,0,false]", "[4096,3145728000,true]",
            "[4,4,false]", "[true]"], told.Select(line => line.ToJsonString()));
    }

    [Fact]
    public async Task A_program_of_a_cell_ends_with_the_kernel()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the system ends a job");
        var heard = await RunAsync("dotnet", KernelUnderTest.Program, folder.Path,
            "var child = System.Diagnostics.Process.Start(\"sleep\", [\"600\"]);\nConsole.Write(child.Id);");
        var child = int.Parse(string.Concat(heard.Where(message => (string?)message["type"] == "stream")
            .Select(message => (string?)message["content"]!["text"])), System.Globalization.CultureInfo.InvariantCulture);
        ChildTests.CheckEnded(child);
    }

    private static string Failure(IReadOnlyList<JsonNode> heard)
    {
        Assert.Equal("failure", (string?)heard[^1]["type"]);
        return (string)heard[^1]["content"]!;
    }

    /// <summary>Runs one cell; what the client hears, and last its reply, or its failure.</summary>
    private async Task<IReadOnlyList<JsonNode>> RunAsync(string dotnet, string program, string directory, string code)
    {
        var client = Path.Combine(Checkout.Root, "engine", "VSCode", "Extension", "engine.js");
        var host = new { dotnet, program, environment = new Dictionary<string, string>() };
        var script = $$"""
            const { Engine } = require({{JsonSerializer.Serialize(client)}});
            const tell = (type, content) => console.log(JSON.stringify({ type, content }));
            const engine = new Engine({{JsonSerializer.Serialize(host)}}, {{JsonSerializer.Serialize(directory)}}, () => { });
            const request = { code: {{JsonSerializer.Serialize(code)}}, silent: false };
            engine.request("execute_request", request, { onMessage: message => tell(message.type, message.content) })
              .then(reply => tell("reply", reply), failure => tell("failure", failure.message))
              .finally(() => engine.stop());
            """;
        return await NodeScript.RunAsync(folder["client.js"], script);
    }
}
