using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Notebooks;

/// <summary>
/// What a notebook's code may read of the process that runs it: environment variables that it names, the machine, the user, the folder.
/// </summary>
internal static partial class InputSettings
{
    private const string LastCommand = "_"; // a shell's word for the command that it starts

    /// <summary>Variables that change what is computed, whatever the code says: the time zone, the instructions of the processor.</summary>
    private static readonly string[] always = ["TZ", "DOTNET_Enable"];

    /// <summary>The settings with their values, a line each, in order.</summary>
    /// <param name="code">The notebook's code.</param>
    public static IEnumerable<string> Of(InputCode code)
    {
        var names = code.Nodes.OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        var readsAll = names.Contains("GetEnvironmentVariables") || ReadsVariablesByOtherNames(code);
        var named = code.Texts.SelectMany(text => Name().IsMatch(text) ? [text] : Expanded().Matches(text).Select(match =>
            match.Groups["name"].Value)).ToHashSet(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value))
            .Where(variable => variable.Name != LastCommand && (readsAll || named.Contains(variable.Name)
                || always.Any(start => variable.Name.StartsWith(start, StringComparison.Ordinal))))
            .Select(variable => $"${variable.Name}={variable.Value}");
        var properties = Readable(code.Folder).Where(property => names.Contains(property.Name))
            .Select(property => $"{property.Name}={property.Value()}");
        return variables.Concat(properties).Append($".NET={RuntimeInformation.FrameworkDescription}").Order(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, Func<string> Value)> Readable(string folder) =>
    [
        ("MachineName", () => Environment.MachineName),
        ("UserName", () => Environment.UserName),
        ("UserDomainName", () => Environment.UserDomainName),
        ("OSVersion", () => Environment.OSVersion.VersionString),
        ("OSDescription", () => RuntimeInformation.OSDescription),
        ("ProcessorCount", () => Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        ("GetFolderPath", () => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
        ("CurrentDirectory", () => folder),
        ("GetCurrentDirectory", () => folder),
        ("GetFullPath", () => folder),
        ("FullName", () => folder),
    ];

    /// <summary>Whether a variable is read whose name does not stand in the code.</summary>
    private static bool ReadsVariablesByOtherNames(InputCode code) => code.Nodes.OfType<InvocationExpressionSyntax>().Any(call =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "GetEnvironmentVariable" }
            or IdentifierNameSyntax { Identifier.Text: "GetEnvironmentVariable" }
        && call.ArgumentList.Arguments.FirstOrDefault()?.Expression is not LiteralExpressionSyntax);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_()]*$")]
    private static partial Regex Name();

    /// <summary>A variable inside a text, for <c>ExpandEnvironmentVariables</c>.</summary>
    [GeneratedRegex("%(?<name>[^%\\s]+)%")]
    private static partial Regex Expanded();
}
