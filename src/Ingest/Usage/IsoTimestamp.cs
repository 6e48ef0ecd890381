namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Reads <c>2026-01-05T10:00:00Z</c> and its kin: a blank for the <c>T</c>, any number of decimals of a second, an offset, no offset
/// (UTC) or a date alone (its midnight, UTC). The framework's own parsers read a missing offset in the machine's zone.
/// </summary>
public static class IsoTimestamp
{
    /// <summary>Reads a timestamp; decimals beyond the seventh are cut off.</summary>
    /// <returns>False when the text is anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        text = text.Trim();
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day).Ticks;
        if (text.Length > 10)
        {
            if (text[10] is not ('T' or 't' or ' ') || !TryTime(text[11..], out var timeOfDay))
            {
                return false;
            }

            ticks += timeOfDay;
        }

        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads <c>hh:mm[:ss[.f…]][zone]</c> as ticks since midnight UTC; a zone can make it negative or more than a day.</summary>
    private static bool TryTime(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 5 || text[2] != ':' || !Digits(text[..2], out var hour) || !Digits(text[3..5], out var minute)
            || hour > 23 || minute > 59)
        {
            return false;
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        text = text[5..];
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!Digits(text[1..3], out var second) || second > 59)
            {
                return false;
            }

            ticks += second * TimeSpan.TicksPerSecond;
            text = text[3..];
            if (text.Length > 1 && text[0] == '.')
            {
                var length = text[1..].IndexOfAnyExceptInRange('0', '9');
                length = length < 0 ? text.Length - 1 : length;
                var unit = TimeSpan.TicksPerSecond / 10;
                foreach (var digit in text.Slice(1, length))
                {
                    ticks += (digit - '0') * unit;
                    unit /= 10;
                }

                if (length == 0)
                {
                    return false;
                }

                text = text[(length + 1)..];
            }
        }

        if (!TryOffset(text.TrimStart(), out var offset))
        {
            return false;
        }

        ticks -= offset;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> zone, out long ticks)
    {
        ticks = 0;
        if (zone.IsEmpty || zone is "Z" or "z" or "UTC")
        {
            return true;
        }

        if (zone[0] is not ('+' or '-') || zone.Length is not (3 or 5 or 6) || !Digits(zone[1..3], out var hours))
        {
            return false;
        }

        var minutes = 0;
        if (zone.Length == 6 && (zone[3] != ':' || !Digits(zone[4..], out minutes)))
        {
            return false;
        }

        if (zone.Length == 5 && !Digits(zone[3..], out minutes))
        {
            return false;
        }

        if (hours > 14 || minutes > 59)
        {
            return false;
        }

        ticks = ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute)) * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
