using System.Text;
using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

public class RoundTripTests
{
    public static TheoryData<string> Foreign =>
        [.. Directory.GetFiles(Checkout.Fixture(""), "*.ipynb").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Foreign))]
    public void An_unchanged_notebook_is_written_byte_for_byte(string name)
    {
        var bytes = File.ReadAllBytes(Checkout.Fixture(name));
        Assert.Equal(bytes, Notebook.Parse(bytes).ToBytes());
    }

    [Theory, MemberData(nameof(Foreign))]
    public void Outputs_of_one_cell_change_that_cell_only(string name)
    {
        var bytes = File.ReadAllBytes(Checkout.Fixture(name));
        var notebook = Notebook.Parse(bytes);
        var index = notebook.Cells.ToList().FindIndex(cell => cell.Kind == CellKind.Code);
        if (index < 0)
            return; // a fixture without code has nothing to run
        var changed = notebook.WithCells(notebook.Cells.SetItem(index, notebook.Cells[index]
            .WithOutputs([new StreamOutput("stdout", "é\nnew")], 7))).ToBytes();

        // The naive way: change the parsed tree, and compare trees.
        var expected = JsonNode.Parse(Text(bytes))!;
        expected["cells"]![index]!["execution_count"] = 7;
        expected["cells"]![index]!["outputs"] = JsonNode.Parse("""[{"name":"stdout","output_type":"stream","text":["é\n","new"]}]""");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(Text(changed))), Text(changed));

        // Every line outside that cell is there as it was.
        var start = notebook.Cells[index].Origin!.Value.Start.Value;
        var end = notebook.Cells[index].Origin!.Value.End.Value;
        Assert.Equal(bytes[..start], changed[..start]);
        Assert.Equal(bytes[end..], changed[^(bytes.Length - end)..]);
    }

    [Theory, MemberData(nameof(Foreign))]
    public void A_cell_put_in_between_and_new_metadata_leave_the_rest_as_it_was(string name)
    {
        var bytes = File.ReadAllBytes(Checkout.Fixture(name));
        var notebook = Notebook.Parse(bytes);
        var changed = notebook.WithCells(notebook.Cells.Insert(0, Cell.Code("new", "1;", "t")))
            .WithMetadata("reludc", new JsonObject { ["a"] = 1 }).ToBytes();

        var expected = JsonNode.Parse(Text(bytes))!;
        expected["cells"]!.AsArray()
            .Insert(0, JsonNode.Parse(
            """{"cell_type":"code","execution_count":null,"id":"new","metadata":{"tags":["t"]},"outputs":[],"source":["1;"]}"""));
        expected["metadata"]!["reludc"] = JsonNode.Parse("""{"a":1}""");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(Text(changed))), Text(changed));
        Assert.Equal(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), changed.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        if (name == "crlf.ipynb")
            Assert.DoesNotContain('\n', Text(changed).Replace("\r\n", ""));
    }

    [Fact]
    public void A_changed_notebook_of_nbformats_own_style_looks_as_nbformat_writes_it()
    {
        var notebook = Notebook.Load(Checkout.Fixture("nbformat-4.5.ipynb"));
        var cell = notebook.Cells[1];
        var same = notebook.WithCells(notebook.Cells.SetItem(1, cell.WithOutputs(cell.Outputs, cell.ExecutionCount))).ToBytes();
        var expected = JsonNode.Parse(notebook.ToBytes())!;
        expected["cells"]![1]!["outputs"]![1]!["data"]!["text/plain"] = new JsonArray("x");
        expected["cells"]![1]!["outputs"]![2]!["data"]!["text/plain"] = new JsonArray("y");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(same)), Text(same));
        Assert.All(Text(same).Split('\n').Where(line => line.Contains("\"output_type\"", StringComparison.Ordinal)),
            line => Assert.StartsWith("     \"", line));
    }

    [Fact]
    public void Metadata_are_added_where_a_file_has_none()
    {
        var notebook = Notebook.Parse("{\n \"cells\": [],\n \"nbformat\": 4\n}"u8.ToArray()).WithMetadata("reludc", "x");
        Assert.Equal("{\n \"cells\": [],\n \"metadata\": {\n  \"reludc\": \"x\"\n },\n \"nbformat\": 4\n}", Text(notebook.ToBytes()));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("[1,NaN,{\"a\":-Infinity}]")]
    [InlineData("\"NaN \\\" Infinity\"")]
    public void Numbers_that_JSON_does_not_know_do_not_make_a_notebook_unreadable(string number)
    {
        var bytes = Encoding.UTF8.GetBytes($$$"""
            {"cells":[{"cell_type":"code","execution_count":1,"id":"a","metadata":{},"source":"double.NaN","outputs":[
            {"output_type":"display_data","metadata":{},"data":{"application/json":{{{number}}}}}]},
            {"cell_type":"markdown","id":"b","metadata":{},"source":"NaN"}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """);
        var notebook = Notebook.Parse(bytes);
        Assert.Equal(["double.NaN", "NaN"], notebook.Cells.Select(cell => cell.Source));
        Assert.Equal(bytes, notebook.ToBytes());
        var run = notebook.WithCells(notebook.Cells.SetItem(0, notebook.Cells[0].WithOutputs([], null))).ToBytes();
        Assert.Equal("""{"cell_type":"markdown","id":"b","metadata":{},"source":"NaN"}""",
            JsonNode.Parse(run)!["cells"]![1]!.ToJsonString());
    }

    [Fact]
    public void An_old_output_that_is_nested_deeply_does_not_make_a_notebook_unreadable() =>
        Assert.Single(Notebook.Parse(Encoding.UTF8.GetBytes($$"""
            {"cells":[{"cell_type":"code","source":"1","outputs":[{{new string('[', 500)}}{{new string(']', 500)}}]}],"nbformat":4}
            """)).Cells);

    [Fact]
    public void Kinds_sources_tags_ids_and_outputs_are_read()
    {
        var notebook = Notebook.Load(Checkout.Fixture("nbformat-4.5.ipynb"));
        Assert.Equal("C#", notebook.LanguageName);
        Assert.Equal([CellKind.Markdown, CellKind.Code], notebook.Cells.Select(cell => cell.Kind));
        Assert.Equal(["title", "sums"], notebook.Cells.Select(cell => cell.Id));
        Assert.Equal("1 + 1\n2 + 2", notebook.Cells[1].Source);
        var outputs = notebook.Cells[1].Outputs;
        Assert.Equal("1\n2\n", Assert.IsType<StreamOutput>(outputs[0]).Text);
        Assert.Equal("""{"a":[1,2]}""", Assert.IsType<DisplayOutput>(outputs[1]).Data.Text("application/json"));
        Assert.Equal("<b>\ny</b>", Assert.IsType<ResultOutput>(outputs[2]).Data.Text("text/html"));
        Assert.Equal("E", Assert.IsType<ErrorOutput>(outputs[3]).Name);
        Assert.Equal(["x"], Notebook.Load(Checkout.Fixture("unknown-metadata.ipynb")).Cells[0].Tags);
        Assert.Equal("cell-2", Notebook.Load(Checkout.Fixture("nbformat-4.0.ipynb")).Cells[1].Id);
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
}
