using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace FinOpsAI.TestSupport;

/// <summary>The real product as a process of its own, on a free port of loopback.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private const string Announcement = "FinOpsAI is at ";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output;
    private readonly IReadOnlyList<string> _arguments;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private SiloProcess(Process process, Uri url, IReadOnlyList<string> arguments, StringBuilder output)
    {
        _process = process;
        _output = output;
        _arguments = arguments;
        Url = url;
        Client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(100) };
    }

    public Uri Url { get; }

    /// <summary>Calls with a token that may do everything.</summary>
    public HttpClient Client { get; }

    /// <summary>The secret of <see cref="Client"/>'s token; null where nobody has to sign in.</summary>
    public string? Token { get; private set; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Peak memory of the process in bytes, from the kernel's own count.</summary>
    public long PeakResidentBytes => File
        .ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) * 1024)
        .First();

    /// <summary>Processor time that the process has used, in user and system mode.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts <c>finopsai</c> with these arguments and waits until it says where it is.</summary>
    /// <param name="arguments">A command with its options; <c>--urls</c> is added.</param>
    /// <exception cref="InvalidOperationException">It ended or said nothing in time; the message holds its output.</exception>
    public static Task<SiloProcess> StartAsync(params string[] arguments) => StartInAsync(Path.GetTempPath(), arguments);

    /// <summary>The same in a folder of its own, whose <c>finopsai.json</c> it reads.</summary>
    public static async Task<SiloProcess> StartInAsync(string folder, params string[] arguments)
    {
        var process = Launch(folder, [.. arguments, "--urls", "http://127.0.0.1:0"]);
        var lines = Channel.CreateUnbounded<string>();
        var output = new StringBuilder();
        void Take(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (output)
            {
                output.AppendLine(line);
            }

            lines.Writer.TryWrite(line);
        }

        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.Exited += (_, _) => lines.Writer.TryComplete();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var timeout = new CancellationTokenSource(StartTimeout);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(timeout.Token))
            {
                if (line.StartsWith(Announcement, StringComparison.Ordinal))
                {
                    var silo = new SiloProcess(process, new(line[Announcement.Length..].Split(' ')[0]), arguments, output);
                    silo.Token = arguments is ["serve", ..] ? await TestIdentity.AdministratorAsync(arguments) : null;
                    silo.Client.DefaultRequestHeaders.Authorization = silo.Token is null ? null : new("Bearer", silo.Token);
                    return silo;
                }
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
        throw new InvalidOperationException($"finopsai {string.Join(' ', arguments)} did not start:{Environment.NewLine}{output}");
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <summary>Runs a command to its end, in a folder of its own.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunInAsync(string folder, params string[] arguments)
    {
        using var process = Launch(folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command to its end, with a line on its standard input.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunWithInputAsync(string line, params string[] arguments)
    {
        using var process = Launch(Path.GetTempPath(), arguments);
        await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends the process without any warning, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop (SIGTERM) and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>The secret of a token of this name that may do everything, made when it is first asked for; the audit log calls it <c>token:NAME</c>.</summary>
    public async Task<string> TokenOfAsync(string name)
    {
        if (!_tokens.TryGetValue(name, out var secret))
        {
            secret = await TestIdentity.AdministratorAsync(_arguments, name) ?? throw new InvalidOperationException("The process has no store of its own.");
            _tokens[name] = secret;
        }

        return secret;
    }

    /// <summary>Waits until the engine has carried everything that was in the ledger at its start.</summary>
    public async Task WhenReadyAsync(CancellationToken cancellationToken) => await Until(
        async () =>
        {
            using var answer = await Client.GetAsync("/readyz", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        },
        cancellationToken);

    /// <summary>Posts a body of usage records.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> PostUsageAsync(
        HttpContent content, CancellationToken cancellationToken)
    {
        using var answer = await Client.PostAsync("/api/v1/usage", content, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return (answer.StatusCode, document.RootElement.Clone());
    }

    /// <summary>Gets a JSON answer of the API.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await Client.GetAsync(path, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{path} answered {(int)answer.StatusCode}: {body}", null, answer.StatusCode);
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>Asks again until it is so; the token bounds the wait.</summary>
    public static async Task Until(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static Process Launch(string folder, string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "finopsai.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Start();
        return process;
    }
}
