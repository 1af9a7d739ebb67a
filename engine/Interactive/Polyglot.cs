using System.Diagnostics;
using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace ReluDc.Engine;

/// <summary>The kernels of a polyglot notebook, put together as .NET Interactive's own program does.</summary>
internal static class Polyglot
{
    /// <summary>Makes them.</summary>
    /// <param name="csharp">The one for C#, which takes the cells that name no language.</param>
    public static CompositeKernel Of(CSharpKernel csharp)
    {
        // What packages in F# need: loaded first, it is the only one, whatever version they name.
        AssemblyLoadContext.Default.LoadFromAssemblyName(new("FSharp.Core"));
        RawCharts.Watch();
        var kernel = new CompositeKernel { DefaultKernelName = csharp.Name };
        csharp.DeferCommand(new SubmitCode($"using static {typeof(Kernel).FullName};\nusing static {typeof(Displays).FullName};"));
        kernel.Add(csharp
            .UseNugetDirective(async (asker, packages) =>
            {
                asker.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
                await LoadExtensionsAsync(kernel, packages);
                RawCharts.Insist();
            })
            .UseWho()
            .UseValueSharing(), ["c#", "C#"]);
        kernel.Add(new HtmlKernel());
        kernel.Add(new JavaScriptKernel().UseValueSharing(), ["js"]);
        kernel.Add(new KeyValueStoreKernel().UseWho());
        kernel.Add(new TextKernel("markdown", "Markdown", "text/markdown"), ["md"]);
        kernel.Add(new TextKernel("mermaid", "Mermaid", "text/vnd.mermaid"));
        kernel.AddDirective(new KernelActionDirective("#!time") { Description = "Say how long the cell takes." }, Time);
        kernel.RegisterCommandHandler<RequestInput>(AskAsync);
        kernel.SetDefaultTargetKernelNameForCommand(typeof(RequestInput), kernel.Name);
        return kernel.UseImportMagicCommand();
    }

    private static Task Time(KernelCommand command, KernelInvocationContext context)
    {
        var clock = Stopwatch.StartNew();
        context.OnComplete(ended => ended.Publish(new DisplayedValueProduced(clock.Elapsed, ended.Command,
            [new FormattedValue("text/plain", FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms"))])));
        return Task.CompletedTask;
    }

    private static Task AskAsync(RequestInput request, KernelInvocationContext context)
    {
        try
        {
            context.Publish(new InputProduced(CellFunctions.Input(request.Prompt, request.IsPassword), request));
        }
        catch (InvalidOperationException e)
        {
            context.Fail(request, e, e.Message); // the front-end takes no input
        }
        return Task.CompletedTask;
    }

    /// <summary>Lets packages register their formatters: each from its folder for extensions.</summary>
    private static async Task LoadExtensionsAsync(Kernel kernel, IEnumerable<ResolvedPackageReference> packages)
    {
        var folders = packages.Select(package => Path.Combine(package.PackageRoot, "interactive-extensions", "dotnet"));
        foreach (var folder in folders.Where(Directory.Exists))
            foreach (var file in Directory.GetFiles(folder, "*.dll"))
                foreach (var type in AssemblyLoadContext.Default.LoadFromAssemblyPath(file).ExportedTypes
                    .Where(type => type.IsAssignableTo(typeof(IKernelExtension)) && !type.IsAbstract))
                    await ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(kernel);
    }
}
