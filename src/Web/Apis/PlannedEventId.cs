using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Apis;

/// <summary>
/// Ids of planned events: 26 characters as of a ULID, that is 48 bits of milliseconds since 1970 and 80 bits that tell apart what was made in the same one. Here these
/// are a hash of the content, so that the same plan at the same time has the same id.
/// </summary>
internal static class PlannedEventId
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Of(PlannedEvent plan)
    {
        var content = string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Scope.Key}\n{plan.Title}\n{plan.Start.UtcTicks}\n{plan.End.UtcTicks}\n{plan.ExtraCost}\n{plan.Note}\n{plan.CreatedAt.UtcTicks}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(content));
        UInt128 bits = (ulong)plan.CreatedAt.ToUnixTimeMilliseconds();
        foreach (var part in hash.AsSpan(0, 10))
        {
            bits = (bits << 8) | part;
        }

        return string.Create(26, bits, static (text, rest) =>
        {
            for (var place = text.Length - 1; place >= 0; place--, rest >>= 5)
            {
                text[place] = Digits[(int)(rest & 31)];
            }
        });
    }
}
