using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Alerts;

/// <summary>Takes notices and writes them into the log.</summary>
public sealed partial class NoticeDesk(ILogger<NoticeDesk> logger) : INoticeSink
{
    /// <inheritdoc />
    public Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        foreach (var notice in notices)
        {
            LogNotice(notice.Severity, notice.English.Title, notice.Key);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 2401, Level = LogLevel.Information, Message = "{Severity}: {Title} ({Key})")]
    private partial void LogNotice(Core.Domain.Severity severity, string title, string key);
}
