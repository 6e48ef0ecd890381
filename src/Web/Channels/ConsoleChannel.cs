using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Web.Channels;

/// <summary>The server's log: where everything goes that no route takes.</summary>
internal sealed partial class ConsoleChannel(ILogger<ConsoleChannel> logger) : INoticeChannel
{
    public ChannelKind Kind { get; } = new(
        Channel.ConsoleId,
        new("Console", "콘솔"),
        new("The server's log.", "서버 로그입니다."),
        []);

    public IReadOnlyList<ChannelFault> Check(Channel channel) => [];

    public Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var notice = DigestText.Of(message.Notices, message.Key, message.Thread);
        var text = notice.TextIn(message.Channel.Language);
        var words = string.Join(' ', text.Paragraphs);
        LogNotice(notice.Severity, text.Title, notice.Key, words);
        return Task.FromResult(SendResult.Delivered);
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "{Severity}: {Title} ({Key}) {Text}")]
    private partial void LogNotice(Severity severity, string title, string key, string text);
}
