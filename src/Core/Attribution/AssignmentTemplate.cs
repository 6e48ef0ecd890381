using System.Globalization;
using System.Text;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>A text with <c>{1}</c> for captures and <c>{dimension}</c> for what a record says.</summary>
internal sealed class AssignmentTemplate
{
    private readonly List<Part> _parts = [];

    private AssignmentTemplate()
    {
    }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The text.</param>
    /// <param name="captures">How many stars the rule's conditions have.</param>
    /// <param name="fault">What is wrong with it; null when nothing is.</param>
    public static AssignmentTemplate? Parse(string text, int captures, out string? fault)
    {
        var template = new AssignmentTemplate();
        fault = null;
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOfAny(['{', '}'], at);
            if (open < 0)
            {
                template._parts.Add(new(text[at..], 0, null));
                break;
            }

            var close = text[open] == '{' ? text.IndexOf('}', open) : -1;
            if (close < 0)
            {
                fault = $"got \"{text}\", expected each brace to be one of a pair such as {{1}} or {{tag:team}}";
                return null;
            }

            if (open > at)
            {
                template._parts.Add(new(text[at..open], 0, null));
            }

            var name = text[(open + 1)..close];
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (number < 1 || number > captures)
                {
                    fault = captures == 0
                        ? $"got {{{name}}}, but the conditions have no star to capture anything"
                        : $"got {{{name}}}, expected {{1}} to {{{captures}}}: one for each star of the conditions";
                    return null;
                }

                template._parts.Add(new("", number, null));
            }
            else if (RuleDimensions.Reader(name) is { } reader)
            {
                template._parts.Add(new("", 0, reader));
            }
            else
            {
                fault = $"got {{{name}}}, expected a number, tag:NAME or one of {string.Join(", ", RuleDimensions.Names)}";
                return null;
            }

            at = close + 1;
        }

        return template;
    }

    /// <summary>The text for a record; null when the record lacks a part of it or it makes no name.</summary>
    public string? Fill(UsageRecord record, List<string> captures)
    {
        if (_parts is [{ Reader: null, Capture: 0 } only])
        {
            return only.Literal;
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            var value = part.Reader is { } reader ? reader(record) : part.Capture > 0 ? captures[part.Capture - 1] : part.Literal;
            if (string.IsNullOrWhiteSpace(value) && part.Literal.Length == 0)
            {
                return null;
            }

            text.Append(value);
        }

        var name = text.ToString().Trim();
        return name.Length is 0 or > ScopePath.MaxNameLength || name.Any(char.IsControl) ? null : name;
    }

    private readonly record struct Part(string Literal, int Capture, Func<UsageRecord, string?>? Reader);
}
