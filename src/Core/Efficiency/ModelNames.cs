using System.Text.RegularExpressions;

namespace FinOpsAI.Core.Efficiency;

/// <summary>What a model's name says about what it is for. Prices alone do not: a model that listens is paid by the token like one that writes.</summary>
internal static partial class ModelNames
{
    private static readonly string[] Purposes =
    [
        "audio", "code", "codex", "codestral", "computer-use", "deep-research", "devstral", "embed", "guard", "image", "live", "moderation", "ocr",
        "realtime", "rerank", "search", "sonic", "transcribe", "tts", "voxtral", "whisper",
    ];

    /// <summary>Whether two models are made for the same: a model for code, speech or images is no replacement of one that chats, nor the other way round.</summary>
    public static bool AreForTheSame(string a, string b) =>
        Purposes.All(purpose => a.Contains(purpose, StringComparison.OrdinalIgnoreCase) == b.Contains(purpose, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether two names differ only in a date, in <c>-latest</c> or in where the model runs.</summary>
    public static bool AreOne(string a, string b) => Plain(a) == Plain(b);

    /// <summary>Whether a model is somebody's own: nobody else's traffic can go there.</summary>
    public static bool IsTuned(string name) => name.StartsWith("ft:", StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => Suffix().Replace(Prefix().Replace(name.ToLowerInvariant(), ""), "");

    [GeneratedRegex("^(global|us|eu|apac)\\.")]
    private static partial Regex Prefix();

    [GeneratedRegex("(-latest|-preview|[-@][0-9]{8}|-[0-9]{4}-[0-9]{2}-[0-9]{2}|-[0-9]{4})+$")]
    private static partial Regex Suffix();
}
