using System.Security.Cryptography;

namespace ReluDc.Engine;

/// <summary>
/// The cells of a notebook as the compiler made them, in a file: whoever runs the notebook again, with other values of its parameters
/// perhaps, needs no compiler.
/// </summary>
/// <param name="Key">Says what was compiled, and by whom: <see cref="CompiledNotebooks.PlaceOf"/>.</param>
/// <param name="Units">The number of units, those that were left out among them.</param>
/// <param name="References">The files that its cells refer to and load.</param>
/// <param name="Cells">The cells of code, in order.</param>
internal sealed record CompiledNotebook(
    string Key, int Units, IReadOnlyList<FileStamp> References, IReadOnlyList<CompiledCell> Cells)
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="key">What is to have been compiled.</param>
    /// <returns>What it holds; null if there is no such file, or it has been altered, or holds something else, or is out of date because a
    /// file that cells refer to has changed.</returns>
    public static CompiledNotebook? Read(string file, string key)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.Length < SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes))
                .AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
                return null;
            using var reader = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes));
            var compiled = Read(reader);
            return compiled.Key == key && compiled.References.All(reference => reference == FileStamp.Of(reference.Path)) ? compiled : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not.</exception>
    public void Write(string file)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true))
            Write(writer);
        var bytes = content.ToArray();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, [.. SHA256.HashData(bytes), .. bytes]);
    }

    private static CompiledNotebook Read(BinaryReader reader) => new(reader.ReadString(), reader.ReadInt32(),
        Many(reader, () => new FileStamp(reader.ReadString(), reader.ReadString())),
        Many(reader, () => new CompiledCell(reader.ReadString(), reader.ReadString(), Many(reader, () => new CompiledPart
        {
            Shown = Maybe(reader, reader.ReadString),
            Warnings = reader.ReadString(),
            IsTimed = reader.ReadBoolean(),
            Image = Maybe(reader, () => new UnitImage(reader.ReadString(), reader.ReadBoolean(), Bytes(reader),
                Maybe(reader, () => Bytes(reader)),
                reader.ReadBoolean() ? (reader.ReadString(), reader.ReadString()) : null)),
        }))));

    private void Write(BinaryWriter writer)
    {
        writer.Write(Key);
        writer.Write(Units);
        Many(writer, References, reference =>
        {
            writer.Write(reference.Path);
            writer.Write(reference.State);
        });
        Many(writer, Cells, cell =>
        {
            writer.Write(cell.Name);
            writer.Write(cell.Code);
            Many(writer, cell.Parts, part =>
            {
                Maybe(writer, part.Shown, writer.Write);
                writer.Write(part.Warnings);
                writer.Write(part.IsTimed);
                Maybe(writer, part.Image, image =>
                {
                    writer.Write(image.ClassName);
                    writer.Write(image.EndsInValue);
                    Bytes(writer, image.Program);
                    Maybe(writer, image.Symbols, symbols => Bytes(writer, symbols));
                    writer.Write(image.Entry is not null);
                    if (image.Entry is var (type, method))
                    {
                        writer.Write(type);
                        writer.Write(method);
                    }
                });
            });
        });
    }

    private static IReadOnlyList<T> Many<T>(BinaryReader reader, Func<T> one) =>
        [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => one())];

    private static void Many<T>(BinaryWriter writer, IReadOnlyList<T> all, Action<T> one)
    {
        writer.Write(all.Count);
        foreach (var each in all)
            one(each);
    }

    private static T? Maybe<T>(BinaryReader reader, Func<T> one) where T : class => reader.ReadBoolean() ? one() : null;

    private static void Maybe<T>(BinaryWriter writer, T? value, Action<T> one) where T : class
    {
        writer.Write(value is not null);
        if (value is not null)
            one(value);
    }

    private static byte[] Bytes(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());

    private static void Bytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}

/// <summary>A cell.</summary>
/// <param name="Name">What its programs call it.</param>
/// <param name="Code">Its text.</param>
/// <param name="Parts">Its parts, in order.</param>
internal sealed record CompiledCell(string Name, string Code, IReadOnlyList<CompiledPart> Parts);

/// <summary>A part of a cell: a program, or text that is shown as it stands.</summary>
internal sealed record CompiledPart
{
    /// <summary>The program.</summary>
    public UnitImage? Image { get; init; }

    /// <summary>What is shown, in every form, as JSON.</summary>
    public string? Shown { get; init; }

    /// <summary>What the compiler warns of, a line each.</summary>
    public string Warnings { get; init; } = "";

    /// <summary>Whether the part asks how long it takes.</summary>
    public bool IsTimed { get; init; }
}
