namespace ReluDc;

/// <summary>Where √(x²) is expanded: the value P in |x| = √P·√(1 + g), g = x²/P − 1. Taught in notebook 02.</summary>
/// <remarks>The series converges where |g| &lt; 1, which is |x| &lt; √(2P): the choice of P decides everything.</remarks>
public readonly record struct TaylorCentre
{
    private TaylorCentre(double value, string name) => (Value, Name) = double.IsFinite(value) && value > 0
        ? (value, name)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A Taylor centre is a finite power above 0, which silence has not.");

    /// <summary>The centre P, in the signal's unit squared.</summary>
    public double Value { get; }

    /// <summary>What the centre is: "power", "peak" or "value"; "none" of a default, which no model takes.</summary>
    public string Name { get => field ?? "none"; }

    /// <summary>
    /// The mean power P, Σ a_k²/2 at different frequencies: the paper's choice (its Eq. 8). Diverges at the peaks of two tones or more.
    /// </summary>
    /// <param name="tones">Tones that are not all silent.</param>
    public static TaylorCentre Power(ToneSum tones) => new(Argument.Given(tones).Power, "power");

    /// <summary>The mean power of a signal.</summary>
    /// <param name="signal">A signal that is not all zero. [N samples]</param>
    public static TaylorCentre Power(Signal signal) => new(Argument.Given(signal).Power, "power");

    /// <summary>Half the squared peak, (Σ|a_k|)²/2: what the authors' script uses. Keeps |g| ≤ 1, so it converges everywhere.</summary>
    /// <param name="tones">Tones that are not all silent.</param>
    public static TaylorCentre Peak(ToneSum tones) => new(Argument.Given(tones).PeakBound * tones.PeakBound / 2, "peak");

    /// <summary>Half the squared peak of a signal.</summary>
    /// <param name="signal">A signal that is not all zero. [N samples]</param>
    public static TaylorCentre Peak(Signal signal) => new(Argument.Given(signal).Peak * signal.Peak / 2, "peak");

    /// <summary>Any other centre.</summary>
    /// <param name="power">P, finite and above 0.</param>
    public static TaylorCentre At(double power) => new(power, "value");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"centre {Name}, P = {Value:G6}");
}
