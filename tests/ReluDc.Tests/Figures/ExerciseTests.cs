using AngleSharp.Html.Parser;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class ExerciseTests
{
    private static string Of(double? answer, double expected = 0.5, double tolerance = 1e-3, params Hint[] hints) =>
        Exercise.Check(answer, expected, tolerance, "V", hints).Message;

    private static string Of(double[]? answer, params Hint[] hints) => Exercise.Check(answer, [0, 5, 10], 1e-6, "Hz", hints).Message;

    [Fact]
    public void A_number_is_missing_wrong_or_correct()
    {
        Assert.Equal("Not answered yet. The answer is in V.", Of((double?)null));
        Assert.Equal("Correct: 0.5 V.", Of(0.5009));
        Assert.Equal("Not yet. That is too high.", Of(0.5011));
        Assert.Equal("Not yet. That is too low.", Of(0.1));
        Assert.Equal("Not yet. That is not a finite number.", Of(double.NaN));
    }

    [Fact]
    public void A_wrong_sign_and_a_factor_of_two_are_always_recognised()
    {
        Assert.Contains("sign", Of(-0.5));
        Assert.Contains("high by a factor of 2", Of(1));
        Assert.Contains("low by a factor of 2", Of(0.25));
    }

    [Fact]
    public void Named_mistakes_are_recognised()
    {
        Assert.Contains("rad/s", Of(Math.PI, hints: Hint.RadPerS));
        Assert.Contains("RMS for peak", Of(0.5 / Math.Sqrt(2), hints: Hint.Rms));
        Assert.Contains("peak value for RMS", Of(0.5 * Math.Sqrt(2), hints: Hint.Peak));
        Assert.Contains("per cent", Of(50, hints: Hint.Percent));
        Assert.Contains("That is the sum", Of(2, hints: Hint.SumForMean(4)));
        Assert.Contains("That is the mean", Of(0.125, hints: Hint.MeanForSum(4)));
        Assert.Contains("Cubed", Of(0.125, hints: Hint.Value(0.125, "Cubed.")));
        Assert.Contains("Thrice", Of(1.5, hints: Hint.Factor(3, "Thrice.")));
    }

    [Fact]
    public void A_named_mistake_goes_before_one_that_is_always_tried() =>
        Assert.Contains("two values", Of(1, hints: Hint.Factor(2, "That is the sum of two values.")));

    [Fact]
    public void Where_zero_is_expected_no_factor_explains_a_wrong_answer_and_a_wrong_value_only_itself()
    {
        Assert.Equal("Not yet. That is too high.", Of(0.05, expected: 0, hints: [Hint.Value(0.06, "The other one."), Hint.Percent]));
        Assert.Contains("The other one", Of(0.25, expected: 0, hints: Hint.Value(0.25, "The other one.")));
    }

    [Fact]
    public void A_set_is_correct_in_any_order()
    {
        Assert.Equal("Correct: 0, 5, 10 Hz.", Of([10, 0, 5]));
        Assert.StartsWith("Not answered yet", Of((double[]?)null));
        Assert.StartsWith("Not answered yet", Of([]));
    }

    [Fact]
    public void A_wrong_set_says_how_many_are_right_and_how_many_do_not_belong()
    {
        Assert.Equal("Not yet. 2 of 3 found, 1 that do not belong.", Of([0, 5, 11]));
        Assert.Equal("Not yet. 2 of 3 found, 0 that do not belong.", Of([0, 5]));
        Assert.Equal("Not yet. 0 of 3 found, 1 that do not belong.", Of([double.NaN]));
        Assert.Equal("Not yet. All are there, but some more than once.", Of([0, 5, 5, 10]));
    }

    [Fact]
    public void A_mistake_throughout_a_set_is_recognised()
    {
        Assert.Contains("rad/s", Of([0, 10 * Math.PI, 20 * Math.PI], Hint.RadPerS));
        Assert.Contains("factor of 2", Of([0, 10, 20]));
        Assert.Contains("inaudible", Of([0, 5, 10, 15], Hint.Value(15, "15 Hz is inaudible.")));
    }

    [Fact]
    public void State_is_on_the_html_and_the_message_is_safe()
    {
        foreach (var (answer, state) in new (double?, string)[] { (null, "unanswered"), (7, "wrong"), (1, "correct") })
            Assert.Equal(state, Element(Exercise.Check(answer, 1, 0.1, "1")).GetAttribute("data-state"));
        Assert.Equal("Not yet. a < b", Element(Exercise.Check(7, 1, 0.1, "1", [Hint.Value(7, "a < b")])).TextContent);
    }

    [Fact]
    public void A_question_without_a_finite_answer_or_tolerance_is_refused()
    {
        Assert.Contains("finite numbers", Assert.Throws<ArgumentException>(() => Of(1, expected: double.NaN)).Message);
        Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(() => Of(1, tolerance: 0)).Message);
        Assert.Contains("one or more", Assert.Throws<ArgumentException>(() => Exercise.Check([1.0], [], 1, "Hz")).Message);
    }

    private static AngleSharp.Dom.IElement Element(CheckedAnswer answer) =>
        new HtmlParser().ParseDocument(Shown.Html(answer)).QuerySelector(".reludc-exercise")!;
}
