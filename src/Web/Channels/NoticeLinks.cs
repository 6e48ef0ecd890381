using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Web.Channels;

/// <summary>Addresses of the dashboard for messages that leave it.</summary>
/// <param name="publicUrl">Where people reach the dashboard; null when that was not said.</param>
internal sealed class NoticeLinks(string? publicUrl)
{
    /// <summary>The dashboard's host; null when unknown.</summary>
    public string? Host => publicUrl is null ? null : new Uri(publicUrl).Host;

    /// <summary>The notice's page; null when it has none, or the dashboard's address is unknown.</summary>
    public string? To(Notice notice) => publicUrl is null || notice.Page is null ? null : publicUrl.TrimEnd('/') + notice.Page;

    /// <summary>What a link to the page is called.</summary>
    public static string OpenLabel(NarrativeLanguage language) => language == NarrativeLanguage.Korean ? "열기" : "Open";
}
