using System.Globalization;
using System.Text;

namespace FinOpsAI.Benchmarks;

/// <summary>Usage records as a gateway sends them: many keys, a few models, now.</summary>
internal sealed class UsageLoad(DateTimeOffset start, int records, int resources)
{
    private static readonly string[] Models = ["gpt-5.4", "gpt-5.4-mini", "gpt-4o", "gpt-4.1-mini"];

    public int Records => records;

    public static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"req-{i:x8}-{i * 2654435761L:x12}");

    public string Line(int i)
    {
        var resource = (int)((uint)i * 2654435761U % (uint)resources);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"id":"{{{Id(i)}}}","timestamp":"{{{start.AddMilliseconds(i):yyyy-MM-ddTHH:mm:ss.fffZ}}}","provider":"openai","model":"{{{Models[i % 4]}}}","team":"team-{{{resource % 8}}}","project":"project-{{{resource % 80}}}","resource":"key-{{{resource}}}","usage":{"token.input":{{{800 + (i % 997)}}},"token.output":{{{100 + (i % 89)}}},"request":1}}""");
    }

    /// <summary>The load as request bodies, made before the clock starts.</summary>
    public List<byte[]> Bodies(int recordsPerBody)
    {
        var bodies = new List<byte[]>();
        for (var first = 0; first < records; first += recordsPerBody)
        {
            var text = new StringBuilder();
            for (var i = first; i < Math.Min(records, first + recordsPerBody); i++)
            {
                text.Append(Line(i)).Append('\n');
            }

            bodies.Add(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return bodies;
    }
}
