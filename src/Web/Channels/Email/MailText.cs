using System.Globalization;
using System.Net;
using System.Text;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Web.Channels.Email;

/// <summary>A notice as the text and the HTML of a mail.</summary>
internal static class MailText
{
    public static string Plain(NoticeText text, string? link, NarrativeLanguage language)
    {
        var lines = new StringBuilder();
        lines.Append(text.Title).Append("\n\n");
        foreach (var paragraph in text.Paragraphs)
        {
            lines.Append(paragraph).Append("\n\n");
        }

        foreach (var fact in text.Facts)
        {
            lines.Append(fact.Name).Append(": ").Append(fact.Value).Append('\n');
        }

        if (text.Advice.Count > 0)
        {
            lines.Append('\n');
            foreach (var advice in text.Advice)
            {
                lines.Append("- ").Append(advice).Append('\n');
            }
        }

        return link is null ? lines.ToString() : lines.Append('\n').Append(NoticeLinks.OpenLabel(language)).Append(": ").Append(link).Append('\n').ToString();
    }

    public static string Html(NoticeText text, string? link, NarrativeLanguage language)
    {
        static string Safe(string value) => WebUtility.HtmlEncode(value);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{(language == NarrativeLanguage.Korean ? "ko" : "en")}\"><head><meta charset=\"utf-8\"></head>");
        html.Append("<body style=\"font-family:sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a;max-width:640px\">");
        html.Append(CultureInfo.InvariantCulture, $"<h2 style=\"font-size:18px\">{Safe(text.Title)}</h2>");
        foreach (var paragraph in text.Paragraphs)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(paragraph)}</p>");
        }

        if (text.Facts.Count > 0)
        {
            html.Append("<table style=\"border-collapse:collapse\">");
            foreach (var fact in text.Facts)
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><th style=\"text-align:left;padding:2px 16px 2px 0;font-weight:600\">{Safe(fact.Name)}</th><td style=\"padding:2px 0\">{Safe(fact.Value)}</td></tr>");
            }

            html.Append("</table>");
        }

        if (text.Advice.Count > 0)
        {
            html.Append("<ul>");
            foreach (var advice in text.Advice)
            {
                html.Append(CultureInfo.InvariantCulture, $"<li>{Safe(advice)}</li>");
            }

            html.Append("</ul>");
        }

        if (link is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{Safe(link)}\">{Safe(NoticeLinks.OpenLabel(language))}</a></p>");
        }

        return html.Append("</body></html>\n").ToString();
    }
}
