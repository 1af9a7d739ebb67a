using System.Globalization;
using System.Text;

namespace ReluDc.Engine;

/// <summary>The commands that a notebook defines in its formulas. As in Jupyter, they hold from there to the notebook's end.</summary>
/// <param name="math">Says whether a definition can be understood.</param>
internal sealed class FormulaDefinitions(MathRenderer math)
{
    // What MathJax knows and Temml does not.
    private const string Usual = @"\gdef\mbox#1{\text{#1}}";

    private const int Most = 50_000; // characters: each formula is set with all of them

    private readonly StringBuilder definitions = new(Usual);
    private readonly HashSet<string> names = [];

    /// <summary>All definitions so far, as Temml takes them: only what is global outlasts its formula there.</summary>
    public string All => definitions.ToString();

    /// <summary>A formula without the definitions in it, which are kept.</summary>
    /// <exception cref="FormatException">A definition cannot be understood.</exception>
    public string Take(string latex)
    {
        var rest = new StringBuilder();
        var copied = 0;
        for (var i = latex.IndexOf('\\'); i >= 0 && i < latex.Length; i = i + 1 < latex.Length ? latex.IndexOf('\\', i + 1) : -1)
        {
            if (Definition(latex, i, out var end) is not { } definition)
            {
                i += LatexText.Command(latex, i).Length;
                continue;
            }
            rest.Append(latex, copied, i - copied);
            copied = end;
            i = end - 1;
            if (definition.Length == 0)
                continue;
            if (definitions.Length + definition.Length > Most)
                throw new FormatException($"the notebook's formulas define more than is kept of them; allowed: {Most:N0} characters");
            math.Define(definition);
            definitions.Append(definition);
        }
        return copied == 0 ? latex : rest.Append(latex, copied, latex.Length - copied).ToString();
    }

    /// <summary>The definition at a backslash, by \gdef; empty if there is nothing to define; null if none stands there.</summary>
    private string? Definition(string latex, int place, out int end)
    {
        var command = LatexText.Command(latex, place);
        var reader = new Reader(latex, place + 1 + command.Length);
        var definition = command switch
        {
            "newcommand" or "renewcommand" or "DeclareRobustCommand" => NewCommand(reader, onlyIfNew: false),
            "providecommand" => NewCommand(reader, onlyIfNew: true),
            "def" or "gdef" or "edef" or "xdef" => Def(reader),
            "global" or "long" when latex.AsSpan(reader.Place).TrimStart() is ['\\', 'd', 'e', 'f', ..] => Def(reader.Skip(@"\def")),
            "let" => Let(reader),
            "DeclareMathOperator" => Operator(reader),
            "DeclarePairedDelimiter" => Delimiters(reader),
            "require" => reader.Group() is null ? null : "", // MathJax's packages: Temml has what it has
            _ => null,
        };
        end = reader.Place;
        return definition;
    }

    private string? NewCommand(Reader reader, bool onlyIfNew)
    {
        reader.Take('*');
        if (reader.Name() is not { } name)
            return null;
        var count = int.TryParse(reader.Bracket(), CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, 0, 9) : 0;
        var usual = reader.Bracket();
        if (reader.Group() is not { } body)
            return null;
        if (!names.Add(name) && onlyIfNew)
            return "";
        if (usual is null || count == 0)
            return $@"\gdef{name}{Places(1, count)}{{{body}}}";
        var inner = $"{name}@optional";
        return $@"\gdef{name}{{\@ifnextchar[{{{inner}}}{{{inner}[{usual}]}}}}\gdef{inner}[#1]{Places(2, count)}{{{body}}}";
    }

    private string? Def(Reader reader)
    {
        if (reader.Name() is not { } name)
            return null;
        var places = reader.UpTo('{');
        names.Add(name);
        return reader.Group() is { } body ? $@"\gdef{name}{places}{{{body}}}" : null;
    }

    private string? Let(Reader reader)
    {
        if (reader.Name() is not { } name)
            return null;
        reader.Take('=');
        names.Add(name);
        return reader.Token() is { } token ? $@"\global\let{name}={token} " : null;
    }

    private string? Operator(Reader reader)
    {
        var star = reader.Take('*') ? "*" : "";
        if (reader.Name() is not { } name || reader.Group() is not { } words)
            return null;
        names.Add(name);
        return $@"\gdef{name}{{\operatorname{star}{{{words}}}}}";
    }

    private string? Delimiters(Reader reader)
    {
        if (reader.Name() is not { } name || reader.Group() is not { } left || reader.Group() is not { } right)
            return null;
        names.Add(name);
        return $@"\gdef{name}{{\@ifnextchar*{{{name}@tall}}{{{name}@plain}}}}\gdef{name}@tall*#1{{\left{left} #1\right{right}}}"
            + $@"\gdef{name}@plain#1{{{left} #1{right}}}";
    }

    private static string Places(int from, int to) =>
        string.Concat(Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(n => $"#{n}"));

    /// <summary>Reads what stands behind a command, piece by piece.</summary>
    private sealed class Reader(string latex, int place)
    {
        public int Place { get; private set; } = place;

        public Reader Skip(string text)
        {
            Place = latex.IndexOf(text, Place, StringComparison.Ordinal) + text.Length;
            return this;
        }

        public bool Take(char sign)
        {
            if (Next() != sign)
                return false;
            Place++;
            return true;
        }

        /// <summary>A command's name with its backslash, in braces or not.</summary>
        public string? Name()
        {
            if (Next() == '{')
                return Group()?.Trim() is ['\\', _, ..] name ? name : null;
            return Next() == '\\' ? Token() : null;
        }

        public string? Token()
        {
            if (Next() is not { } sign)
                return null;
            var from = Place;
            Place += sign == '\\' ? 1 + LatexText.Command(latex, Place).Length : 1;
            return latex[from..Place];
        }

        public string? Group() => Between('{', '}');

        public string? Bracket() => Between('[', ']');

        public string UpTo(char sign)
        {
            var from = Place;
            Place = latex.IndexOf(sign, from) is >= 0 and var found ? found : from;
            return latex[from..Place];
        }

        private string? Between(char opening, char closing)
        {
            if (Next() != opening || LatexText.EndOfGroup(latex, Place, opening, closing) is not (> 0 and var end))
                return null;
            var inner = latex[(Place + 1)..(end - 1)];
            Place = end;
            return inner;
        }

        /// <summary>The next sign that is no space; stands there afterwards.</summary>
        private char? Next()
        {
            while (Place < latex.Length && char.IsWhiteSpace(latex[Place]))
                Place++;
            return Place < latex.Length ? latex[Place] : null;
        }
    }
}
