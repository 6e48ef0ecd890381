using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Alerts;

/// <summary>The ways to reach people, by kind, and one try over each: secrets revealed, time bounded, every failure an answer.</summary>
public sealed partial class ChannelSenders(
    IEnumerable<INoticeChannel> all, ISecretStore secrets, OutboxOptions options, TimeProvider time, ILogger<ChannelSenders> logger) : INoticeSender
{
    private readonly Dictionary<string, INoticeChannel> _byKind = all.ToDictionary(sender => sender.Kind.Kind, StringComparer.Ordinal);

    /// <inheritdoc />
    public IReadOnlyList<ChannelKind> Kinds => [.. _byKind.Values.Select(sender => sender.Kind).OrderBy(kind => kind.Kind, StringComparer.Ordinal)];

    /// <inheritdoc />
    public IReadOnlyList<ChannelFault> Check(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (Find(channel.Kind) is not { } sender)
        {
            return [new("kind", $"'{channel.Kind}' is not known: expected one of {string.Join(", ", Kinds.Select(kind => kind.Kind))}.")];
        }

        var known = sender.Kind.Settings.ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        List<ChannelFault> faults =
        [
            .. channel.Settings.Keys.Concat(channel.Secrets.Keys).Where(name => !known.ContainsKey(name))
                .Select(name => new ChannelFault(name, $"{name} is no setting of {channel.Kind}.")),
            .. known.Values
                .Where(setting => setting.IsRequired && !channel.Settings.ContainsKey(setting.Name) && !channel.Secrets.ContainsKey(setting.Name))
                .Select(setting => new ChannelFault(setting.Name, "Required.")),
            .. known.Values
                .Where(setting => setting.Choices.Count > 0
                    && channel.Settings.TryGetValue(setting.Name, out var value) && !setting.Choices.Contains(value))
                .Select(setting => new ChannelFault(setting.Name, $"Expected one of {string.Join(", ", setting.Choices)}.")),
        ];
        if (faults.Count > 0)
        {
            return faults;
        }

        try
        {
            return sender.Check(Reveal(channel));
        }
        catch (SourceException)
        {
            // A secret that stands elsewhere may not be there yet: a test message shows it.
            return [];
        }
    }

    /// <inheritdoc />
    public Task<SendResult> SendAsync(Channel channel, Notice notice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(notice);
        return Find(channel.Kind) is { } sender
            ? SendAsync(channel, sender, NoticeRouting.IdOf(channel.Id, notice.Key), notice.Thread, [notice], options.SendTimeout)
            : Task.FromResult(new SendResult(SendOutcome.Refused, $"There is no channel of kind {channel.Kind}."));
    }

    /// <summary>What reaches channels of a kind; null for an unknown one.</summary>
    public INoticeChannel? Find(string kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>Tries once.</summary>
    internal Task<SendResult> SendAsync(
        Channel channel, INoticeChannel sender, Delivery delivery, IReadOnlyDictionary<string, Notice> notices, TimeSpan patience)
    {
        var found = delivery.Notices.Select(notices.GetValueOrDefault).OfType<Notice>().ToList();
        return found.Count == 0
            ? Task.FromResult(new SendResult(SendOutcome.Refused, "The notice is no longer kept."))
            : SendAsync(channel, sender, delivery.Id, delivery.Thread, found, patience);
    }

    /// <summary>Tries once.</summary>
    /// <param name="channel">The channel as it is kept.</param>
    /// <param name="sender">What reaches it.</param>
    /// <param name="key">By it the receiver tells a repetition.</param>
    /// <param name="thread">What belongs together.</param>
    /// <param name="notices">One, or those of a digest.</param>
    /// <param name="patience">How long it may take.</param>
    public async Task<SendResult> SendAsync(
        Channel channel, INoticeChannel sender, string key, string thread, IReadOnlyList<Notice> notices, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience, time);
        try
        {
            return await sender.SendAsync(new(Reveal(channel), key, thread, notices), enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            return new(SendOutcome.Later, $"No answer in {patience.TotalSeconds:0.#} s.");
        }
        catch (SourceException e)
        {
            // A secret that cannot be had can be put back: the notice must not be lost by then.
            return new(SendOutcome.Later, e.Message);
        }
        catch (Exception e)
        {
            LogSendFailed(e, channel.Id);
            return new(SendOutcome.Later, $"Unexpected: {e.GetType().Name}.");
        }
    }

    /// <summary>The channel with its secrets in clear.</summary>
    /// <exception cref="SourceException">One of them cannot be had.</exception>
    public Channel Reveal(Channel channel) => channel with { Secrets = channel.Secrets.ToDictionary(pair => pair.Key, pair => secrets.Reveal(pair.Value)) };

    [LoggerMessage(EventId = 2431, Level = LogLevel.Error, Message = "Sending to channel {Channel} failed in a way that was not foreseen")]
    private partial void LogSendFailed(Exception exception, string channel);
}
