using System.Diagnostics;
using Microsoft.Playwright;
using ReluDc.Tests.Browser;

namespace ReluDc.Tests.Engine;

/// <summary>VS Code in a browser, npm's code-server, with the extension installed and a folder open.</summary>
internal sealed class CodeServer : IAsyncDisposable
{
    private const float PatienceMs = 30_000;

    private readonly TemporaryFolder profile = new();
    private BrowsedServer? served;

    /// <summary>The command that .ci/code-server installs.</summary>
    public static string Command { get; } = Path.Combine(Environment.GetEnvironmentVariable("RELUDC_CODE_SERVER")
        ?? Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "reludc", "code-server-4.139.1"),
            "code-server");

    /// <summary>The window.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>Opens a folder; skips the test where something is missing.</summary>
    public static async Task<CodeServer> OpenAsync(string folder)
    {
        Assert.SkipUnless(File.Exists(Command), $"no code-server at {Command}; .ci/code-server installs it");
        Assert.SkipUnless(File.Exists(CourseSite.Chromium), $"no browser at {CourseSite.Chromium}; CHROMIUM_PATH names another");
        var code = new CodeServer();
        try
        {
            await code.StartAsync(folder);
            return code;
        }
        catch
        {
            await code.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of the palette.</summary>
    public async Task CommandAsync(string name)
    {
        await Page.Keyboard.PressAsync("F1");
        await Page.Locator(".quick-input-widget input").First.FillAsync(">" + name);
        await Page.Locator(".quick-input-list .monaco-list-row").Filter(new() { HasText = name }).First.ClickAsync();
    }

    /// <summary>Opens a file of the folder.</summary>
    public async Task OpenFileAsync(string name)
    {
        await Page.Keyboard.PressAsync("Control+P");
        await Page.Locator(".quick-input-widget input").First.FillAsync(name);
        await Page.Locator(".quick-input-list .monaco-list-row").Filter(new() { HasText = name }).First.ClickAsync();
        await Page.Locator(".notebookOverlay .monaco-editor").First.WaitForAsync(new() { Timeout = PatienceMs });
    }

    /// <summary>Runs the cell that holds a text.</summary>
    public async Task RunCellAsync(string text, string key = "Shift+Enter")
    {
        await Page.Locator(".view-line").Filter(new() { HasText = text }).First.ClickAsync();
        await Page.Locator(".monaco-editor.focused").WaitForAsync();
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Waits until an output shows something. Outputs live in frames of their own.</summary>
    public async Task<ILocator> OutputAsync(string selector, string? text = null)
    {
        for (var clock = Stopwatch.StartNew(); clock.ElapsedMilliseconds < PatienceMs; await Task.Delay(200))
            foreach (var frame in Page.Frames)
            {
                var found = frame.Locator(selector);
                if (text is not null)
                    found = found.Filter(new() { HasText = text });
                if (await found.CountAsync() > 0)
                    return found.First;
            }
        await PictureAsync("timeout");
        throw new TimeoutException($"no output with {selector} {text}");
    }

    /// <summary>A picture of the window, where RELUDC_SCREENSHOTS names a folder for them.</summary>
    public Task PictureAsync(string name) => BrowsedServer.PictureAsync(Page, name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (served is not null)
            await served.DisposeAsync();
        profile.Dispose();
    }

    private async Task StartAsync(string folder)
    {
        var package = await HostProcess.RunAsync(profile.Path, "vscode", "package", "--out", profile["extension.vsix"]);
        Assert.Equal(0, package.ExitCode);
        Directory.CreateDirectory(profile[Path.Combine("user", "User")]);
        await File.WriteAllTextAsync(profile[Path.Combine("user", "User", "settings.json")], """
            { "workbench.startupEditor": "none", "telemetry.telemetryLevel": "off", "extensions.ignoreRecommendations": true,
              "workbench.colorTheme": "Default Light Modern",
              "editor.parameterHints.enabled": false, "chat.disableAIFeatures": true, "chat.commandCenter.enabled": false,
              "workbench.secondarySideBar.defaultVisibility": "hidden",
              "notebook.cellToolbarLocation": { "default": "hidden" }, "workbench.sideBar.location": "right" }
            """);
        using (var install = Process.Start(Start("--install-extension", profile["extension.vsix"]))!)
        {
            await install.WaitForExitAsync();
            Assert.Equal(0, install.ExitCode);
        }
        var port = FreePorts.One();
        served = await BrowsedServer.StartAsync(Start("--bind-addr", $"127.0.0.1:{port}", "--auth", "none",
            "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"));
        served.Process.BeginOutputReadLine();
        served.Process.BeginErrorReadLine(); // what nobody reads would stop it
        Page = await served.Browser.NewPageAsync(new() { ViewportSize = new() { Width = 1500, Height = 2200 } });
        Page.SetDefaultTimeout(PatienceMs);
        var url = $"http://127.0.0.1:{port}/?folder={Uri.EscapeDataString(folder)}";
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            try
            {
                await Page.GotoAsync(url);
                break;
            }
            catch (PlaywrightException) when (clock.ElapsedMilliseconds < PatienceMs)
            {
                // The server is not up yet.
            }
        }
        await Page.Locator(".monaco-workbench .part.statusbar").WaitForAsync();
        await Page.Locator(".explorer-folders-view .monaco-list-row").First.WaitForAsync();
    }

    private ProcessStartInfo Start(params string[] arguments) =>
        new(Command, ["--user-data-dir", profile["user"], "--extensions-dir", profile["extensions"], .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["XDG_CONFIG_HOME"] = profile["config"] },
    };
}
