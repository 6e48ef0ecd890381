using System.Text;

namespace FinOpsAI.Ingest.Usage;

/// <summary>A short, printable piece of what a sender wrote, for messages.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(ReadOnlySpan<byte> text) =>
        Of(Encoding.UTF8.GetString(text.Length > Longest * 4 ? text[..(Longest * 4)] : text));

    public static string Of(string text)
    {
        var cut = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
        return string.Create(cut.Length, cut, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
            }
        });
    }
}
