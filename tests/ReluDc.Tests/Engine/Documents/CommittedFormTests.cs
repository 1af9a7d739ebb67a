using System.Text;
using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>The form in which notebooks are committed: what an editor or a run has added is gone, and nothing else.</summary>
public sealed class CommittedFormTests
{
    private const string Path = "notebooks/01-what-relu-does-to-a-tone.ipynb";

    private static readonly byte[] committed = File.ReadAllBytes(System.IO.Path.Combine(Checkout.Root, Path));

    private static string Tidied(string text) => Encoding.UTF8.GetString(CommittedForm.Of(Notebook.Parse(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void What_front_ends_add_to_a_notebook_is_gone()
    {
        var used = JsonNode.Parse(committed)!.AsObject();
        used["metadata"]!["vscode"] = new JsonObject { ["interpreter"] = new JsonObject() };
        used["metadata"]!["widgets"] = new JsonObject();
        used["metadata"]!["language_info"]!["version"] = "14";
        used["metadata"]!["language_info"]!["name"] = "C#";
        used["metadata"]!["kernelspec"]!["display_name"] = ".NET (C#), ReluDc";
        foreach (var cell in used["cells"]!.AsArray().Select(cell => cell!.AsObject()))
        {
            cell["metadata"]!["vscode"] = new JsonObject { ["languageId"] = "csharp" };
            cell["metadata"]!["collapsed"] = true;
            cell["metadata"]!["jupyter"] ??= new JsonObject();
            cell["metadata"]!["jupyter"]!["outputs_hidden"] = true;
            cell["metadata"]!["execution"] = new JsonObject { ["iopub.status.busy"] = "2026-01-01T00:00:00Z" };
            cell["source"] = string.Concat(cell["source"]!.AsArray().Select(line => (string?)line)).Replace("\n", "\r\n");
            if ((string?)cell["cell_type"] != "code")
                continue;
            cell["execution_count"] = 7;
            cell["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "x" });
        }
        var text = "\ufeff" + new JsonObject(used.Reverse().Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
        Assert.Equal(Encoding.UTF8.GetString(committed), Tidied(text));
    }

    [Fact]
    public void What_its_author_wrote_stays()
    {
        const string tidy = """
            {
             "author": 1.50,
             "cells": [
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "a",
               "metadata": {
                "jupyter": {
                 "source_hidden": true
                },
                "tags": [
                 "hide-code"
                ]
               },
               "outputs": [],
               "source": [
                "\"ä \\u00e4 <&> 😀 \u0001\"\n",
                "x"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "b",
               "metadata": {
                "vscode": {
                 "languageId": "html"
                }
               },
               "outputs": [],
               "source": []
              },
              {
               "attachments": {
                "a.png": {
                 "image/png": "AA=="
                }
               },
               "cell_type": "markdown",
               "id": "c",
               "metadata": {},
               "source": [
                "text"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": ".NET (C#)",
               "language": "C#",
               "name": ".net-csharp"
              },
              "language_info": {
               "file_extension": ".cs",
               "mimetype": "text/x-csharp",
               "name": "csharp",
               "pygments_lexer": "csharp"
              },
              "own": {
               "a": 1,
               "b": null
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }

            """;
        Assert.Equal(tidy.ReplaceLineEndings("\n"), Tidied(tidy));
    }

    [Fact]
    public void Each_cell_has_an_id_of_its_own_the_same_every_time()
    {
        var once = Tidied("""
            {"cells":[{"cell_type":"markdown","metadata":{},"source":""},{"cell_type":"markdown","id":"x","metadata":{},"source":""},
            {"cell_type":"markdown","id":"x","metadata":{},"source":""},{"cell_type":"markdown","id":"cell-3","metadata":{},"source":""},
            {"cell_type":"markdown","id":"not valid","metadata":{},"source":""}],"metadata":{},"nbformat":4,"nbformat_minor":4}
            """);
        var json = JsonNode.Parse(once)!;
        Assert.Equal(["cell-1", "x", "cell-4", "cell-3", "cell-5"], json["cells"]!.AsArray().Select(cell => (string?)cell!["id"]));
        Assert.Equal(5, (int)json["nbformat_minor"]!);
        Assert.Equal(once, Tidied(once));
    }

    [Fact]
    public void Another_language_is_refused() => Assert.Contains("its language is python", Assert.Throws<UnreadableNotebookException>(() =>
        Tidied("""{"cells":[],"metadata":{"language_info":{"name":"python"}},"nbformat":4,"nbformat_minor":5}""")).Message);
}
