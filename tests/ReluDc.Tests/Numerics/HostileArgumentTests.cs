using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReluDc.Tests.Numerics;

/// <summary>
/// Every public member of the library of signals, with one argument after the other replaced by everything that could go wrong: it answers
/// without a NaN, or refuses with one sentence, and does so soon.
/// </summary>
public sealed class HostileArgumentTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20); // none takes a second alone; other tests run beside

    private static readonly IEnumerable<Type> Types = typeof(Signal).Assembly.GetExportedTypes().Where(type => !type.IsEnum);

    public static TheoryData<string> TypeNames => [.. Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Whatever_is_passed_is_answered_or_refused_with_one_sentence(string typeName)
    {
        var type = Types.Single(type => type.Name == typeName);
        Assert.Empty(Members(type).SelectMany(member => Calls(member).Select(call => Fault(member, call)).OfType<string>()));
    }

    [Fact]
    public void The_default_of_a_structure_can_be_looked_at()
    {
        foreach (var type in Types.Where(type => type.IsValueType))
            Look(Activator.CreateInstance(type), depth: 3);
    }

    private static IEnumerable<MethodBase> Members(Type type) => type.GetConstructors().Cast<MethodBase>()
        .Concat(type.GetMethods(Declared).Where(method => !method.Name.StartsWith("get_", StringComparison.Ordinal)
            && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike) // takes any span
            && method.Name is not ("Equals" or "Deconstruct" or "ToString" or "GetHashCode")))
        .Where(member => member.GetParameters().Length > 0);

    /// <summary>The usual arguments, and those with one of them replaced.</summary>
    private static IEnumerable<object?[]> Calls(MethodBase member)
    {
        var parameters = member.GetParameters();
        object?[] usual = [.. parameters.Select(Usual)];
        yield return usual;
        for (var i = 0; i < parameters.Length; i++)
            foreach (var hostile in Hostile(parameters[i].ParameterType))
                yield return [.. usual[..i], hostile, .. usual[(i + 1)..]];
    }

    private static string? Fault(MethodBase member, object?[] arguments)
    {
        var call = $"{member.DeclaringType!.Name}.{member.Name}({string.Join(", ", arguments.Select(Text))})";
        try
        {
            var answer = Task.Run(() => Look(Invoke(member, arguments), depth: 2));
            return answer.Wait(Soon) ? null : $"{call} takes longer than {Soon.TotalSeconds} s";
        }
        catch (AggregateException e) when (e.InnerException is ArgumentException refused)
        {
            return OneSentence.Of(refused) is { } sentence ? null : $"{call}: {refused.Message}";
        }
        catch (AggregateException e) when (e.InnerException is OverflowException && member.DeclaringType == typeof(TaylorRelu))
        {
            return null; // what the doc comment of Apply announces: the series, not the argument, is at fault
        }
        catch (AggregateException e)
        {
            return $"{call}: {e.InnerException}";
        }
    }

    private static object? Invoke(MethodBase member, object?[] arguments)
    {
        try
        {
            return member is ConstructorInfo constructor
                ? constructor.Invoke(arguments)
                : member.Invoke(member.IsStatic ? null : Usual(member.DeclaringType!), arguments);
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    /// <summary>Reads an answer with all its properties; throws if there is a NaN in it, or if a property does.</summary>
    private static bool Look(object? value, int depth)
    {
        if (value is double.NaN || value is Complex { Real: double.NaN } or Complex { Imaginary: double.NaN })
            throw new InvalidOperationException("The answer is not a number.");
        if (value is string || value is null || depth == 0)
            return true;
        if (value is IEnumerable items)
            return items.Cast<object?>().Take(100).All(item => Look(item, depth - 1));
        if (value is ITuple tuple)
            return Enumerable.Range(0, tuple.Length).All(i => Look(tuple[i], depth - 1));
        if (value.GetType().Assembly != typeof(Signal).Assembly || value is TaylorPartialSum) // its Dc may be NaN, and says so
            return true;
        value.ToString();
        return value.GetType().GetProperties(Declared & ~BindingFlags.Static).All(property => Look(property.GetValue(value), depth - 1));
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        Delegate => "a function",
        ImmutableArray<double> { IsDefault: true } => "default",
        ImmutableArray<int> { IsDefault: true } => "default",
        ImmutableArray<Tone> { IsDefault: true } => "default",
        ImmutableArray<ImmutableArray<int>> => "lines",
        string text => text,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>())}]",
        _ => FormattableString.Invariant($"{value}"),
    };

    private static object Usual(ParameterInfo parameter) => parameter.Name switch
    {
        "startS" or "fromS" => 0.0,
        "sampleRateHz" => 8.0,
        _ => Usual(parameter.ParameterType),
    };

    private static object Usual(Type type) =>
        type == typeof(double) ? 1.0 :
        type == typeof(int) || type == typeof(int?) ? 2 :
        type == typeof(ulong) ? 1UL :
        type == typeof(bool) ? false :
        type.IsEnum ? Enum.ToObject(type, 0) :
        type == typeof(Complex) ? Complex.One :
        type == typeof(Func<double, double>) ? (Func<double, double>)Math.Cos :
        type == typeof(Signal) ? new Signal([1, -2, 3, -1], 4) :
        type == typeof(Tone) ? new Tone(5) :
        type == typeof(ToneSum) ? new ToneSum(new Tone(5), new Tone(10)) :
        type == typeof(FirFilter) ? new FirFilter(1, 0.5) :
        type == typeof(Quantizer) ? new Quantizer(8, 1) :
        type == typeof(Pcg32) ? new Pcg32(1) :
        type == typeof(Spectrum) ? Spectrum.Of(new Signal([1, -2, 3, -1], 4)) :
        type == typeof(SpectralLine) ? new SpectralLine(5, 1) :
        type == typeof(IntermodulationLine) ? new IntermodulationLine([1, 0], new SpectralLine(5, 1)) :
        type == typeof(LineCoincidence) ? new LineCoincidence(5, [[1, 0], [1, -1]]) :
        type == typeof(TaylorPartialSum) ? new TaylorPartialSum(1, 0.1, 0.3) :
        type == typeof(TaylorCentre) ? TaylorCentre.At(1) :
        type == typeof(TaylorRelu) ? new TaylorRelu(TaylorCentre.At(1), 3) :
        type == typeof(ChebyshevRelu) ? new ChebyshevRelu(4, 3) :
        type == typeof(OneToneRelu) ? new OneToneRelu(new Tone(5)) :
        type == typeof(QuantizedToneRelu) ? new QuantizedToneRelu(1, new Quantizer(8, 1)) :
        type == typeof(HarmonicTonesRelu) ? new HarmonicTonesRelu(new ToneSum(new Tone(5), new Tone(10))) :
        type == typeof(SampledTonesRelu) ? new HarmonicTonesRelu(new ToneSum(new Tone(5), new Tone(10))).SampledAt(100) :
        type == typeof(CommonPeriod) ? CommonPeriod.Of(new ToneSum(new Tone(5), new Tone(10)))! :
        type == typeof(ImmutableArray<double>) || type == typeof(IEnumerable<double>) ? (ImmutableArray<double>)[0, 1] :
        type == typeof(ImmutableArray<int>) || type == typeof(IEnumerable<int>) ? (ImmutableArray<int>)[0, 2] :
        type == typeof(IEnumerable<Tone>) ? (ImmutableArray<Tone>)[new Tone(5)] :
        type == typeof(ImmutableArray<ImmutableArray<int>>) ? (ImmutableArray<ImmutableArray<int>>)[[1, 0], [0, 2]] :
        throw new NotSupportedException($"Say what a usual {type} is.");

    private static IEnumerable<object?> Hostile(Type type)
    {
        if (type == typeof(double))
            return [.. new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, 0, -0.0, 0.3, 1e9, 1e-300, 1e300, -1e300,
                double.MaxValue, double.MinValue, double.Epsilon }.Cast<object>()];
        if (type == typeof(int) || type == typeof(int?))
            return [.. new[] { int.MinValue, -1, 0, 1, 33, 49, 1000, int.MaxValue - 1, int.MaxValue }.Cast<object>()];
        if (type == typeof(ulong))
            return [0UL, ulong.MaxValue];
        if (type.IsEnum)
            return [Enum.ToObject(type, 99), Enum.ToObject(type, -1)];
        if (type == typeof(bool))
            return [true];
        if (type == typeof(Complex))
            return [new Complex(double.NaN, 0), new Complex(0, double.PositiveInfinity)];
        if (type == typeof(Tone))
            return [default(Tone), new Tone(0), new Tone(5, -1), new Tone(1e300, 1e300), new Tone(1e-300, 1e-300)];
        if (type == typeof(SpectralLine))
            return [default(SpectralLine)];
        if (type == typeof(TaylorCentre))
            return [default(TaylorCentre), TaylorCentre.At(double.Epsilon), TaylorCentre.At(double.MaxValue)];
        if (type == typeof(ImmutableArray<double>) || type == typeof(IEnumerable<double>))
            return [.. None(type), default(ImmutableArray<double>), .. new double[][] { [], [1], [double.NaN, 1],
                [1, double.PositiveInfinity], [0, 0], [1, 0], [1e300, 1e300], [1e-300, 1], [1, 1], [0, 1000], [1, 1, 1],
                [.. Enumerable.Repeat(1.0, 500)] }.Select(Boxed)];
        if (type == typeof(ImmutableArray<int>) || type == typeof(IEnumerable<int>))
            return [.. None(type), default(ImmutableArray<int>), .. new int[][] { [], [1], [-1, 1], [int.MinValue, 0],
                [int.MaxValue, int.MaxValue], [100, 100], [0, 0] }.Select(Boxed)];
        if (type == typeof(ImmutableArray<ImmutableArray<int>>))
            return [default(ImmutableArray<ImmutableArray<int>>), .. new ImmutableArray<int>[][] { [], [[1]], [default, default],
                [[1], [int.MinValue]] }.Select(Boxed)];
        if (type == typeof(IEnumerable<Tone>))
            return [null, default(ImmutableArray<Tone>), Boxed<Tone>([]), Boxed([default(Tone)]), Boxed([new Tone(5), new Tone(5)])];
        if (type == typeof(ToneSum))
            return [null, new ToneSum(default(Tone)), new ToneSum(new Tone(0)), new ToneSum(new Tone(0, -2), new Tone(0)),
                new ToneSum(new Tone(5), new Tone(5)), new ToneSum(new Tone(5), new Tone(5, 1, Math.PI)), new ToneSum(new Tone(5, 0)),
                new ToneSum(new Tone(5 * Math.Sqrt(2))), new ToneSum(new Tone(5, 1e300), new Tone(1e300, 1e-300)),
                new ToneSum(Enumerable.Range(1, 1000).Select(k => new Tone(k)))];
        if (type == typeof(Signal))
            return [null, new Signal([0], 1), new Signal([0, 0, 0, 0], 4), new Signal([-1, -1, -1, -1], 4),
                new Signal([double.MaxValue, double.MinValue, double.MaxValue, double.MaxValue], 4),
                new Signal([1e-300, 0, 1e-300, 1], 1e-300)];
        if (type == typeof(FirFilter))
            return [null, new FirFilter(0), new FirFilter(1e300, 1e300), FirFilter.MovingAverage(100)];
        if (type == typeof(Quantizer))
            return [null, new Quantizer(1, 1), new Quantizer(32, 1), new Quantizer(32, 1e300), new Quantizer(8, 1e-300)];
        return [null];
    }

    private static IEnumerable<object?> None(Type type) => type.IsInterface ? [null] : [];

    private static object Boxed<T>(T[] items) => ImmutableArray.Create(items);
}
