using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>Messages that are deeply nested, too long, or not as they should be: nothing vanishes, and nothing throws.</summary>
public sealed class MessageTests(RunningCells cells) : IClassFixture<RunningCells>
{
    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("[", depth)) + "1" + new string(']', depth);

    private static Message Read(string type, string content) =>
        Message.FromLine($$"""{"header":{"msg_id":"a","msg_type":"{{type}}"},"parent_header":{"msg_id":"b"},"content":{{content}}}""")!;

    [Theory]
    [InlineData(60)]
    [InlineData(62)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(900)]
    [InlineData(1100)]
    public async Task A_display_of_nested_JSON_arrives_as_it_is(int depth)
    {
        var ran = await cells.RunAsync(
            $"display(new string('[', {depth}) + \"1\" + new string(']', {depth}), \"application/json\");\nConsole.Write(\"after\");");
        Assert.Null(ran.Failure);
        Assert.Equal(Nested(depth), ran.Displayed.Single().Text("application/json"));
        Assert.Equal("after", ran.Printed);
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("[1")]
    public async Task A_display_of_strange_JSON_arrives(string json)
    {
        var ran = await cells.RunAsync($"display({System.Text.Json.JsonSerializer.Serialize(json)}, \"application/json\");");
        Assert.Null(ran.Failure);
        Assert.True(ran.Displayed.Single().Has("application/json"));
    }

    [Theory]
    [InlineData("stream", "{\"name\":3,\"text\":5}", "5")]
    [InlineData("stream", "{\"text\":[\"a\",\"b\"]}", "ab")]
    [InlineData("stream", "{\"text\":{\"a\":1}}", "{\"a\":1}")]
    [InlineData("stream", "{\"text\":null}", "")]
    [InlineData("stream", "{\"text\":\"a\\ud83d\\ude00\\ud83d\\\\ud83d\\ude00\"}", "a😀\ufffd\\ud83d\ufffd")]
    public void Text_of_another_kind_is_shown_as_it_stands(string type, string content, string shown)
    {
        var outputs = new CellOutputs();
        Assert.True(outputs.Take(Read(type, content), 10));
        Assert.Equal(shown, Assert.IsType<StreamOutput>(Assert.Single(outputs.All)).Text);
    }

    [Theory]
    [InlineData("display_data", "{\"data\":5,\"metadata\":[],\"transient\":7}")]
    [InlineData("display_data", "{\"data\":{\"text/plain\":{\"a\":null}},\"transient\":{\"display_id\":9}}")]
    [InlineData("update_display_data", "{\"data\":null}")]
    [InlineData("update_display_data", "{\"data\":{},\"transient\":{\"display_id\":null}}")]
    [InlineData("execute_result", "{\"execution_count\":\"3\",\"data\":[]}")]
    [InlineData("execute_result", "{\"execution_count\":1e99}")]
    [InlineData("error", "{\"ename\":1,\"evalue\":{},\"traceback\":[1,null,\"x\"]}")]
    [InlineData("error", "{\"traceback\":\"x\"}")]
    [InlineData("status", "[]")]
    [InlineData("stream", "{\"text\":\"\\ud800\"}")]
    public void What_is_malformed_never_throws(string type, string content)
    {
        var outputs = new CellOutputs();
        outputs.Take(Read("display_data", "{\"data\":{}}"), 10); // one without an id, that an update without one does not mean
        Assert.True(outputs.Take(Read(type, content), 10));
        Assert.All(outputs.All, output => Assert.NotNull(output.ToJson()));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("{\"header\":{\"msg_id\":5,\"msg_type\":\"x\"}}")]
    [InlineData("{\"header\":{\"msg_id\":\"a\",\"msg_id\":\"b\",\"msg_type\":\"x\"}}")]
    [InlineData("{\"\\ud800\":{}}")]
    public void What_is_no_message_is_none(string line) => Assert.Null(Message.FromLine(line));

    [Theory]
    [InlineData("a😀\\u0041\\n", "a😀\\u0041\\n")]
    [InlineData("\\ud83d\\ude00", "\\ud83d\\ude00")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\ufffd\\ud83d\\ude00")]
    [InlineData("\\uDE00\\\\ud83d", "\ufffd\\\\ud83d")]
    [InlineData("\\😀\\ud8", "\\😀\\ud8")]
    public void Half_a_character_is_replaced_wherever_it_stands(string json, string mended) =>
        Assert.Equal(mended, HalfCharacters.Mended(json));

    /// <summary>Halves that are not escaped: an attribute cannot hold them.</summary>
    [Fact]
    public void Half_a_character_as_it_is_is_replaced_as_well()
    {
        Assert.Equal("\ufffd\ufffd", HalfCharacters.Mended("\ud83d\\ude00")); // beside an escape it is no pair
        Assert.Equal("\\\ufffd", HalfCharacters.Mended("\\\ud83d"));
    }

    [Fact]
    public void Of_a_line_that_is_too_long_kind_and_origin_are_known()
    {
        var request = Message.Request("execute_request", []);
        var line = request.Answer("stream", new() { ["text"] = new string('x', 100_000) }).ToLine();
        var message = Message.FromBeginning(line[..LineReader.Beginning])!;
        Assert.Equal(("stream", request.Id), (message.Type, message.ParentId));
        Assert.Empty(message.Content);
        Assert.False(new CellOutputs().Take(message, 60_000_000));
        Assert.Null(Message.FromBeginning("xxxx"));
    }

    [Fact]
    public async Task A_print_of_100_MB_fails_its_cell_and_the_next_one_is_told()
    {
        using var folder = new TemporaryFolder();
        var run = await NotebookRunner.RunAsync(ReluDc.Engine.Notebook.Load(folder.Notebook("long.ipynb",
            "// tags: raises-exception\nConsole.Write(new string('x', 100_000_000));", "1 + 1")), folder.Path, TimeSpan.FromMinutes(2),
            null, TestContext.Current.CancellationToken);
        Assert.Null(run.Failure);
        Assert.Equal("OutputLimit", run.Executed.Cells[0].Outputs.OfType<ErrorOutput>().Single().Name);
        Assert.Equal("2", run.Executed.Cells[1].Outputs.OfType<ResultOutput>().Single().Data.Text("text/plain"));
    }
}
