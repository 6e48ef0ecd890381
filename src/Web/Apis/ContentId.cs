using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Web.Apis;

/// <summary>Ids derived from content: the same content has the same id.</summary>
internal static class ContentId
{
    /// <summary>16 hexadecimal digits.</summary>
    public static string Of(params IEnumerable<object?> parts)
    {
        var text = string.Join('\n', parts.Select(part => System.Convert.ToString(part, CultureInfo.InvariantCulture)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
