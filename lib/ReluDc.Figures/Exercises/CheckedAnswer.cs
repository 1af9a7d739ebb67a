namespace ReluDc.Figures;

/// <summary>Whether an answer is missing, wrong or correct.</summary>
public enum AnswerState
{
    /// <summary>There is no answer yet.</summary>
    Unanswered,

    /// <summary>The answer is wrong.</summary>
    Wrong,

    /// <summary>The answer is right.</summary>
    Correct,
}

/// <summary>What a check says of an answer.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource), PreferredMimeTypes = [MimeType.Html, MimeType.Plain])]
public sealed record CheckedAnswer : IDisplayable
{
    private CheckedAnswer(AnswerState state, string message) => (State, Message) = (state, message);

    /// <summary>Missing, wrong or correct.</summary>
    public AnswerState State { get; }

    /// <summary>One or two sentences for the learner.</summary>
    public string Message { get; }

    internal static CheckedAnswer Missing(string unit) =>
        new(AnswerState.Unanswered, $"Not answered yet. {(unit == "1" ? "A pure number is wanted." : $"The answer is in {unit}.")}");

    internal static CheckedAnswer Wrong(string hint) => new(AnswerState.Wrong, $"Not yet. {hint}");

    internal static CheckedAnswer Right(string value, string unit) =>
        new(AnswerState.Correct, $"Correct: {value}{(unit == "1" ? "" : " " + unit)}.");

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType == MimeType.Html
        ? Html.Of($"<p class=\"reludc-exercise\" data-state=\"{State.ToString().ToLowerInvariant()}\">{Message}</p>").ToString()
        : ToString();

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
