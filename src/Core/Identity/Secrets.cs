using System.Security.Cryptography;

namespace FinOpsAI.Core.Identity;

/// <summary>Random texts that nobody can guess.</summary>
public static class Secrets
{
    /// <summary>256 random bits as 43 characters that are safe in an address.</summary>
    public static string Random() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>An id of 16 hexadecimal digits that nobody can guess.</summary>
    public static string Id() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>A code to be read off a screen and typed: 100 random bits in four groups of five, without letters that look alike.</summary>
    public static string Code() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 5)));
}
