using System.Globalization;
using System.Xml;

namespace FinOpsAI.Web.Apis;

/// <summary>Reads a duration: whole seconds, or ISO 8601 such as <c>PT10M</c>.</summary>
internal static class DurationText
{
    /// <summary>Null when nothing is given, or when it is no duration within these bounds, which the query then holds.</summary>
    public static TimeSpan? Duration(this Query query, string name, string? text, TimeSpan min, TimeSpan max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (TryParse(text, out var duration) && duration >= min && duration <= max)
        {
            return duration;
        }

        query.Fail(name, $"'{text}' is not a duration: expected seconds or ISO 8601 such as PT10M, from {XmlConvert.ToString(min)} to {XmlConvert.ToString(max)}.");
        return null;
    }

    private static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            duration = TimeSpan.FromSeconds(Math.Min(seconds, (long)TimeSpan.MaxValue.TotalSeconds - 1));
            return true;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}
