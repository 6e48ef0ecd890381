using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Ports;

/// <summary>What is sent to a channel in one go.</summary>
/// <param name="Channel">The channel, its secrets revealed.</param>
/// <param name="Key">The same at every try: by it a receiver tells a repetition.</param>
/// <param name="Thread">What belongs together.</param>
/// <param name="Notices">One, or several for a digest, oldest first.</param>
public sealed record ChannelMessage(Channel Channel, string Key, string Thread, IReadOnlyList<Notice> Notices);

/// <summary>What came of sending.</summary>
public enum SendOutcome
{
    /// <summary>The receiver took it.</summary>
    Delivered = 1,

    /// <summary>It did not arrive now; later it may.</summary>
    Later = 2,

    /// <summary>The receiver does not want this message, now or later.</summary>
    Refused = 3,

    /// <summary>The receiver is gone for good, or no longer lets us in: nothing more is to be sent to it.</summary>
    Gone = 4,
}

/// <summary>The answer to sending.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">What was said, for people, without secrets; null when there is nothing to say.</param>
public sealed record SendResult(SendOutcome Outcome, string? Message = null)
{
    /// <summary>It arrived.</summary>
    public static SendResult Delivered { get; } = new(SendOutcome.Delivered);

    /// <summary>What the receiver said when it took it, shortened; null when that is not known.</summary>
    public string? Answer { get; init; }

    /// <summary>How long the receiver asks to wait; null when it says nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One way to reach people. Implementations keep no state; the caller paces, times out and repeats.</summary>
public interface INoticeChannel
{
    /// <summary>What it is and needs.</summary>
    ChannelKind Kind { get; }

    /// <summary>Says what is wrong with a channel's settings, by setting; empty when nothing is.</summary>
    /// <param name="channel">The channel, its secrets revealed; a secret that is kept but was not entered now is there.</param>
    IReadOnlyList<ChannelFault> Check(Channel channel);

    /// <summary>Sends once. Failures of the receiver or the network are answers, never exceptions.</summary>
    Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken);
}

/// <summary>What is wrong with a setting.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ChannelFault(string Setting, string Message);
