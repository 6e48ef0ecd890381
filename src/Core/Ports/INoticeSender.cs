using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Ports;

/// <summary>All ways to reach people behind one door.</summary>
public interface INoticeSender
{
    /// <summary>The kinds there are, by name.</summary>
    IReadOnlyList<ChannelKind> Kinds { get; }

    /// <summary>Says what is wrong with a channel's settings and secrets, as they are kept; empty when nothing is.</summary>
    IReadOnlyList<ChannelFault> Check(Channel channel);

    /// <summary>Sends one notice to one channel at once, past outbox and routes.</summary>
    Task<SendResult> SendAsync(Channel channel, Notice notice, CancellationToken cancellationToken);
}
