using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Fuzz;

/// <summary>Spoilt notebooks: read, with everything in them kept, or refused in one line.</summary>
public sealed class NotebookFuzzTests
{
    private const int LongestLine = 1000; // of what is said about a file

    private static readonly string[] tokens =
    [
        "\"cells\":", "\"cell_type\": \"code\"", "\"source\": ", "\"metadata\": {\"tags\": [\"parameters\"]}", "\"outputs\": [{}]",
        "{\"output_type\": \"stream\", \"text\": 1}", "{\"output_type\": \"error\", \"traceback\": 1}", "\"execution_count\": \"1\"",
        "null", "true", "1e999", "NaN", "[[]]", "{}", "\"id\": 1", "\"nbformat\": 4", "\"reludc\": {\"parameters\": 1}", "#!csharp\n",
        "#!meta\n", "\"data\": null", "\"kernelspec\": []", "\"injected-parameters\"", "\\ud800", ",", ":", "\"",
    ];

    [Fact]
    public void A_spoilt_notebook_is_read_and_kept_or_refused_in_one_line()
    {
        var seeds = Corpus.Of("notebooks");
        new FuzzCampaign("notebooks", usual: 600).Run(
            random => Mutations.Bytes(random, Mutations.Pick(random, seeds), tokens, Mutations.Pick(random, seeds)),
            input =>
            {
                if (Read(input) is { } notebook)
                    Check(notebook, input);
                Read(DibFile.ToNotebook(input));
            });
    }

    private static Notebook? Read(byte[] input)
    {
        try
        {
            return Notebook.Parse(input, "a.ipynb").RequireCSharp();
        }
        catch (UnreadableNotebookException e)
        {
            Assert.True(e.Message.Length < LongestLine, e.Message);
            Assert.Contains("allowed: ", e.Message);
            return null;
        }
    }

    private static void Check(Notebook notebook, byte[] input)
    {
        Assert.Equal(input, notebook.ToBytes());
        var parameters = ParameterSet.Of(notebook);
        Assert.Equal(parameters.Declared.Length, parameters.ForRecord().Length);
        _ = RunRecord.Of(notebook);

        // What a run does with it: outputs are written, all else is as it was.
        var stream = new StreamOutput("stdout", "42\n");
        var ran = Notebook.Parse(RunRecord.Sealed(notebook.WithCells(notebook.Cells.Select(cell =>
            cell.Kind == CellKind.Code ? cell.WithOutputs([.. cell.Outputs, stream], 1) : cell)).WithMetadata("reludc", null), "."));
        Assert.Equal(notebook.Cells.Select(Kept), ran.Cells.Select(Kept));
        Assert.All(ran.Cells.Where(cell => cell.Kind == CellKind.Code), cell => Assert.Equal(stream, cell.Outputs[^1]));
    }

    private static string Kept(Cell cell) =>
        $"{cell.Kind} {cell.Id} {cell.Language} {string.Join(',', cell.Tags)} {Encoding.UTF8.GetByteCount(cell.Source)} {cell.Source}";
}
