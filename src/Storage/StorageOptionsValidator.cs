using Microsoft.Extensions.Options;
using Npgsql;

namespace FinOpsAI.Storage;

/// <summary>Checks all settings at once and names each wrong one by its key.</summary>
public sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(StorageOptions options)
    {
        if (!Enum.IsDefined(options.Provider))
        {
            yield return $"{StorageOptions.Section}:{nameof(options.Provider)} must be Sqlite or Postgres, but is {options.Provider}.";
        }

        if (options.Provider == StorageProvider.Sqlite && string.IsNullOrWhiteSpace(options.Path))
        {
            yield return $"{StorageOptions.Section}:{nameof(options.Path)} must name a file for Sqlite, but is empty.";
        }

        if (options.Provider == StorageProvider.Postgres && ConnectionStringError(options.ConnectionString) is { } problem)
        {
            yield return $"{StorageOptions.Section}:{nameof(options.ConnectionString)} {problem}";
        }

        const string Retention = $"{StorageOptions.Section}:{nameof(options.Retention)}";
        if (options.Retention.Ledger is { } ledger && ledger < TimeSpan.FromDays(32))
        {
            yield return $"{Retention}:{nameof(RetentionOptions.Ledger)} must be left out or at least 32 days, but is {ledger}.";
        }

        if (options.Retention.MinuteRollups < TimeSpan.FromHours(1))
        {
            yield return $"{Retention}:{nameof(RetentionOptions.MinuteRollups)} must be at least 1 hour, but is {options.Retention.MinuteRollups}.";
        }

        if (options.Retention.HourRollups < TimeSpan.FromDays(1))
        {
            yield return $"{Retention}:{nameof(RetentionOptions.HourRollups)} must be at least 1 day, but is {options.Retention.HourRollups}.";
        }
    }

    /// <summary>Says what is wrong without repeating the value, which may hold a password.</summary>
    private static string? ConnectionStringError(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "must be given for Postgres, but is empty.";
        }

        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host)
                ? "must name a Host."
                : null;
        }
        catch (ArgumentException)
        {
            return "is not a PostgreSQL connection string (Host=…;Database=…;Username=…;Password=…).";
        }
    }
}
