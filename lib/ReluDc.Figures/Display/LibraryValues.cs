using System.Reflection;

namespace ReluDc.Figures;

/// <summary>
/// Tells the engine how values of the library show themselves as a cell's last expression: a signal and a spectrum as a small figure,
/// everything
/// else by its own text, instead of as a tree of members.
/// </summary>
/// <remarks>
/// Both engines show values by Microsoft.DotNet.Interactive.Formatting, in versions of their own. It is found by name, so that the library
/// references neither. In a program that has none, nothing happens.
/// </remarks>
internal static class LibraryValues
{
    private static readonly string[] rooms = ["ReluDc", "ReluDc.Networks", "ReluDc.HeartRate"];

    /// <summary>Registers the types of the rooms that are loaded, and of those that will be.</summary>
    public static void Register()
    {
        if (Engine.Find() is not { } engine)
            return;
        void Register(Assembly assembly)
        {
            if (rooms.Contains(assembly.GetName().Name))
                foreach (var type in assembly.GetExportedTypes().Where(HasText))
                    engine.Show(type, [MimeType.Plain]);
        }
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Register(loaded.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            Register(assembly);
        engine.Show(typeof(Signal), [MimeType.Plotly, MimeType.Svg, MimeType.Html, MimeType.Plain]);
        engine.Show(typeof(Spectrum), [MimeType.Plotly, MimeType.Svg, MimeType.Html, MimeType.Plain]);
    }

    /// <summary>A value in one of the forms that it is registered with.</summary>
    internal static string Form(object value, string mimeType) => (mimeType, value) switch
    {
        (MimeType.Plain, _) => value.ToString() ?? "",
        (_, Signal signal) => ((IDisplayable)Figure.Of(signal)).As(mimeType),
        (_, Spectrum spectrum) => ((IDisplayable)Figure.Of(spectrum)).As(mimeType),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no form {mimeType}.", nameof(mimeType)),
    };

    /// <summary>Whether the type, or one it derives from in this library, says how it is written.</summary>
    internal static bool HasText(Type type) =>
        !type.IsAbstract && !type.IsEnum && type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType?.Assembly == type.Assembly;

    /// <summary>The two methods of the engine's formatter that are needed.</summary>
    private sealed class Engine
    {
        private readonly MethodInfo register;
        private readonly MethodInfo prefer;

        private Engine(MethodInfo register, MethodInfo prefer) => (this.register, this.prefer) = (register, prefer);

        public static Engine? Find()
        {
            try
            {
                var formatter = Assembly.Load("Microsoft.DotNet.Interactive.Formatting")
                    .GetType("Microsoft.DotNet.Interactive.Formatting.Formatter");
                var register = formatter?.GetMethod("Register", [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
                var prefer = formatter?.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
                return register is null || prefer is null ? null : new(register, prefer);
            }
            catch (FileNotFoundException)
            {
                return null; // an ordinary program
            }
        }

        public void Show(Type type, string[] mimeTypes)
        {
            foreach (var mimeType in mimeTypes)
                register.Invoke(null, [type, (Action<object, TextWriter>)((value, writer) => writer.Write(Form(value, mimeType))),
                    mimeType]);
            prefer.Invoke(null, [type, mimeTypes]);
        }
    }
}
