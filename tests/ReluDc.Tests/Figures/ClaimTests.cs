using System.Text.Encodings.Web;
using AngleSharp.Html.Parser;
using ReluDc.Engine;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class ClaimTests
{
    private static Claim Of(
        string id = "C01-eq8-one-tone", string source = "Eq. 8", string says = "DC is a/π.", double measured = 0.318, string unit = "V",
        PaperValue? paper = null, double? predicted = 0.31831, double? tolerance = 1e-3, string because = "sampling",
        Verdict? verdict = null) =>
        Claim.State(id, source, says, measured, unit, verdict ?? Verdict.Holds, paper, predicted, tolerance, because);

    [Fact]
    public void Travels_as_json_with_all_that_the_ledger_needs()
    {
        var json = Shown.Json(Of(paper: 0.3536, verdict: Verdict.HoldsApproximately(0.111)), Shown.Claim);
        Assert.Equal("""
            {"id":"C01-eq8-one-tone","source":"Eq. 8","statement":"DC is a/π.",
            "paper":0.3536,"predicted":0.31831,"measured":0.318,"unit":"V","tolerance":0.001,"toleranceReason":"sampling",
            "verdict":"holds approximately","verdictDetail":"+11.1 %","passes":true}
            """.ReplaceLineEndings(""), json.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void Words_of_the_paper_and_what_it_leaves_out_travel_as_such()
    {
        Assert.Equal("exponential", (string?)Shown.Json(Of(paper: "exponential"), Shown.Claim)["paper"]);
        Assert.Null(Shown.Json(Of(), Shown.Claim)["paper"]);
    }

    [Fact]
    public void It_is_the_papers_if_the_paper_says_something_of_it_and_still_after_its_journey()
    {
        foreach (var (paper, isOfPaper) in new (PaperValue?, bool)[] { (0.0, true), ("above 0", true), (null, false) })
        {
            Assert.Equal(isOfPaper, Of(paper: paper).IsOfPaper);
            Assert.Equal(isOfPaper, Claim.FromJson(Of(paper: paper).ToJson())!.IsOfPaper);
        }
    }

    [Theory]
    [InlineData(1.0, 1.0, 0.0, true)]
    [InlineData(1.5, 1.0, 0.5, true)] // the tolerance itself is allowed
    [InlineData(1.5001, 1.0, 0.5, false)]
    [InlineData(0.4999, 1.0, 0.5, false)]
    [InlineData(double.NaN, 1.0, 0.5, false)]
    [InlineData(double.PositiveInfinity, 1.0, 0.5, false)]
    public void Passes_if_measured_and_predicted_agree_within_the_tolerance(double measured, double predicted, double tolerance,
        bool passes)
    {
        var claim = Of(measured: measured, predicted: predicted, tolerance: tolerance);
        Assert.Equal(passes, claim.Passes);
        Assert.Equal(passes, (bool)Shown.Json(claim, Shown.Claim)["passes"]!);
        Assert.Equal(!passes, Shown.Html(claim).Contains("Check failed"));
    }

    [Fact]
    public void Without_a_prediction_a_finite_measurement_passes()
    {
        Assert.True(Of(predicted: null, tolerance: null, because: "").Passes);
        Assert.False(Of(measured: double.NaN, predicted: null, tolerance: null, because: "").Passes);
    }

    [Fact]
    public void Reads_as_one_line()
    {
        var line = Shown.Plain(Of(paper: 0.3536, verdict: Verdict.DoesNotHold("it diverges")));
        Assert.Equal("C01-eq8-one-tone (Eq. 8): DC is a/π. paper 0.3536 V, predicted 0.31831 V, measured 0.318 V, tolerance 0.001 V. "
            + "does not hold: it diverges", line);
    }

    [Fact]
    public void On_pages_it_is_a_list_of_named_values_with_its_text_made_safe()
    {
        var card = new HtmlParser().ParseDocument(Of(says: "a < b & c", paper: "<i>").ToHtml()).QuerySelector(".reludc-claim")!;
        Assert.Equal("a < b & c", card.QuerySelector(".statement")!.TextContent);
        Assert.Equal(["paper", "predicted", "measured", "tolerance"], card.QuerySelectorAll("dt").Select(term => term.TextContent));
        Assert.Equal("<i> V", card.QuerySelector("dd")!.TextContent);
        Assert.Equal("holds", card.GetAttribute("data-verdict"));
    }

    public static TheoryData<Verdict, string> Verdicts => new()
    {
        { Verdict.Holds, "#1a7f37" }, { Verdict.HoldsApproximately(0.1), "#9a6700" }, { Verdict.HoldsOnlyIf("x < 0"), "#9a6700" },
        { Verdict.DoesNotHold("it diverges"), "#cf222e" },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void In_other_front_ends_it_is_a_card_that_brings_its_style_and_that_pages_would_take_as_it_is(Verdict verdict, string colour)
    {
        var html = Shown.Html(Of(says: "a < b & c", paper: "<i>", verdict: verdict, measured: 7));
        var faults = new List<string>();
        var surroundings = new HtmlSurroundings((_, _) => (null, ReluDc.Engine.Html.Empty), (_, _) => null, _ => false);
        var foreign = new ForeignHtml(html, surroundings, faults.Add);
        var card = new HtmlParser().ParseDocument(foreign.ForPage().ToString()).QuerySelector(".reludc-claim")!;
        Assert.Empty(faults);
        Assert.True(foreign.IsFaithful);
        Assert.Contains($"border-left: 6px solid {colour}", card.GetAttribute("style"));
        var badge = card.QuerySelector(".reludc-verdict")!;
        Assert.Equal((verdict.ToString(), verdict.Kind), (badge.TextContent, card.GetAttribute("data-verdict")));
        Assert.Contains($"background: {colour}", badge.GetAttribute("style"));
        Assert.Equal("a < b & c", card.QuerySelector(".reludc-statement")!.TextContent);
        Assert.Equal(["paper", "predicted", "measured", "tolerance"], card.QuerySelectorAll("th").Select(name => name.TextContent));
        Assert.Equal("<i> V", card.QuerySelector("td")!.TextContent);
        Assert.Contains("Check failed", card.TextContent);
    }

    public static TheoryData<string, Func<Claim>> Refused => new()
    {
        { "lower-case words", () => Of(id: "C1-x") },
        { "lower-case words", () => Of(id: "C01") },
        { "lower-case words", () => Of(id: "C01-Eq8") },
        { "source", () => Of(source: "") },
        { "says", () => Of(says: " ") },
        { "unit", () => Of(unit: "") },
        { "or neither", () => Of(tolerance: null) },
        { "or neither", () => Of(predicted: null) },
        { "finite number", () => Of(predicted: double.NaN) },
        { "0 or more", () => Of(tolerance: -1) },
        { "0 or more", () => Of(tolerance: double.NaN) },
        { "reason", () => Of(because: "") },
        { "finite number, or words", () => Of(paper: double.PositiveInfinity) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused_if_a_rule_is_broken(string because, Func<Claim> state) =>
        Assert.Contains(because, Assert.ThrowsAny<ArgumentException>(() => state()).Message);
}
