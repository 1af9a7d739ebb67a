using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>What the paper says: a number, or words such as "exponential".</summary>
public sealed record PaperValue
{
    private readonly string text;

    private PaperValue(double? number, string text) => (Number, this.text) = (number, text);

    /// <summary>The number; null where the paper says it in words.</summary>
    public double? Number { get; }

    /// <summary>A number.</summary>
    public static implicit operator PaperValue(double number) => double.IsFinite(number)
        ? new(number, Figures.Number.Text(number))
        : throw new ArgumentOutOfRangeException(nameof(number), number, "The paper's value is a finite number, or words.");

    /// <summary>Words.</summary>
    public static implicit operator PaperValue(string words) => string.IsNullOrWhiteSpace(words)
        ? throw new ArgumentException("The paper's value is a finite number, or words.", nameof(words))
        : new(null, words);

    internal JsonNode ToJson() => Number is { } value ? JsonValue.Create(value) : JsonValue.Create(text);

    /// <inheritdoc/>
    public override string ToString() => text;
}
