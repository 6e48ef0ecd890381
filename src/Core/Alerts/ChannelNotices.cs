using System.Globalization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Alerts;

/// <summary>Notices about the channels themselves.</summary>
public static class ChannelNotices
{
    /// <summary>A channel refuses for good.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="because">What it said.</param>
    /// <param name="given">How many deliveries were given up.</param>
    /// <param name="currency">ISO 4217 code of the installation.</param>
    /// <param name="now">UTC.</param>
    public static Notice Disabled(Channel channel, string because, int given, string currency, DateTimeOffset now)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"system/channel/{channel.Id}/disabled/{now.UtcTicks}");
        return new(
            key,
            $"system/channel/{channel.Id}",
            NoticeKind.System,
            NoticePhase.Opened,
            ScopePath.Organization,
            Severity.High,
            now,
            new(currency),
            new(
                $"Alerts no longer reach {channel.Name}",
                [$"The channel {channel.Name} ({channel.Kind}) refuses for good and was disabled.", because],
                [new("Channel", channel.Id), new("Deliveries given up", given.ToString("#,0", CultureInfo.InvariantCulture))],
                ["Mend the channel, enable it, and send the dead deliveries again: page Alerts and routes."]),
            new(
                $"{channel.Name} 채널로 알림이 가지 않습니다",
                [$"{channel.Name} 채널({channel.Kind})이 계속 거절해 사용을 중지했습니다.", because],
                [new("채널", channel.Id), new("포기한 전송", given.ToString("#,0", CultureInfo.InvariantCulture))],
                ["채널을 고쳐 다시 켠 다음, 전송되지 못한 알림을 다시 보내세요: 알림과 경로 페이지."]))
        {
            Subject = "channelDisabled",
            Page = "/alerts/channels",
        };
    }

    /// <summary>A message that somebody sends to see whether a channel works.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="actor">Who.</param>
    /// <param name="currency">ISO 4217 code of the installation.</param>
    /// <param name="now">UTC.</param>
    public static Notice Test(Channel channel, string actor, string currency, DateTimeOffset now)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"system/channel/{channel.Id}/test/{now.UtcTicks}");
        return new(
            key,
            key,
            NoticeKind.System,
            NoticePhase.Opened,
            ScopePath.Organization,
            Severity.Low,
            now,
            new(currency),
            new("Test message from FinOpsAI", [$"{actor} tries the channel {channel.Name}. It works if you read this."], [new("Channel", channel.Id)], []),
            new("FinOpsAI 시험 메시지", [$"{actor} 님이 {channel.Name} 채널을 시험합니다. 이 글이 보이면 정상입니다."], [new("채널", channel.Id)], []))
        {
            Subject = "test",
        };
    }
}
