using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluDc.Engine;

namespace ReluDc.Tests.Fuzz;

/// <summary>Spoilt values of parameters: a literal of the parameter's type and nothing else, or refused in one line.</summary>
public sealed class ParameterFuzzTests
{
    private static readonly string[] types =
    [
        "int", "long", "byte", "uint", "ulong", "double", "float", "decimal", "bool", "char", "string", "double?", "double[]", "int[]",
        "string[]", "bool[]", "char[]", "List<double>", "IReadOnlyList<string>", "Complex", "Func<int>", "int[,]",
    ];

    private static readonly string[] seeds =
    [
        "7", "7.5", "-1e-3", "true", "False", "null", "a", "\"a\"", "[1, 2]", "[1.5, -2]", "[\"a\", \"b\"]", "['a', 'b']", "[a, b]",
        "{ 3 }", "[]", "say \"hi\" \\ now", "1; Environment.Exit(0)", "\"; File.Delete(\"x\"); //", "$\"{1}\"", "@\"a\"", "\\\"", "'",
        "[None, \"a\"]", "1/*", "*/", "\n#r \"x\"\n", "F()", "x => x", "1)", "default", "new object()", "\\u0022+F()+\\u0022", "\"\"\"",
        "1 // x",
    ];

    private static readonly CSharpParseOptions script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    [Fact]
    public void A_spoilt_value_is_one_literal_or_refused_in_one_line() => new FuzzCampaign("parameters", usual: 1500).Run(
        random => [(byte)random.NextInt(types.Length), .. Encoding.UTF8.GetBytes(random.NextInt(4) == 0
            ? Mutations.Pick(random, seeds)
            : Mutations.Text(random, Mutations.Pick(random, seeds)))],
        input =>
        {
            var type = types[input[0]];
            var text = Encoding.UTF8.GetString(input.AsSpan(1));
            string literal;
            try
            {
                literal = new Parameter("p", type, "default", "1 … 10").LiteralOf(text);
            }
            catch (FormatException e)
            {
                Assert.Contains("parameter p is ", e.Message);
                return;
            }
            Check(type, text, literal);
        });

    private static void Check(string type, string text, string literal)
    {
        var tree = CSharpSyntaxTree.ParseText($"{type} p = {literal};", script);
        Assert.Empty(tree.GetDiagnostics());
        var field = Assert.IsType<FieldDeclarationSyntax>(Assert.Single(((CompilationUnitSyntax)tree.GetRoot()).Members));
        var value = Assert.Single(field.Declaration.Variables).Initializer!.Value;
        Assert.All(value.DescendantNodesAndSelf(), node => Assert.True(node is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax
            or ArrayCreationExpressionSyntax or ArrayTypeSyntax or ArrayRankSpecifierSyntax or OmittedArraySizeExpressionSyntax
            or PredefinedTypeSyntax or InitializerExpressionSyntax or CollectionExpressionSyntax or ExpressionElementSyntax,
            $"{node.Kind()} in {literal}"));
        Assert.True(tree.GetRoot().DescendantTrivia().All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)), literal);
        if (type == "string" && value is LiteralExpressionSyntax { Token.Value: string given })
            Assert.Equal(text, given);
        if (type == "double" && value is LiteralExpressionSyntax { Token.Value: double number })
            Assert.Equal(double.Parse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture), number);
        _ = new Parameter("p", type, "default", "1 … 10").WarningFor(literal);
    }
}
