using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluDc.Tests.Engine;

/// <summary>
/// What cells bring in: packages, assemblies, scripts; and the commands of cells. The packages lie in a folder of the test's, so that no
/// network is needed.
/// </summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string name = $"ReluDc.Test{Guid.NewGuid():N}"; // the SDK keeps what it has fetched: a name is used once
    private readonly Lazy<JupyterClient> kernel;

    public PackageTests()
    {
        Directory.CreateDirectory(folder["source"]);
        File.WriteAllText(folder["nuget.config"], """
            <configuration><packageSources><clear /><add key="test" value="source" /></packageSources></configuration>
            """);
        kernel = new(() => KernelUnderTest.Start(folder.Path));
    }

    public void Dispose()
    {
        if (kernel.IsValueCreated)
            kernel.Value.Dispose();
        folder.Dispose();
        var fetched = Path.Combine(Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));
        foreach (var package in Directory.Exists(fetched) ? Directory.GetDirectories(fetched, name.ToLowerInvariant() + "*") : [])
            Directory.Delete(package, recursive: true);
    }

    [Fact]
    public void A_package_with_what_it_needs_in_the_version_asked_for()
    {
        Pack(name + ".Base", "1.0.0", "namespace N { public static class Base { public static int Seven => 7; } }");
        Pack(name, "1.2.0", "namespace N { public static class Version { public static string Text => \"1.2.0\"; } }",
            dependency: name + ".Base");
        Pack(name, "2.0.0", "namespace N { public static class Version { public static string Text => \"2.0.0\"; } }");
        Assert.Equal("1.2.0 7", kernel.Value.Value($"#r \"nuget: {name}, 1.2.0\"\nN.Version.Text + \" \" + N.Base.Seven"));
        var (reply, _) = kernel.Value.Run($"#r \"nuget: {name}, 2.0.0\"");
        Assert.Contains($"{name} 1.2.0 is in use; another version needs a restart", (string?)reply["evalue"]);
        Assert.Equal("1.2.0", kernel.Value.Value($"#r \"nuget: {name}\"\nN.Version.Text"));
    }

    [Fact]
    public void A_version_that_will_do_is_taken_again()
    {
        Pack(name, "1.2.0", "namespace N { public static class Version { public static string Text => \"1.2.0\"; } }");
        Pack(name, "2.0.0", "namespace N { public static class Version { public static string Text => \"2.0.0\"; } }");
        Assert.Equal("1.2.0", kernel.Value.Value($"#r \"nuget: {name}, 1.*\"\nN.Version.Text"));
        foreach (var version in new[] { "1.*", "1.2.0", "1.0.0", "[1.0, 2.0)", "[1.2.0]", "*" })
            Assert.Equal("1.2.0", kernel.Value.Value($"#r \"nuget:{name},{version}\"\nN.Version.Text"));
        foreach (var version in new[] { "2.*", "[2.0.0]", "1.3.0" })
            Assert.Contains("is in use; another version needs a restart",
                (string?)kernel.Value.Run($"#r \"nuget: {name}, {version}\"").Reply["evalue"]);
    }

    [Fact]
    public void Packages_of_one_cell_are_restored_together_wherever_they_stand()
    {
        Pack(name + ".Base", "1.0.0", "namespace N { public static class Base { public static int Number => 1; } }");
        Pack(name + ".Base", "1.1.0", "namespace N { public static class Base { public static int Number => 11; } }");
        Pack(name, "1.2.0", "namespace N { public static class Version { public static string Text => \"1.2.0\"; } }",
            dependency: name + ".Base");
        Assert.Equal("1.2.0 11", kernel.Value.Value(
            $"#r \"nuget: {name}, 1.2.0\"\nvar space = \" \";\n#r \"nuget: {name}.Base, 1.1.0\"\nN.Version.Text + space + N.Base.Number"));
    }

    [Fact]
    public void A_package_may_load_another_by_name_and_in_an_older_version()
    {
        Pack(name + ".Base", "1.0.0", "[assembly: System.Reflection.AssemblyVersion(\"3.1.0.0\")]\n"
            + "namespace N { public static class Base { public static int Seven => 7; } }");
        Pack(name, "1.2.0", $$"""
            namespace N
            {
                public static class Loads
                {
                    static object Seven(string assembly) =>
                        System.Reflection.Assembly.Load(assembly).GetType("N.Base").GetProperty("Seven").GetValue(null);
                    public static object ByName => Seven("{{name}}.Base");
                    public static object ByVersion => Seven("{{name}}.Base, Version=2.0.0.0, Culture=neutral, PublicKeyToken=null");
                }
            }
            """, dependency: name + ".Base");
        Assert.Equal("77", kernel.Value.Value($"#r \"nuget: {name}, 1.2.0\"\nN.Loads.ByName.ToString() + N.Loads.ByVersion"));
    }

    [Fact]
    public void A_native_library_of_a_package_is_met_by_the_package_and_by_cells()
    {
        var any = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so"); // under another name
        Assert.SkipUnless(File.Exists(any), "only Linux calls it that");
        const string Import =
            "[System.Runtime.InteropServices.DllImport(\"reludcnative\", EntryPoint = \"SystemNative_GetPid\")] "
            + "public static extern int Pid();";
        Pack(name, "1.2.0", $"namespace N {{ public static class Native {{ {Import} }} }}",
            native: ("libreludcnative.so", File.ReadAllBytes(any)));
        var pid = $"{kernel.Value.Process.Id}";
        Assert.Equal(pid, kernel.Value.Value($"#r \"nuget: {name}, 1.2.0\"\nN.Native.Pid()"));
        Assert.Equal(pid, kernel.Value.Value($"class OfCell {{ {Import} }}\nOfCell.Pid()"));
    }

    [Fact]
    public void A_source_of_packages_may_be_named_in_a_cell()
    {
        Pack(name, "1.2.0", "namespace N { public static class Version { public static string Text => \"1.2.0\"; } }");
        Directory.Move(folder["source"], folder["elsewhere"]);
        Directory.CreateDirectory(folder["source"]);
        Assert.Contains(name, (string?)kernel.Value.Run($"#r \"nuget: {name}, 1.2.0\"").Reply["evalue"]);
        Assert.Equal("1.2.0", kernel.Value.Value($"#i \"nuget: {folder["elsewhere"].Replace('\\', '/')}\"\n"
            + $"#i \"nuget: https://api.nuget.org/v3/index.json\"\n#r \"nuget: {name}, 1.2.0\"\nN.Version.Text"));
    }

    /// <summary>Microsoft.Data.Analysis itself would need a network; what the engine asks of it is this.</summary>
    [Fact]
    public void A_data_frame_is_a_table()
    {
        File.WriteAllBytes(folder["Frame.dll"], Compile("Frame", """
            namespace Microsoft.Data.Analysis
            {
                public class Column { public string Name { get; set; } }
                public class DataRows : System.Collections.IEnumerable
                {
                    private readonly object[][] all = { new object[] { 1.5, "a" }, new object[] { 2.0, null } };
                    public long Count => all.Length;
                    public System.Collections.IEnumerator GetEnumerator() => all.GetEnumerator();
                }
                public class DataFrame
                {
                    public Column[] Columns => new[] { new Column { Name = "x" }, new Column { Name = "s" } };
                    public DataRows Rows => new DataRows();
                }
            }
            """));
        var (_, outputs) = kernel.Value.Run("#r \"Frame.dll\"\nnew Microsoft.Data.Analysis.DataFrame()");
        var data = outputs.Single(message => message.Type == "execute_result").Content["data"]!;
        Assert.Equal("x    s\n1.5  a\n2", (string?)data["text/plain"]);
        Assert.Contains("<tr><td>1.5</td><td>a</td></tr>", (string?)data["text/html"]);
    }

    [Fact]
    public void An_assembly_that_is_built_anew_is_told()
    {
        var own = folder["Own.dll"];
        File.WriteAllBytes(own, Compile("Own", "public static class Own { public static int Number => 1; }"));
        Assert.Equal("1", kernel.Value.Value("#r \"Own.dll\"\nOwn.Number"));
        Assert.Equal("1", kernel.Value.Value("#r \"Own.dll\"\nOwn.Number")); // twice the same is no news
        File.Delete(own);
        File.WriteAllBytes(own, Compile("Own", "public static class Own { public static int Number => 2; }"));
        Assert.Equal("1", kernel.Value.Value("Own.Number"));
        var (reply, outputs) = kernel.Value.Run("#r \"Own.dll\"\nOwn.Number");
        Assert.Equal("ok", (string?)reply["status"]);
        Assert.Equal("Own.dll has been built anew since this session loaded it; "
            + "the session goes on with the old one until the kernel is restarted.\n",
            (string?)outputs.Single(message => message.Type == "stream").Content["text"]);
        Assert.Equal("1", (string?)outputs.Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public void A_package_without_a_version_is_the_newest()
    {
        Pack(name, "1.2.0", "namespace N { public static class Version { public static string Text => \"1.2.0\"; } }");
        Pack(name, "2.0.0", "namespace N { public static class Version { public static string Text => \"2.0.0\"; } }");
        Assert.Equal("2.0.0", kernel.Value.Value($"#r \"nuget:{name}\"\nN.Version.Text"));
        Assert.Contains("Text", kernel.Value.Ask("complete_request", new()
            { ["code"] = "N.Version.", ["cursor_pos"] = 10 })["matches"]!.AsArray().Select(match => (string?)match));
    }

    [Theory]
    [InlineData("nuget: No.Such.Package.Anywhere, 1.0.0", "No.Such.Package.Anywhere")]
    [InlineData("nuget: ", "allowed: #r \"nuget: Name\" or #r \"nuget: Name, Version\"")]
    [InlineData("nuget: A, B, C", "allowed: #r \"nuget: Name\"")]
    public void A_package_that_cannot_be_had_is_one_clear_line_and_loses_nothing(string reference, string expected)
    {
        kernel.Value.Run("var kept = 42;");
        var (reply, _) = kernel.Value.Run($"#r \"{reference}\"");
        Assert.Contains(expected, (string?)reply["evalue"]);
        Assert.DoesNotContain("\n", (string?)reply["evalue"]);
        Assert.Equal("42", kernel.Value.Value("kept"));
    }

    [Fact]
    public void An_assembly_and_a_script_by_path_against_the_folder_of_the_notebook()
    {
        Directory.CreateDirectory(folder["ünder here"]);
        File.WriteAllBytes(folder[Path.Combine("ünder here", "Own.dll")],
            Compile("Own", "public static class Own { public static int Eight => 8; }"));
        File.WriteAllText(folder["steps.csx"], "int Twice(int x) => 2 * x;\n");
        Assert.Equal("16", kernel.Value.Value("#r \"ünder here/Own.dll\"\n#load \"steps.csx\"\nTwice(Own.Eight)"));
        var (missing, _) = kernel.Value.Run("#r \"nowhere/Else.dll\"");
        Assert.Contains("line 1, column 1", (string?)missing["evalue"]);
        Assert.Equal("16", kernel.Value.Value("Twice(Own.Eight)"));
    }

    [Fact]
    public void A_cell_that_asks_for_its_time_is_told_beside_its_value()
    {
        var (_, outputs) = kernel.Value.Run("#!time\nSystem.Threading.Thread.Sleep(120);\n5");
        var time = (string?)outputs.Single(message => message.Type == "display_data").Content["data"]!["text/plain"];
        Assert.Matches(@"^Wall time: (1[2-9]\d|[2-9]\d\d|\d{4,})\.\d ms$", time);
        Assert.Equal("5", (string?)outputs.Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public void An_unknown_command_says_what_is_known()
    {
        var (reply, _) = kernel.Value.Run("var x = 1;\n#!share");
        Assert.Equal(("UnknownCommand", "line 2: unknown command #!share; known: "
            + "#!csharp, #!html, #!markdown, #!time, #!who, #!whos, #!lsmagic"),
            ((string?)reply["ename"], (string?)reply["evalue"]));
        Assert.Equal("no", kernel.Value.Value("var text = @\"\n#!fsharp\n\";\n\"no\""));
    }

    private static byte[] Compile(string assembly, string code)
    {
        var compilation = CSharpCompilation.Create(assembly, [CSharpSyntaxTree.ParseText(code)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return stream.ToArray();
    }

    private void Pack(string id, string version, string code, string? dependency = null, (string Name, byte[] Bytes)? native = null)
    {
        using var package = ZipFile.Open(folder[Path.Combine("source", $"{id}.{version}.nupkg")], ZipArchiveMode.Create);
        Add($"{id}.nuspec", System.Text.Encoding.UTF8.GetBytes($"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
            <id>{id}</id><version>{version}</version><authors>test</authors><description>test</description>
            <dependencies><group targetFramework="net10.0">
            {(dependency is null ? "" : $"<dependency id=\"{dependency}\" version=\"1.0.0\" />")}
            </group></dependencies>
            </metadata></package>
            """));
        Add($"lib/net10.0/{id}.dll", Compile(id, code));
        if (native is var (file, bytes))
            Add($"runtimes/{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}/native/{file}", bytes);

        void Add(string path, byte[] content)
        {
            using var stream = package.CreateEntry(path).Open();
            stream.Write(content);
        }
    }
}
