using System.Security.Cryptography;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using Microsoft.AspNetCore.DataProtection;

namespace FinOpsAI.Silo.Hosting;

/// <summary>
/// Secrets by ASP.NET Data Protection, or by reference to where they stand: the environment, a file (as container platforms mount them), or
/// the configuration with its user secrets.
/// </summary>
internal sealed class SecretStore(IDataProtectionProvider protection, IConfiguration configuration) : ISecretStore
{
    private const string Environment = "env:";
    private const string File = "file:";
    private const string Configuration = "config:";

    private readonly IDataProtector _protector = protection.CreateProtector("FinOpsAI.Sources");

    public string Protect(string entered)
    {
        if (IsReference(entered))
        {
            return entered.Trim();
        }

        SecretKeys.Create(configuration);
        return _protector.Protect(entered);
    }

    public string Reveal(string kept)
    {
        var (place, name) = Split(kept);
        var found = place switch
        {
            Environment => System.Environment.GetEnvironmentVariable(name),
            File => Read(name),
            Configuration => configuration[name],
            _ => Decrypt(kept),
        };
        return string.IsNullOrWhiteSpace(found)
            ? throw new SourceException(SourceFaultCode.Settings, $"{kept}: there is no secret at this place.")
            : found.Trim();
    }

    private static bool IsReference(string text) => Split(text).Place.Length > 0;

    private static (string Place, string Name) Split(string text)
    {
        var trimmed = text.Trim();
        foreach (var place in (ReadOnlySpan<string>)[Environment, File, Configuration])
        {
            if (trimmed.StartsWith(place, StringComparison.Ordinal))
            {
                return (place, trimmed[place.Length..]);
            }
        }

        return ("", trimmed);
    }

    private static string? Read(string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SourceException(SourceFaultCode.Settings, $"file:{path} cannot be read: {e.Message}", null, e);
        }
    }

    private string Decrypt(string kept)
    {
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException e)
        {
            throw new SourceException(
                SourceFaultCode.Settings,
                "A secret cannot be decrypted: the keys it was encrypted with are gone or another server's. Enter it again, or restore the keys.",
                null,
                e);
        }
    }
}
