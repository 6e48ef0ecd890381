using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Identity;

/// <summary>
/// The way in while there is no user yet: a code that the server writes to its log at the start, so that whoever runs the server makes the first
/// administrator, and nobody else who finds the address first.
/// </summary>
internal sealed partial class SetupCode(IIdentityStore store, IOptions<WebOptions> web, ILogger<SetupCode> logger) : IHostedLifecycleService
{
    private readonly string _code = Secrets.Code();
    private volatile bool _isDone;

    /// <summary>Whether there is no user yet.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken)
    {
        if (_isDone || web.Value.IsDemo)
        {
            return false;
        }

        _isDone = (await store.ListUsersAsync(cancellationToken)).Count > 0;
        return !_isDone;
    }

    /// <summary>Whether a code is the one in the log, case and dashes aside.</summary>
    public bool IsRight(string? code) => CryptographicOperations.FixedTimeEquals(Bytes(code ?? ""), Bytes(_code));

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await IsNeededAsync(cancellationToken))
        {
            LogCode(_code);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static byte[] Bytes(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()));

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "There is no user yet. Open the dashboard and make the administrator with the setup code {Code}")]
    private partial void LogCode(string code);
}
