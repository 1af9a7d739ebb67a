using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>The bytes that a notebook was read from, and where in them its cells and its metadata lie.</summary>
internal sealed class NotebookFile
{
    private const int Deepest = 1_000; // nested: old outputs may be anything

    private readonly byte[] bytes;
    private readonly List<Range> cells = [];
    private Range cellArray;
    private Range? metadata;

    private NotebookFile(byte[] bytes) => this.bytes = bytes;

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="UnreadableNotebookException">The bytes are not a notebook of nbformat 4.</exception>
    public static Notebook Read(byte[] bytes, string? path)
    {
        var name = path ?? "notebook";
        try
        {
            var file = new NotebookFile(bytes);
            var text = LoneSurrogates.Replaced(NumbersOfPython.Blanked(bytes.AsSpan(Start(bytes))));
            var json = JsonNode.Parse(text, documentOptions: new() { MaxDepth = Deepest }) as JsonObject
                ?? throw new FormatException("it is not an object");
            if (json["nbformat"] is not JsonValue format || !format.TryGetValue<int>(out var version))
                throw new FormatException("it has no nbformat number");
            if (version != 4)
                throw new FormatException($"it is of nbformat {version}; allowed: 4");
            if (json["cells"] is not JsonArray array)
                throw new FormatException("it has no list of cells");
            file.Locate(text);
            var metadata = json["metadata"] as JsonObject ?? [];
            var usual = KernelName.OfCells(metadata);
            var cells = array.Select((cell, i) => Cell.FromJson(cell, i + 1, file.cells[i], usual)).ToImmutableArray();
            return new(file, path, metadata, cells, metadataChanged: false);
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $" at line {line + 1}" : "";
            throw new UnreadableNotebookException(
                $"{name}: not valid JSON{where} (cut short or damaged?); allowed: a Jupyter notebook, nbformat 4", e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new UnreadableNotebookException($"{name}: not a notebook: {e.Message}; allowed: a Jupyter notebook, nbformat 4", e);
        }
    }

    /// <summary>The notebook's bytes: what did not change as it was, what changed in the file's own style.</summary>
    public byte[] Write(Notebook notebook)
    {
        var style = JsonStyle.Of(bytes);
        using var output = new MemoryStream();
        var position = 0;
        void CopyUpTo(int end)
        {
            output.Write(bytes.AsSpan(position, end - position));
            position = end;
        }
        void WriteMetadata()
        {
            if (!notebook.MetadataChanged || metadata is not { } range)
                return;
            CopyUpTo(range.Start.Value);
            output.Write(style.Write(notebook.Metadata, depth: 1));
            position = range.End.Value;
        }

        var metadataFirst = metadata is { } place && place.Start.Value < cellArray.Start.Value;
        if (metadataFirst)
            WriteMetadata();
        if (notebook.Cells.Any(cell => cell.Changed) || notebook.Cells.Length != cells.Count)
        {
            CopyUpTo(cells.Count > 0 ? cells[0].Start.Value : cellArray.Start.Value + 1);
            for (var i = 0; i < notebook.Cells.Length; i++)
            {
                var cell = notebook.Cells[i];
                if (i > 0)
                    output.Write(Between(notebook.Cells[i - 1], cell) is { } gap ? bytes[gap] : style.Separator(depth: 2));
                output.Write(cell.Changed ? style.Write(cell.ToJson(), depth: 2) : bytes[cell.Origin!.Value]);
            }
            position = cells.Count > 0 ? cells[^1].End.Value : cellArray.End.Value - 1;
        }
        if (!metadataFirst)
            WriteMetadata();
        if (notebook.MetadataChanged && metadata is null)
        {
            CopyUpTo(cellArray.End.Value);
            output.Write([.. style.Separator(depth: 1), .. "\"metadata\": "u8, .. style.Write(notebook.Metadata, depth: 1)]);
        }
        CopyUpTo(bytes.Length);
        return output.ToArray();
    }

    /// <summary>What the file has between two cells that follow one another in it; null if they do not.</summary>
    private Range? Between(Cell cell, Cell next) =>
        cell.Origin is { } origin && next.Origin is { } nextOrigin && cells.IndexOf(nextOrigin) == cells.IndexOf(origin) + 1
            ? origin.End..nextOrigin.Start
            : null;

    private static int Start(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;

    /// <summary>Finds the byte ranges of the cells and of the metadata.</summary>
    private void Locate(ReadOnlySpan<byte> text)
    {
        var start = Start(bytes);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Deepest });
        reader.Read(); // {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var from = start + (int)reader.TokenStartIndex;
            if (name == "cells" && reader.TokenType == JsonTokenType.StartArray)
            {
                cells.Clear();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var cellFrom = start + (int)reader.TokenStartIndex;
                    reader.Skip();
                    cells.Add(cellFrom..(start + (int)reader.BytesConsumed));
                }
            }
            else
            {
                reader.Skip();
            }
            var range = from..(start + (int)reader.BytesConsumed);
            if (name == "cells")
                cellArray = range;
            else if (name == "metadata")
                metadata = range;
        }
    }
}
