using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>Shows the text of its cells in one form, such as Markdown, and leaves it to the front-end to draw it.</summary>
internal sealed class TextKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly string mimeType;

    /// <param name="name">The kernel's name: that of the language in small letters.</param>
    /// <param name="language">The language.</param>
    /// <param name="mimeType">The form.</param>
    public TextKernel(string name, string language, string mimeType) : base(name)
    {
        (KernelInfo.LanguageName, this.mimeType) = (language, mimeType);
        KernelInfo.DisplayName = $"{name} - {language}";
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        context.Publish(new DisplayedValueProduced(command.Code, command, [new FormattedValue(mimeType, command.Code)]));
        return Task.CompletedTask;
    }
}
