using System.Globalization;
using System.Text;

namespace FinOpsAI.Web.Channels.Email;

/// <summary>A mail as it goes over the wire: RFC 5322 with text and HTML (RFC 2046), all of it seven-bit.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="FromName">The sender's name.</param>
/// <param name="To">The receivers' addresses.</param>
/// <param name="Subject">One line.</param>
/// <param name="Date">UTC.</param>
/// <param name="MessageId">Without angle brackets; the same at every try.</param>
/// <param name="ThreadId">What mails of one thread refer to, without angle brackets.</param>
/// <param name="Plain">The text.</param>
/// <param name="Html">The same in HTML.</param>
internal sealed record MailMessage(
    string From, string FromName, IReadOnlyList<string> To, string Subject, DateTimeOffset Date, string MessageId, string ThreadId, string Plain, string Html)
{
    /// <summary>An encoded word may have 75 characters: 45 bytes in base64 and its frame.</summary>
    private const int BytesInAWord = 45;

    /// <summary>Says what is wrong with an address; null when nothing is.</summary>
    public static string? Fault(string address)
    {
        var at = address.LastIndexOf('@');
        var isFine = at > 0 && at < address.Length - 1 && address.Length <= 254
            && address.All(letter => char.IsAscii(letter) && !char.IsControl(letter) && letter is not (' ' or '<' or '>' or ',' or ';' or '"' or '(' or ')'))
            && address.IndexOf('@', StringComparison.Ordinal) == at;
        return isFine ? null : $"'{address}' is no mail address.";
    }

    /// <summary>The lines with CRLF, ready for DATA but for its dots.</summary>
    public string Write()
    {
        var boundary = $"=_{MessageId[..Math.Min(32, MessageId.IndexOf('@', StringComparison.Ordinal))]}";
        var mail = new StringBuilder();
        void Header(string name, string value) => mail.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");
        mail.Append("From: ").Append(Encode(FromName)).Append(" <").Append(OneLine(From)).Append(">\r\n");
        Header("To", string.Join(", ", To));
        mail.Append("Subject: ").Append(Encode(Subject)).Append("\r\n");
        Header("Date", Date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header("Message-ID", $"<{MessageId}>");
        Header("In-Reply-To", $"<{ThreadId}>");
        Header("References", $"<{ThreadId}>");
        Header("Auto-Submitted", "auto-generated");
        Header("MIME-Version", "1.0");
        Header("Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        mail.Append("\r\n");
        Part(mail, boundary, "text/plain", Plain);
        Part(mail, boundary, "text/html", Html);
        return mail.Append("--").Append(boundary).Append("--\r\n").ToString();
    }

    /// <summary>A header value that may hold any letters, as encoded words (RFC 2047), without line breaks that would begin another header.</summary>
    internal static string Encode(string value)
    {
        var line = OneLine(value);
        if (line.Length <= 60 && line.All(letter => letter is >= ' ' and <= '~') && !line.Contains("=?", StringComparison.Ordinal) && line.IndexOfAny(['"', '<', '>', '@', ',', ';', ':']) < 0)
        {
            return line;
        }

        var words = new List<string>();
        var word = new List<byte>(BytesInAWord);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in line.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > BytesInAWord)
            {
                words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
                word.Clear();
            }

            word.AddRange(bytes[..length]);
        }

        words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
        return string.Join("\r\n ", words);
    }

    private static void Part(StringBuilder mail, string boundary, string type, string content)
    {
        mail.Append("--").Append(boundary).Append("\r\nContent-Type: ").Append(type)
            .Append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        var text = content.ReplaceLineEndings("\r\n");
        mail.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
    }

    private static string OneLine(string value) => string.Concat(value.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
}
