using System.Text.Json.Nodes;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Web.Channels.Slack;

/// <summary>A notice as Slack's blocks, within Slack's limits.</summary>
internal static class SlackMessage
{
    public const string Acknowledge = "ack";
    public const string Snooze = "snooze";
    public const string Expected = "expected";
    public const string Open = "open";

    /// <summary>What block ids of buttons begin with; the incident's id follows.</summary>
    public const string BlockPrefix = "incident_";

    private const int MaxHeader = 150;
    private const int MaxSection = 3_000;
    private const int MaxField = 2_000;
    private const int MaxFields = 10;
    private const int MaxFallback = 3_000;

    /// <summary>The whole of a message; Slack refuses about 13,000 characters.</summary>
    private const int MaxText = 10_000;

    /// <summary>What is shorter says nothing.</summary>
    private const int LeastText = 40;

    /// <param name="notice">The notice.</param>
    /// <param name="language">Its readers' language.</param>
    /// <param name="link">The dashboard's page; null for none.</param>
    /// <param name="isInteractive">Whether clicks can come back.</param>
    public static JsonObject Of(Notice notice, NarrativeLanguage language, string? link, bool isInteractive)
    {
        var text = notice.TextIn(language);
        var blocks = new JsonArray(new JsonObject
        {
            ["type"] = "header",
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = Cut($"{Mark(notice)} {text.Title}", MaxHeader), ["emoji"] = true },
        });
        var left = MaxText;
        foreach (var paragraph in text.Paragraphs)
        {
            AddSection(blocks, Escape(paragraph), ref left);
        }

        if (text.Facts.Count > 0)
        {
            blocks.Add(new JsonObject
            {
                ["type"] = "section",
                ["fields"] = new JsonArray([.. text.Facts.Take(MaxFields).Select(fact =>
                    Markdown(Cut($"*{Escape(fact.Name)}*\n{Escape(fact.Value)}", MaxField)))]),
            });
        }

        if (text.Advice.Count > 0)
        {
            AddSection(blocks, string.Join('\n', text.Advice.Select(advice => $"• {Escape(advice)}")), ref left);
        }

        if (Buttons(notice, language, link, isInteractive) is { Count: > 0 } buttons)
        {
            blocks.Add(new JsonObject { ["type"] = "actions", ["block_id"] = BlockPrefix + IncidentOf(notice), ["elements"] = buttons });
        }

        return new() { ["text"] = Cut(Escape($"{text.Title}\n{string.Join('\n', text.Paragraphs)}"), MaxFallback), ["blocks"] = blocks };
    }

    /// <summary>Escapes what Slack takes for its own marks.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A block of small text.</summary>
    public static JsonObject Context(string markdown) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray(Markdown(Cut(markdown, MaxField))) };

    private static void AddSection(JsonArray blocks, string markdown, ref int left)
    {
        if (left < LeastText)
        {
            return;
        }

        var cut = Cut(markdown, Math.Min(MaxSection, left));
        left -= cut.Length;
        blocks.Add(new JsonObject { ["type"] = "section", ["text"] = Markdown(cut) });
    }

    private static JsonArray Buttons(Notice notice, NarrativeLanguage language, string? link, bool isInteractive)
    {
        var buttons = new JsonArray();
        if (isInteractive && notice is { Kind: NoticeKind.Incident, Phase: not NoticePhase.Closed } && IncidentOf(notice) is { Length: > 0 } id)
        {
            if (notice.Phase != NoticePhase.Acknowledged)
            {
                buttons.Add(Button(Acknowledge, language == NarrativeLanguage.Korean ? "확인" : "Acknowledge", id, "primary"));
            }

            buttons.Add(Button(Snooze, language == NarrativeLanguage.Korean ? "1시간 뒤 다시" : "Snooze 1 h", id));
            buttons.Add(Button(Expected, language == NarrativeLanguage.Korean ? "예상됨" : "Expected", id));
        }

        if (link is not null)
        {
            buttons.Add(new JsonObject
            {
                ["type"] = "button", ["action_id"] = Open, ["text"] = Plain(NoticeLinks.OpenLabel(language)), ["url"] = link,
            });
        }

        return buttons;
    }

    private static JsonObject Button(string action, string label, string value, string? style = null)
    {
        var button = new JsonObject { ["type"] = "button", ["action_id"] = action, ["text"] = Plain(label), ["value"] = value };
        if (style is not null)
        {
            button["style"] = style;
        }

        return button;
    }

    /// <summary>The incident's id out of its thread; empty for other notices.</summary>
    private static string IncidentOf(Notice notice) =>
        notice.Thread.StartsWith("incident/", StringComparison.Ordinal) ? notice.Thread["incident/".Length..] : "";

    private static JsonObject Markdown(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    private static string Mark(Notice notice) => notice.Phase == NoticePhase.Closed ? "✅" : notice.Severity switch
    {
        Severity.Critical => "🔴",
        Severity.High => "🟠",
        Severity.Medium => "🟡",
        _ => "⚪",
    };

    /// <summary>Cuts without breaking an escape or a surrogate pair in two.</summary>
    private static string Cut(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = max - 1;
        var escape = text.LastIndexOf('&', end - 1, Math.Min(end, 5));
        if (escape >= 0 && text.IndexOf(';', escape) is var close && close >= end && close - escape <= 4)
        {
            end = escape;
        }

        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
