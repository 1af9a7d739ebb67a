using System.CommandLine;
using System.Globalization;

namespace ReluDc.Notebooks;

/// <summary>Arguments and options that several commands take.</summary>
internal static class Options
{
    private static readonly TimeSpan longestTimeout = TimeSpan.FromDays(1);
    private static readonly TimeSpan usualTimeout = TimeSpan.FromSeconds(300);

    /// <summary>Notebooks, or folders of them.</summary>
    public static Argument<string[]> Notebooks()
    {
        var notebooks = new Argument<string[]>("notebook")
            { Description = "Notebooks or folders of them. Without: notebooks/", Arity = ArgumentArity.ZeroOrMore };
        notebooks.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
                result.AddError($"{token.Value}: no such option");
        });
        return notebooks;
    }

    /// <summary>Parameters to override.</summary>
    public static Option<string[]> Parameters() => new("-p", "--parameter")
    {
        Description = "Override a parameter of the notebook, such as f1Hz=7.5; may be given several times",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>The overrides that were given.</summary>
    /// <exception cref="UsageException">One of them is not name=value.</exception>
    public static List<(string Name, string Value)> Overrides(this ParseResult parsed, Option<string[]> parameters) =>
        [.. (parsed.GetValue(parameters) ?? []).Select(text => text.Split('=', 2) is [{ Length: > 0 } name, var value]
            ? (name.Trim(), value)
            : throw new UsageException($"-p {text}: allowed: name=value, such as f1Hz=7.5"))];

    /// <summary>The longest that a notebook may take.</summary>
    public static Option<string> Timeout() =>
        Seconds("--timeout", "The longest that a notebook may take, in seconds. Without: 300");

    /// <summary>The time that was given.</summary>
    /// <exception cref="UsageException">It is no number of seconds, or too long.</exception>
    public static TimeSpan Timeout(this ParseResult parsed, Option<string> timeout) => parsed.Seconds(timeout, usualTimeout);

    /// <summary>A time in seconds.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it means, and what it is where it is not given.</param>
    public static Option<string> Seconds(string name, string description) => new(name)
        { Description = description, HelpName = "SECONDS" };

    /// <summary>The time that was given, or another.</summary>
    /// <exception cref="UsageException">It is no number of seconds, or too long.</exception>
    public static TimeSpan Seconds(this ParseResult parsed, Option<string> option, TimeSpan otherwise)
    {
        if (parsed.GetValue(option) is not { } text)
            return otherwise;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            && seconds <= longestTimeout.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException(
                $"{option.Name} {text}: allowed: a number of seconds above 0, at most {longestTimeout.TotalSeconds:F0}");
    }

    /// <summary>A whole number from 1.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it means.</param>
    /// <param name="otherwise">What it is where it is not given.</param>
    /// <param name="most">The largest that is allowed.</param>
    public static Option<int> Count(string name, string description, int otherwise, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, out var n) && n >= 1 && n <= most))
                result.AddError($"{name} {result.Tokens[0].Value}: allowed: a whole number from 1 to {most}");
        });
        return option;
    }

    /// <summary>How much runs side by side.</summary>
    /// <param name="what">What does: "Notebooks executed".</param>
    public static Option<int> Jobs(string what) =>
        Count("--jobs", $"{what} side by side. Without: one for each core", Environment.ProcessorCount, 256);

    /// <summary>Where the result goes.</summary>
    /// <param name="description">What is there, and where it goes otherwise.</param>
    /// <param name="form">DIR, or FILE with its ending.</param>
    public static Option<string> Out(string description, string form) => new("--out") { Description = description, HelpName = form };

    /// <summary>Leave to replace what would be kept otherwise.</summary>
    /// <param name="description">What that is.</param>
    public static Option<bool> Force(string description) => new("--force") { Description = description };

    /// <summary>
    /// Lets a command do something: away from the thread that waits for signals, ended soon after one, with one line and an exit code of
    /// what goes wrong. The command may say what is kept when it is stopped: <see cref="Stopping.Kept"/>.
    /// </summary>
    public static void Does(this Command command, Func<ParseResult, Stopping, Task<ExitCode>> action) =>
        command.SetAction(async (parsed, _) =>
        {
            using var stopping = Stopping.OnSignals();
            return (int)await stopping.RunAsync(stop => action(parsed, stop));
        });

    /// <summary>The same for a command that keeps nothing when it is stopped.</summary>
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<ExitCode>> action) =>
        command.Does((ParseResult parsed, Stopping stopping) => action(parsed, stopping.Token));
}
