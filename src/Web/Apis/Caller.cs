using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Apis;

/// <summary>Who calls the API, for the audit log.</summary>
internal static class Caller
{
    /// <summary>Where a client says in whose name it calls, as long as nobody is signed in.</summary>
    public const string Header = "X-FinOpsAI-Actor";

    private const int MaxLength = 100;

    /// <summary>The signed-in user's name; else what the client says; else <c>anonymous</c>.</summary>
    public static string Name(HttpContext context)
    {
        var name = context.User.Identity?.Name ?? context.Request.Headers[Header].ToString();
        var printable = string.Concat(name.Where(letter => !char.IsControl(letter))).Trim();
        return printable.Length == 0 ? "anonymous" : printable.Length <= MaxLength ? printable : printable[..MaxLength];
    }
}
