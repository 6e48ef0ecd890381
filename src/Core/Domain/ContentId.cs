using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Core.Domain;

/// <summary>Ids derived from content: the same content has the same id.</summary>
public static class ContentId
{
    /// <summary>16 hexadecimal digits: the first half of the SHA-256 of the parts, written invariantly, a line each.</summary>
    public static string Of(params IEnumerable<object?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var text = string.Join('\n', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
