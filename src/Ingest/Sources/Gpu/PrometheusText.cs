using System.Globalization;
using System.Text;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>One sample of a metric.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Labels">Its labels, the empty ones left out.</param>
/// <param name="Value">Its value; null for NaN, infinities and what no decimal holds.</param>
/// <param name="At">When it was taken, UTC; null when it does not say: now.</param>
internal sealed record PrometheusSample(string Name, IReadOnlyDictionary<string, string> Labels, decimal? Value, DateTimeOffset? At = null);

/// <summary>
/// Reads the text format of Prometheus, version 0.0.4, with the quoted names of its UTF-8 extension. Lines that are none are counted, not
/// taken.
/// </summary>
internal static class PrometheusText
{
    /// <summary>Reads all samples of some metrics.</summary>
    /// <param name="text">The whole answer.</param>
    /// <param name="wanted">Which metrics to keep.</param>
    /// <param name="malformed">Lines that could not be read.</param>
    public static List<PrometheusSample> Read(string text, Func<string, bool> wanted, out int malformed)
    {
        List<PrometheusSample> samples = [];
        malformed = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            var sample = new Scanner(line).Sample();
            if (sample is null)
            {
                malformed++;
            }
            else if (wanted(sample.Name))
            {
                samples.Add(sample);
            }
        }

        return samples;
    }

    /// <summary>A value as Prometheus writes it, in text and in JSON; null for what is no number.</summary>
    public static bool TryValue(ReadOnlySpan<char> text, out decimal? value)
    {
        value = null;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            value = number;
            return true;
        }

        // Far too large for a decimal, but a number all the same.
        return text.TrimStart("+-") is var bare
            && (bare.Equals("nan", StringComparison.OrdinalIgnoreCase) || bare.Equals("inf", StringComparison.OrdinalIgnoreCase)
                || bare.Equals("infinity", StringComparison.OrdinalIgnoreCase)
                || (text.Length > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
    }

    private ref struct Scanner(ReadOnlySpan<char> line)
    {
        private readonly ReadOnlySpan<char> _line = line;
        private int _at;

        public PrometheusSample? Sample()
        {
            var name = Bare("{ \t");
            SkipBlanks();
            Dictionary<string, string> labels = new(StringComparer.Ordinal);
            if (Next('{') && !Labels(labels, ref name))
            {
                return null;
            }

            if (name.Length == 0 || !TryValue(Word(), out var value))
            {
                return null;
            }

            var rest = Word();
            if (rest.IsEmpty || rest[0] == '#')
            {
                return new(name, labels, value);
            }

            return long.TryParse(rest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999
                    ? new(name, labels, value, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
                    : null;
        }

        private bool Labels(Dictionary<string, string> labels, ref string name)
        {
            for (SkipBlanks(); !Next('}'); SkipBlanks())
            {
                var isQuoted = Peek() == '"';
                var label = isQuoted ? Quoted() : Bare("=,} \t");
                SkipBlanks();
                if (label is null || (!isQuoted && label.Length == 0))
                {
                    return false;
                }

                if (Next('='))
                {
                    SkipBlanks();
                    if (Quoted() is not { } value)
                    {
                        return false;
                    }

                    if (value.Length > 0)
                    {
                        labels[label] = value;
                    }
                }
                else if (isQuoted && name.Length == 0)
                {
                    // {"my.name",…}: a quoted text alone is the metric's name.
                    name = label;
                }
                else
                {
                    return false;
                }

                SkipBlanks();
                if (!Next(',') && Peek() != '}')
                {
                    return false;
                }
            }

            return true;
        }

        private readonly char Peek() => _at < _line.Length ? _line[_at] : '\0';

        private bool Next(char wanted)
        {
            var found = Peek() == wanted;
            _at += found ? 1 : 0;
            return found;
        }

        private void SkipBlanks()
        {
            while (Peek() is ' ' or '\t')
            {
                _at++;
            }
        }

        private ReadOnlySpan<char> Word()
        {
            SkipBlanks();
            var length = _line[_at..].IndexOfAny(" \t");
            var word = length < 0 ? _line[_at..] : _line.Slice(_at, length);
            _at += word.Length;
            return word;
        }

        private string Bare(ReadOnlySpan<char> ends)
        {
            var length = _line[_at..].IndexOfAny(ends);
            var word = length < 0 ? _line[_at..] : _line.Slice(_at, length);
            _at += word.Length;
            return word.ToString();
        }

        /// <summary>A quoted text with its escapes undone; null when it does not end.</summary>
        private string? Quoted()
        {
            if (!Next('"'))
            {
                return null;
            }

            var text = new StringBuilder();
            while (_at < _line.Length)
            {
                var c = _line[_at++];
                if (c == '"')
                {
                    return text.ToString();
                }

                if (c == '\\' && _at < _line.Length)
                {
                    var escaped = _line[_at++];
                    _ = escaped switch
                    {
                        'n' => text.Append('\n'),
                        '\\' or '"' => text.Append(escaped),
                        _ => text.Append('\\').Append(escaped),
                    };
                }
                else
                {
                    text.Append(c);
                }
            }

            return null;
        }
    }
}
