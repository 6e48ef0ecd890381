using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Storage.Common;

/// <summary>A step of the schema, from the files <c>Migrations/NNNN_name.sql</c> of one database.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Its text, lines ended by LF.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, so that a file changed after it was applied is noticed.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>All steps of a database, in order.</summary>
    /// <param name="folder">The database's folder in this assembly, such as <c>Sqlite</c>.</param>
    public static IReadOnlyList<Migration> Load(string folder)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"{typeof(IStore).Namespace}.{folder}.Migrations.";
        var migrations = assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
            .Select(resource =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
                var name = resource[prefix.Length..];
                return new Migration(
                    int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
                    name,
                    reader.ReadToEnd().ReplaceLineEndings("\n"));
            })
            .OrderBy(migration => migration.Version)
            .ToList();
        for (var index = 0; index < migrations.Count; index++)
        {
            if (migrations[index].Version != index + 1)
            {
                throw new InvalidOperationException($"Migration {index + 1} of {folder} is missing or there twice.");
            }
        }

        return migrations;
    }

    /// <summary>The steps still to apply.</summary>
    /// <param name="all">What this program knows.</param>
    /// <param name="applied">Version and checksum of what the database has, in order.</param>
    /// <exception cref="StoreSchemaException">The database does not fit this program.</exception>
    public static IEnumerable<Migration> Pending(IReadOnlyList<Migration> all, IReadOnlyList<(int Version, string Checksum)> applied)
    {
        foreach (var (version, checksum) in applied)
        {
            if (version > all.Count)
            {
                throw new StoreSchemaException(
                    $"The database has schema version {applied.Max(step => step.Version)}, but this program knows only up to {all.Count}: "
                    + "it was last opened by a newer version of the program. Use that version, or restore a backup.");
            }

            if (all[version - 1].Checksum != checksum)
            {
                throw new StoreSchemaException(
                    $"Migration {all[version - 1].Name} differs from what was applied to the database. Applied migrations must not be "
                    + "changed; add a new one instead.");
            }
        }

        return all.Skip(applied.Count);
    }
}
